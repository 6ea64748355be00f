"""Files in a real browser, on a phone: with a line that is lost in the middle, and without scripts (Q41, U36)."""

import random

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lifecycle import clock
from tenders.attachments import actions
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.attachments import asking, attached
from tests.factories.files import docx, pdf

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 800}
LARGE = pdf(random.Random(3).randbytes(900_000))


def chosen(name, content):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def draft(sign_in):
    """A draft that needs a document, with one file in it; its head is signed in."""
    application = ApplicationFactory()
    asking(application)
    attached(application, "Басқа құжат.pdf")
    sign_in(head_of(application))
    return application


def url(live_server, draft):
    return live_server.url + reverse("attachments:index", args=[draft.number])


def test_q41_a_file_goes_on_where_the_line_was_lost_and_arrives_whole(page, live_server, draft, axe, faults):
    page.set_viewport_size(PHONE)
    page.goto(url(live_server, draft))
    sent = []

    def lose_the_third(route):
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 3:
                route.abort()
                return
        route.continue_()

    page.route("**/uploads/*/", lose_the_third)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.get_by_label("What it proves").select_option("E-4")
    page.get_by_label("File", exact=True).set_input_files(chosen("Жарғы.pdf", LARGE))
    page.get_by_role("button", name="Attach the file").click()

    expect(page.get_by_text("“Жарғы.pdf” is attached.")).to_be_visible(timeout=30_000)
    made = draft.attachments.get(requirement__code="E-4")
    assert actions.read(made, by=head_of(draft), at=clock.now()) == LARGE
    assert [int(offset) // (256 * 1024) for offset in sent] == [0, 1, 2, 2, 3]
    faults.clear()  # the part that was lost is one


def test_what_is_refused_is_said_beside_the_field_and_the_choice_stays(page, live_server, draft, faults):
    page.goto(url(live_server, draft))

    page.get_by_label("What it proves").select_option("E-4")
    page.get_by_label("File", exact=True).set_input_files(chosen("a.docx", docx(word__vbaProject="x")))
    page.get_by_role("button", name="Attach the file").click()

    expect(page.locator("file-upload [data-status]")).to_contain_text("The document carries macros", timeout=20_000)
    expect(page.get_by_label("What it proves")).to_have_value("E-4")
    faults.clear()  # the answer 422 is one


def test_without_scripts_it_is_a_plain_form(browser, live_server, draft, page):
    kept = page.context.cookies()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(kept)
    tab = plain.new_page()
    tab.goto(url(live_server, draft))

    tab.get_by_label("What it proves").select_option("E-4")
    tab.get_by_label("File", exact=True).set_input_files(chosen("Жарғы.pdf", pdf()))
    tab.get_by_role("button", name="Attach the file").click()

    expect(tab.get_by_text("“Жарғы.pdf” is attached.")).to_be_visible()
    plain.close()
