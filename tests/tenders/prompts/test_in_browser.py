"""From “check your answers” to “where does it stand” in a real browser, on a telephone and on a desk."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from lifecycle import clock
from tenders.applications.models import Application
from tenders.messages import actions as messages
from tenders.prompts import actions
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.registry import LinkFactory
from tests.tenders.messages.test_write import opened

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
# Where pictures of the pages are put, if anybody wants to look at them.
PICTURES = os.environ.get("PICTURES")


def test_a_signatory_submits_on_a_telephone_in_three_taps(page, live_server, sign_in, axe):
    page.set_viewport_size(PHONE)
    application = ApplicationFactory()
    editor = LinkFactory(organisation=application.organisation, role="editor").user
    actions.ask_to_submit(application, by=editor, at=clock.now())
    sign_in(head_of(application))
    page.goto(f"{live_server.url}/en/desk/")

    page.get_by_role("link", name="is ready: you are asked to submit it").click()
    page.get_by_label("I confirm all five declarations.").check()
    axe(page)
    page.get_by_role("button", name="Submit the application").click()

    expect(page.get_by_text("Your application is received")).to_be_visible()
    expect(page.get_by_text("Signed by the head through this site")).to_be_visible()
    assert Application.objects.get().submitted_by == head_of(application)


def test_pressing_too_early_takes_the_focus_to_what_is_missing(page, live_server, sign_in, axe):
    application = ApplicationFactory(complete=False)
    sign_in(head_of(application))
    page.goto(live_server.url + reverse("applications:check", args=[application.number]))
    for box in page.get_by_role("checkbox").all():
        box.check()

    page.get_by_role("button", name="Submit the application").click()

    expect(page.locator("error-summary")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Enter at least one budget line.").click()
    expect(page.get_by_role("heading", level=1, name="Budget")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_for_everybody_and_fits_its_screen(page, live_server, sign_in, axe, size, language):
    page.set_viewport_size(size)
    application = opened()
    head, ngo = head_of(application), application.organisation
    draft = ApplicationFactory(organisation=ngo, head=head)
    sealed = ApplicationFactory(organisation=ngo, head=head, submitted=True)
    editor = LinkFactory(organisation=ngo, role="editor").user
    actions.ask_to_submit(draft, by=editor, at=clock.now())
    secretary = application.lot.call.commission.members.get(role="secretary").user
    messages.write(application, "Шарт қашан жасалады?\n\nЖауабыңызды күтеміз.", by=head, at=clock.now())
    messages.write(application, "Шағым мерзімі біткен соң.", by=secretary, at=clock.now())
    with translation.override(language):
        pages = {
            "check": (head, reverse("applications:check", args=[draft.number])),
            "check-editor": (editor, reverse("applications:check", args=[draft.number])),
            "submit": (head, reverse("prompts:submit", args=[draft.number])),
            "status-draft": (head, reverse("applications:standing", args=[draft.number])),
            "status-sealed": (head, reverse("applications:standing", args=[sealed.number])),
            "status-opened": (head, application.get_absolute_url()),
            "messages-closed": (head, reverse("messages:index", args=[sealed.number])),
            "messages": (head, reverse("messages:index", args=[application.number])),
            "messages-office": (secretary, reverse("messages:index", args=[application.number])),
            "receipt": (head, reverse("applications:receipt", args=[sealed.number])),
        }
    for name, (who, address) in pages.items():
        sign_in(who)
        page.goto(live_server.url + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{size['width']}.png", full_page=True)
