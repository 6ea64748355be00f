"""An NGO in Kazakh on a phone: from creating an account to the receipt for its application."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region, Sphere
from tenders.applications import content
from tenders.applications.models import Application
from tests.browser.walking import letter_to, link_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.calls import CallFactory
from ui import words

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "asel@example.kz"
NAME = "«Мейірім» қоғамдық қоры"
TEXTS = ("Title of the project", "Summary", "Problem", "Goal", "Method", "What remains when the project ends")


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
    asel.reads("Register your organisation, or ask its head to invite you.")


def registers_the_organisation(asel):
    asel.follows("My organisations")
    asel.comes_to("My organisations")
    asel.follows("Register an organisation")
    asel.comes_to("Register an organisation")
    asel.writes("BIN", "940140000385")
    asel.writes("Name in Kazakh", NAME)
    asel.writes("Name in Russian", "Общественный фонд «Мейирим»")
    asel.chooses("Legal form", str(LegalForm.objects.get(code="public_foundation").pk))
    asel.writes("Date of state registration", "1994-01-20")
    asel.chooses("Region", str(Region.objects.get(code="23").pk))
    asel.writes("Address in Kazakh", "Атырау қаласы, Азаттық даңғылы, 1")
    asel.writes("Address in Russian", "город Атырау, проспект Азаттык, 1")
    asel.page.get_by_label(words.spoken(Sphere.objects.get(number=6), "name", "kk")[1]).check()
    asel.writes("Head of the organisation", "Айгүл Сейітқали")
    asel.writes("Telephone", "8 701 234 56 78")
    asel.presses("File the organisation")
    asel.comes_to(NAME)
    asel.reads("Your organisation is filed. A registry officer will check it.")


def verifies_it(officer, email):
    officer.opens("/kk/admin/")
    officer.signs_in(email)
    awaiting = officer.page.locator(".awaiting a")
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


def begins_an_application(asel, call):
    asel.opens(link_in(letter_to(EMAIL)))
    asel.comes_to(NAME)
    asel.page.locator(".bar__name").click()
    asel.comes_to("State social orders for NGOs")
    asel.page.get_by_role("link", name=call.title_kk).click()
    asel.comes_to(call.title_kk)
    asel.follows("Check if you can apply")
    asel.comes_to("Apply for lot %(number)s", number=1)
    asel.presses("Begin the application")
    application = "Application %(number)s"
    expect(asel.page.locator(".tasklist__link")).to_have_count(5)
    asel.comes_to(application, number=Application.objects.get().number)


def writes_the_texts(asel):
    asel.follows("The project in words")
    asel.comes_to("The project in words")
    for label in TEXTS:
        asel.writes(label, "Ауылдағы жалғызбасты қарттарға апта сайын үйде көмек көрсетіледі.")
    asel.waits_until_saved()
    asel.presses("Save and continue")


def writes_the_target_group(asel):
    asel.follows("Target groups")
    asel.comes_to("Target groups")
    asel.writes("Who they are", "Жалғыз тұратын 65 жастан асқан қарттар")
    asel.writes("How a person enters", "Ауыл әкімдігінің тізімі бойынша")
    asel.writes("People served directly", "40")
    asel.writes("How they come to manage on their own", "Көршілер тобы көмекті жалғастырады")
    asel.waits_until_saved()
    asel.presses("Save and continue")


def writes_the_workplan(asel, lot):
    asel.follows("Workplan")
    asel.comes_to("Workplan")
    asel.writes("Activity", "Үйге бару")
    asel.writes("Begins", lot.starts_on.isoformat())
    asel.writes("Ends", (lot.starts_on + timedelta(days=30)).isoformat())
    asel.writes("Place", "Атырау")
    asel.writes("Responsible", "Әсел Қанатқызы")
    asel.writes("What it gives", "40 қарт күтім алады")
    asel.waits_until_saved()
    asel.presses("Save and continue")


def writes_the_indicators(asel, lot):
    asel.follows("Indicators")
    asel.comes_to("Indicators")
    asel.writes("Indicator", "Денсаулығы жақсарған қарттар")
    asel.chooses("Kind", "outcome")
    asel.writes("Unit", "адам")
    asel.writes("Number now", "0")
    asel.writes("Number to reach", "30")
    asel.writes("Reached by", lot.ends_on.isoformat())
    asel.writes("Source of proof", "Учаскелік дәрігердің тізімі")
    asel.waits_until_saved()
    asel.presses("Save and continue")


def writes_the_budget(asel):
    asel.follows("Budget")
    asel.comes_to("Budget")
    asel.chooses("Category", "pay")
    asel.writes("Cost", "Әлеуметтік қызметкер")
    asel.writes("Unit", "адам")
    asel.writes("Quantity", "2")
    asel.writes("Price of a unit", "150 000")
    asel.writes("Months or times", "6")
    asel.writes("Grounds", "Еңбек шарты")
    expect(asel.page.locator("[data-sum=requested]")).to_have_text("1\u00a0800\u00a0000\u00a0₸")
    asel.waits_until_saved()
    asel.presses("Save and continue")


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


def test_an_ngo_goes_from_an_account_to_a_receipt_in_kazakh_on_a_phone(walker):
    officer_user = UserFactory(confirmed=True, language="kk", role="registry_officer", name="Қуаныш Әбдіров")
    call = CallFactory(published=True)
    asel, officer = walker(language="kk", width=360), walker(language="kk", width=1280)

    creates_an_account(asel)
    registers_the_organisation(asel)
    verifies_it(officer, officer_user.email)
    assert Organisation.objects.get().status == "active"
    begins_an_application(asel, call)
    writes_the_texts(asel)
    writes_the_target_group(asel)
    writes_the_workplan(asel, call.lots.get())
    writes_the_indicators(asel, call.lots.get())
    writes_the_budget(asel)
    submits(asel)

    receipt = Application.objects.get().receipt
    expect(asel.page.get_by_text(receipt.sha256)).to_be_visible()
    assert receipt.requested_amount == 1_800_000
    pdf = asel.page.get_by_role("link", name=asel.words("Download the receipt (PDF)")).get_attribute("href")
    answer = asel.page.request.get(asel.site + pdf)
    assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")
    assert receipt.number in letter_to(EMAIL).body
    asel.goes_in_the_menu("Notices")
    asel.comes_to("Notices")
    expect(asel.page.get_by_role("article").first).to_contain_text(receipt.number)
