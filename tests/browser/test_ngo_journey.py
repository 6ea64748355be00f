"""An NGO in Kazakh on a phone with a slow connection: from creating an account to the receipt for its application."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from registry.organisations.models import Organisation
from tenders.applications import content
from tenders.applications.models import Application
from tests.browser.registering import NAME, files_it_anew, files_the_annual_report, finds_no_organisation
from tests.browser.walking import letter_to, link_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "asel@example.kz"
TEXTS = (
    *("Title of the project", "Summary", "Problem", "Goal", "Method", "What is new in it"),
    "What remains when the project ends",
)
OBJECTIVE, SHARE = "40 қарт апта сайын көмек алады", "Share of time, percent"
# What a phone in a village gets (U13): 400 kbit/s, and 400 ms until an answer begins.
SLOW = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 400}


def has_a_slow_connection(person):
    """Every page from here on comes at the pace of a phone far from a town."""
    person.page.context.new_cdp_session(person.page).send("Network.emulateNetworkConditions", SLOW)


def creates_an_account(asel):
    asel.opens("/kk/")
    asel.comes_to("State social orders for NGOs")
    asel.goes_in_the_menu("Create an account")
    asel.comes_to("Create an account")
    asel.page.locator("[name=email]").fill(EMAIL)
    asel.page.locator("[name=name]").fill("Әсел Қанатқызы")
    asel.page.locator("[name=password1]").fill(PASSWORD)
    asel.presses("Create the account")
    asel.comes_to("Confirm your e-mail address")

    asel.opens(link_in(letter_to(EMAIL)))
    asel.comes_to("Confirm your e-mail address")
    asel.presses("Confirm the address")
    asel.signs_in(EMAIL)
    asel.comes_to("My desk")
    asel.reads("Find your organisation and ask to be connected, or file it anew.")


def registers_the_organisation(asel):
    asel.follows("My organisations")
    asel.comes_to("My organisations")
    asel.follows("Find your organisation")
    finds_no_organisation(asel)
    asel.follows("File it anew")
    files_it_anew(asel)


def verifies_it(officer, email):
    officer.opens("/kk/admin/")
    officer.signs_in(email)
    awaiting = officer.page.locator(".awaiting a[href*=organisation][href*=filed]")
    expect(awaiting).to_be_visible()
    officer.axe(officer.page)
    awaiting.click()
    officer.page.get_by_role("link", name=NAME).click()
    officer.page.get_by_role("button", name=officer.words("Verify"), exact=True).click()
    confirm = officer.page.locator("[name=confirmed]")
    expect(confirm).to_be_visible()
    officer.axe(officer.page)
    confirm.click()
    expect(officer.page.locator(".field-status .readonly")).to_have_text(officer.words("active"))


def comes_back_by_the_letter(asel):
    """What keeps a verified organisation from bidding is named, and mended from the page that names it."""
    asel.opens(link_in(letter_to(EMAIL)))
    asel.comes_to(NAME)
    files_the_annual_report(asel)


def begins_an_application(asel, call):
    asel.page.locator(".bar__name").click()
    asel.comes_to("State social orders for NGOs")
    asel.page.get_by_role("link", name=call.title_kk).click()
    asel.comes_to(call.title_kk)
    asel.follows("Check if you can apply")
    asel.comes_to("Apply for lot %(number)s", number=1)
    asel.presses("Begin the application")
    application = "Application %(number)s"
    expect(asel.page.locator(".tasklist__link")).to_have_count(11)
    asel.comes_to(application, number=Application.objects.get().number)


def fills(asel, section, texts, chosen=(), ticked=(), total=None):
    """Opens a section, writes its texts and makes its choices, waits until all is saved, and goes on."""
    asel.follows(section)
    asel.comes_to(section)
    for label, value in chosen:
        asel.chooses(label, value)
    for label, text in texts.items():
        asel.writes(label, text)
    for label in ticked:
        asel.field(label).check()
    if total:
        expect(asel.page.locator("[data-sum=requested]")).to_have_text(total)
    asel.waits_until_saved()
    asel.presses("Save and continue")


def writes_the_application(asel, lot):
    fills(asel, "The project in words", dict.fromkeys(TEXTS, "Ауылдағы жалғызбасты қарттарға үйде көмек көрсетіледі."))
    fills(asel, "Objectives", {"What you want to reach": OBJECTIVE})
    risk = {"What may go wrong": "Қыста жол жабылады", "What you do about it": "Ауылдағы көршілер барады"}
    fills(asel, "Risks", risk, chosen=[("How likely it is", "medium")])
    group = {
        "Who they are": "Жалғыз тұратын 65 жастан асқан қарттар",
        "How a person enters": "Ауыл әкімдігінің тізімі бойынша",
        "How they are found": "Әлеуметтік қызметкерлер хабарлайды",
        "Age from": "65",
        "People served directly": "40",
        "How they come to manage on their own": "Көршілер тобы көмекті жалғастырады",
    }
    fills(asel, "Target groups", group, chosen=[("Kind of group", "elders")])
    person = {"Name of the person": "Әсел Қанатқызы", "Role in the project": "Үйлестіруші", SHARE: "50"}
    fills(asel, "Team", person, chosen=[("Kind of contract", "labour")], ticked=["Leads the project"])
    partner = {"Partner": "Ауыл әкімдігі", "What they give": "Бөлме береді"}
    fills(asel, "Partners", partner, chosen=[("Sector", "state")])
    project = {
        "Project": "Көршілер көмегі",
        "Who paid for it": "Қоғамдық қор",
        "Sum of the project": "2 000 000",
        "From the year": "2023",
        "To the year": "2024",
        "What came of it": "25 отбасы көмек алды",
        "What proves it": "Қордың хаты",
    }
    fills(asel, "Experience", project)
    work = {
        "Activity": "Үйге бару",
        "Begins": lot.starts_on.isoformat(),
        "Ends": (lot.starts_on + timedelta(days=30)).isoformat(),
        "Place": "Атырау",
        "Responsible": "Әсел Қанатқызы",
        "What it gives": "40 қарт күтім алады",
    }
    [key] = [row["key"] for row in content.told(Application.objects.get(), "objectives")]
    fills(asel, "Workplan", work, chosen=[("Objective it serves", key)])
    indicator = {
        "Indicator": "Денсаулығы жақсарған қарттар",
        "Unit": "адам",
        "Number now": "0",
        "Number to reach": "30",
        "Reached by": lot.ends_on.isoformat(),
        "Source of proof": "Учаскелік дәрігердің тізімі",
    }
    fills(asel, "Indicators", indicator, chosen=[("Kind", "outcome")])
    cost = {
        "Cost": "Әлеуметтік қызметкер",
        "Unit": "адам",
        "Quantity": "2",
        "Price of a unit": "150 000",
        "Months or times": "6",
        "Grounds": "Еңбек шарты",
    }
    fills(asel, "Budget", cost, chosen=[("Category", "pay")], total="1\u00a0800\u00a0000\u00a0₸")


def submits(asel):
    asel.follows("Check and submit")
    asel.comes_to("Check your answers")
    boxes = asel.page.get_by_role("checkbox")
    expect(boxes).to_have_count(len(content.DECLARATIONS))
    for box in boxes.all():
        box.check()
    asel.presses("Submit the application")
    asel.reads("Your application is received")
    asel.looks()


def test_an_ngo_goes_from_an_account_to_a_receipt_in_kazakh_on_a_phone_at_400_kbit_a_second(walker):
    officer_user = UserFactory(confirmed=True, language="kk", role="registry_officer", name="Қуаныш Әбдіров")
    call = CallFactory(published=True)
    asel, officer = walker(language="kk", width=360), walker(language="kk", width=1280)

    has_a_slow_connection(asel)
    creates_an_account(asel)
    registers_the_organisation(asel)
    verifies_it(officer, officer_user.email)
    assert Organisation.objects.get().status == "active"
    comes_back_by_the_letter(asel)
    begins_an_application(asel, call)
    writes_the_application(asel, call.lots.get())
    submits(asel)

    receipt = Application.objects.get().receipt
    expect(asel.page.get_by_text(receipt.sha256)).to_be_visible()
    assert content.of_receipt(receipt)["requested_amount"] == 1_800_000
    pdf = asel.page.get_by_role("link", name=asel.words("Download the receipt (PDF)")).get_attribute("href")
    answer = asel.page.request.get(asel.site + pdf)
    assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")
    assert receipt.number in letter_to(EMAIL).body
    asel.goes_in_the_menu("Notices")
    asel.comes_to("Notices")
    expect(asel.page.get_by_role("article").first).to_contain_text(receipt.number)
