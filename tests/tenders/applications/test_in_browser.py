"""Writing an application in a real browser: it saves itself, counts, keeps both versions, and needs no scripts."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from lifecycle import clock
from tenders.applications import actions, content, wording
from tenders.applications.models import Application
from tenders.calls.models import Lot
from tests.browsing import arrived, is_saved
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, line, objective
from tests.factories.calls import LotFactory
from tests.tenders.applications.posting import stored

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


def url(live_server, application, page, *more):
    return live_server.url + reverse(f"applications:{page}", args=[application.number, *more])


@pytest.fixture
def draft(sign_in):
    """An empty draft whose head is signed in."""
    application = ApplicationFactory(complete=False)
    sign_in(head_of(application))
    return application


def test_a_text_is_saved_while_it_is_typed(page, live_server, draft):
    page.goto(url(live_server, draft, "section", "summary"))

    page.get_by_label("Goal").press_sequentially("Half a sentence")
    is_saved(page)
    page.get_by_label("Goal").press_sequentially(" and the rest")
    is_saved(page)

    draft.refresh_from_db()
    assert draft.goal == "Half a sentence and the rest"


def test_a_row_is_saved_before_it_is_complete_and_goes_on_growing(page, live_server, draft):
    page.goto(url(live_server, draft, "section", "target-group"))

    page.get_by_label("Who they are").fill("Elders living alone")
    page.get_by_label("How a person enters").fill("By the list of the village")
    is_saved(page)
    page.get_by_label("People served directly").fill("40")
    is_saved(page)

    [row] = stored(draft, "target-group")
    assert (row["description"], row["entry_rule"], row["direct_count"]) == (
        "Elders living alone",
        "By the list of the village",
        40,
    )


def test_a_number_that_cannot_be_read_does_not_hold_up_the_rest(page, live_server, draft, faults):
    page.goto(url(live_server, draft, "section", "budget"))
    status = page.locator("auto-save [data-status]")

    page.get_by_label("Price of a unit").fill("a lot")
    page.get_by_label("Cost", exact=True).fill("Social worker")
    expect(status).to_contain_text("Not saved", timeout=10_000)
    page.get_by_label("Cost", exact=True).fill("Social workers")
    page.get_by_label("Price of a unit").fill("200 000")
    is_saved(page)

    [row] = stored(draft, "budget")
    assert (row["name"], row["unit_cost"]) == ("Social workers", "200000.00")
    faults.clear()  # each answer 422 is one


def test_after_a_new_sign_in_what_was_typed_is_saved(page, live_server, draft, sign_in, faults):
    page.goto(url(live_server, draft, "section", "summary"))
    Session.objects.all().delete()

    page.get_by_label("Goal").fill("Typed without a session")
    expect(page.locator("auto-save [data-status]")).to_contain_text("signed out", timeout=10_000)
    sign_in(head_of(draft))
    is_saved(page)

    draft.refresh_from_db()
    assert draft.goal == "Typed without a session"
    faults.clear()  # each answer 401 is one


def test_the_budget_is_counted_while_it_is_written(page, live_server, draft):
    page.goto(url(live_server, draft, "section", "budget"))

    page.get_by_label("Quantity").fill("1,5")
    page.get_by_label("Price of a unit").fill("200 000")
    page.get_by_label("Months or times").fill("2")
    page.get_by_label("Own contribution").fill("100 000,50")

    expect(page.locator("[data-line-total]")).to_have_text("600\u00a0000\u00a0₸")
    expect(page.locator('[data-sum="requested"]')).to_have_text("499\u00a0999.50\u00a0₸")
    expect(page.locator("[data-left]")).to_have_text("9\u00a0500\u00a0000.50\u00a0₸")
    is_saved(page)


CASES = [
    # Category, year, quantity, price, months, own, other, requested: each as people write it.
    ("pay", "1", "1,5", "200 000", "2", "100 000,50", "", ""),
    ("pay", "2", "0,5", "0,01", "1", "", "", "0,01"),
    ("rent", "2", "3", "33333.33", "0,33", "", "10", ""),
    ("travel", "1", "7,77", "1 234 567,89", "11", "12,5", "0,1", "1"),
    ("travel", "1", "a lot", "5", "1", "", "", ""),
    ("travel", "3", "1", "2 000 000", "1", "2 000 001", "", ""),
]
LINES = ["600000₸", "0.01₸", "33000₸", "105518517.56₸", "0₸", "2000000₸"]
COUNTED = ("category", "year", "quantity", "unit_cost", "months", "own_amount", "other_amount", "requested_amount")
SHOWN = """
  [...document.querySelectorAll("[data-line-total], [data-sum], [data-left], [data-of], [data-share], [data-share-of]")]
    .map((cell) => cell.textContent)
"""
HIDDEN = "[...document.querySelectorAll('tr[data-category]')].map((row) => row.hidden)"


@pytest.mark.parametrize("language", ["en", "kk"])
def test_sums_are_counted_in_the_browser_as_the_server_counts_them(page, live_server, sign_in, faults, language):
    application = ApplicationFactory()
    lot = application.lot
    Lot.objects.filter(pk=lot.pk).update(ends_on=lot.starts_on.replace(year=lot.starts_on.year + 2))
    head = head_of(application)
    rows = [line(name=f"Cost {number}") for number in range(len(CASES))]
    actions.revise(application, {"budget_lines": rows}, by=head, at=clock.now())
    sign_in(head)
    page.goto(url(live_server, application, "section", "budget").replace("/en/", f"/{language}/"))

    for index, case in enumerate(CASES):
        for column, value in zip(COUNTED, case, strict=True):
            cell = page.locator(f"#id_rows-{index}-{column}")
            cell.select_option(value) if column in ("category", "year") else cell.fill(value)
    live, hidden = page.evaluate(SHOWN), page.evaluate(HIDDEN)
    # Refused for what cannot be read, so the page comes back as the server counts it; no script has counted there.
    page.route("**/budget-table*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.locator("button[name=step][value=later]").click()
    expect(page.locator("error-summary")).to_be_visible()

    counted = [text for text in page.evaluate(SHOWN) if text]
    assert [text.replace("\xa0", "").replace(",", ".") for text in live[: len(CASES)]] == LINES
    assert live[len(CASES) :] == counted
    assert hidden == page.evaluate(HIDDEN)
    faults.clear()  # each answer 422 is one


PASTED = "Rent\tOffice\tmonth\t1\t120 000,50\t12\t\t\t\tContract\nWages\tTrainer\thour\tmany\t5000\t1\t\t\t\tContract"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_lines_are_pasted_looked_at_mended_and_saved(page, live_server, sign_in, axe, size):
    page.set_viewport_size(size)
    application = ApplicationFactory(complete=False)
    lot = application.lot
    Lot.objects.filter(pk=lot.pk).update(ends_on=lot.starts_on.replace(year=lot.starts_on.year + 2))
    sign_in(head_of(application))
    page.goto(url(live_server, application, "section", "budget"))

    page.locator("#sheet summary").click()
    page.get_by_label("Paste from a spreadsheet").fill(PASTED)
    axe(page)
    page.get_by_role("button", name="Bring the lines in").click()

    expect(page.get_by_text("2 lines were brought in. Nothing is saved yet.")).to_be_visible()
    expect(page.locator("error-summary")).to_contain_text(
        "Budget line 2, “Category”: “Wages” is no category: choose one."
    )
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert stored(application, "budget") == []
    page.locator("#id_rows-1-category").select_option("pay")
    page.locator("#id_rows-1-quantity").fill("10")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name=application.number)).to_be_visible()
    assert [row["requested_amount"] for row in stored(application, "budget")] == ["1440006.00", "50000.00"]


def test_two_people_at_one_text_choose_between_two_versions(page, live_server, draft, axe, faults):
    page.goto(url(live_server, draft, "section", "summary"))
    actions.revise(draft, {"goal": "Theirs"}, by=UserFactory(name="Asel"), at=clock.now())

    page.get_by_label("Goal").fill("Mine")
    page.get_by_role("button", name="Save and come back later").click()

    expect(page.get_by_text("Two people changed the same words")).to_be_visible()
    expect(page.locator(".versions")).to_contain_text("Theirs")
    expect(page.get_by_label("Goal")).to_have_value("Mine")
    axe(page)
    page.get_by_label("Keep their version").check()
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_role("heading", name=draft.number)).to_be_visible()
    draft.refresh_from_db()
    assert draft.goal == "Theirs"
    faults.clear()  # the answer 409 is one


def test_errors_take_the_focus_and_lead_to_their_fields(page, live_server, draft, axe):
    page.goto(url(live_server, draft, "section", "workplan"))
    page.get_by_label("Activity", exact=True).fill("Visits")
    is_saved(page)

    page.get_by_role("button", name="Save and continue").click()

    expect(page.locator("error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error:"))
    page.get_by_role("link", name="Activity 1: Enter the day it begins.").click()
    expect(page.locator("#id_rows-0-starts_on")).to_be_focused()
    expect(page.get_by_label("Activity", exact=True)).to_have_value("Visits")
    axe(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_for_everybody_and_fits_its_screen(page, live_server, sign_in, axe, size, language):
    page.set_viewport_size(size)
    draft = ApplicationFactory()
    head, ngo = head_of(draft), draft.organisation
    actions.revise(draft, {"objectives": [objective(name="Ұзын сөйлем " * 20)]}, by=head, at=clock.now())
    sent = ApplicationFactory(organisation=ngo, head=head, submitted=True)
    late = ApplicationFactory(organisation=ngo, head=head, lot=LotFactory(call__closed=True))
    fresh = LotFactory(call__published=True)
    sign_in(head)

    with translation.override(language):
        addresses = [reverse("applications:index"), reverse("applications:start", args=[fresh.call.number, 1])]
        addresses += [one.get_absolute_url() for one in (draft, sent, late)]
        sections = [section for section in wording.SECTIONS if section != "attachments"]
        addresses += [reverse("applications:section", args=[draft.number, section]) for section in sections]
        addresses += [reverse(f"applications:{name}", args=[sent.number]) for name in ("check", "receipt", "recall")]
    for address in addresses:
        page.goto(live_server.url + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


def test_the_whole_way_to_the_receipt_without_scripts(browser, live_server, client):
    application = ApplicationFactory(complete=False)
    client.force_login(head_of(application))
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE)
    plain.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = plain.new_page()
    lot = application.lot

    page.goto(live_server.url + application.get_absolute_url())
    page.get_by_role("link", name="The project in words").click()
    for label in ("Title of the project", "Summary", "Problem", "Goal", "Method", "What remains when the project ends"):
        page.get_by_label(label, exact=True).fill(f"{label}: a text")
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Objectives").click()
    page.get_by_label("What you want to reach").fill("Elders are cared for every week")
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Risks").click()
    page.get_by_label("What may go wrong").fill("Roads under snow")
    page.get_by_label("How likely it is").select_option("medium")
    page.get_by_label("What you do about it").fill("Neighbours go")
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Target groups").click()
    page.get_by_label("Kind of group").select_option("elders")
    page.get_by_label("Who they are").fill("Elders of the village living alone")
    page.get_by_label("How a person enters").fill("By the list")
    page.get_by_label("How they are found").fill("Social workers tell us")
    page.get_by_label("People served directly").fill("40")
    page.get_by_label("How they come to manage on their own").fill("Neighbours go on")
    page.get_by_role("button", name="Add another target group").click()
    expect(page.get_by_label("Who they are")).to_have_count(2)
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Team").click()
    page.get_by_label("Name of the person").fill("Asel Serikova")
    page.get_by_label("Role in the project").fill("Coordinator")
    page.get_by_label("Share of time, percent").fill("50")
    page.get_by_label("Kind of contract").select_option("labour")
    page.get_by_label("Leads the project").check()
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Workplan").click()
    for label, text in {
        "Activity": "Visits",
        "Place": "Atyrau",
        "Responsible": "Asel",
        "What it gives": "Care",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Begins").fill(lot.starts_on.isoformat())
    page.get_by_label("Ends").fill((lot.starts_on + timedelta(days=30)).isoformat())
    page.get_by_label("Objective it serves").select_option(label="1. Elders are cared for every week")
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Indicators").click()
    page.get_by_label("Kind").select_option("outcome")
    numbers = {"Indicator": "Healthier elders", "Unit": "person", "Number now": "0", "Number to reach": "30"}
    for label, text in {**numbers, "Source of proof": "The doctor's list"}.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Reached by").fill(lot.ends_on.isoformat())
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Budget").click()
    page.get_by_label("Category").select_option("pay")
    costs = {"Cost": "Social worker", "Unit": "person", "Quantity": "2", "Price of a unit": "150 000"}
    for label, text in {**costs, "Months or times": "6", "Grounds": "Contract"}.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_role("link", name="Check and submit").click()
    arrived(page, "Check your answers")
    expect(page.get_by_role("checkbox")).to_have_count(len(content.DECLARATIONS))
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Submit the application").click()

    expect(page.get_by_text("Your application is received")).to_be_visible()
    receipt = Application.objects.get().receipt
    expect(page.get_by_text(receipt.sha256)).to_be_visible()
    assert content.of_receipt(receipt)["requested_amount"] == 1_800_000
    plain.close()
