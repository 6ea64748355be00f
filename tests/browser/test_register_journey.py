"""The register walked by the two it is for: an officer's day in the admin, and an NGO from "not found" to "may bid"."""

import re

import pytest
from playwright.sync_api import expect

from lifecycle import clock
from registry.duplicates.forms import DecisionForm
from registry.organisations import actions
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.browser.registering import NAME, files_it_anew, files_the_annual_report, finds_no_organisation
from tests.browser.walking import letter_to, link_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.imports import officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

FILED, TWICE = "Organisations awaiting verification", "Likely duplicates"
WAITING = "«Күтіп тұрған» қор"
OTHER = {"name_kk": "«Тірек» мекемесі", "name_ru": "Учреждение «Тирек»", "phone": "8 702 111 22 33",
         "address_kk": "Атырау қаласы, Абай көшесі, 7", "address_ru": "город Атырау, улица Абая, 7"}  # fmt: skip
# The first two are one organisation under two numbers, the third is another, the fourth has a fault.
TWINS = [row(1), row(2) | {name: row(1)[name] for name in ("name_kk", "name_ru")}]
ROWS = [*TWINS, row(3, **OTHER), row(4, email="x")]


def is_on_the_desk(dana):
    """The first page of the admin, where each list that waits is named with its length."""
    dana.comes_to("Site administration")
    return {
        line.get_by_role("link").inner_text(): line.locator("strong").inner_text()
        for line in dana.page.locator(".awaiting li").all()
    }


def goes_back_to_the_desk(dana):
    dana.page.locator("#site-name a").click()
    return is_on_the_desk(dana)


def takes_up(dana, work):
    """From the desk to a list, and to its first row."""
    dana.page.locator(".awaiting").get_by_role("link", name=dana.words(work), exact=True).click()
    expect(dana.page.locator("#result_list")).to_be_visible()
    dana.looks()
    dana.page.locator("#result_list tbody th a").first.click()


def brings_a_file(dana, file):
    dana.page.locator("#content-main .model-import .addlink").click()
    dana.comes_to("Bring a file")
    dana.page.set_input_files("input[type=file]", {"name": file.name, "mimeType": "", "buffer": file.read()})
    dana.presses("Check the file")
    status = dana.page.locator("#import [role=status]")
    expect(status).to_contain_text(re.compile(dana.words("waiting to be checked"), re.IGNORECASE))
    dana.looks()
    run_jobs()
    expect(dana.page.get_by_role("main").get_by_role("button", name=dana.words("Confirm and write"))).to_be_visible()
    expect(dana.page.locator(".results tbody tr")).to_have_count(len(ROWS))
    expect(dana.page.locator(".results")).to_contain_text(dana.words("Enter a valid email address."))
    dana.looks()
    dana.presses("Confirm and write")
    expect(dana.page.get_by_role("progressbar")).to_be_visible()
    run_jobs()
    expect(status.locator("strong")).to_have_text(re.compile(rf"^{dana.words('imported')}\.$", re.IGNORECASE))
    dana.looks()


def merges_the_twins(dana):
    takes_up(dana, TWICE)
    expect(dana.page.get_by_role("link", name=dana.words("Compare and decide"), exact=True)).to_be_visible()
    dana.looks()
    dana.follows("Compare and decide")
    dana.comes_to("Compare and decide")
    dana.page.locator(f"[name=verdict][value={DecisionForm.LEFT}]").check()
    dana.writes("Reason", f"Бір ұйым екі жолда тұр. Дұрыс БСН – {TWINS[0]['bin']}.")
    dana.presses("Write the decision down")
    expect(dana.page.locator(".messagelist")).to_contain_text(dana.words("Your decision is written down."))
    dana.looks()


def confirms(dana, verb, because=""):
    dana.presses(verb)
    expect(dana.page.locator("[name=confirmed]")).to_be_visible()
    dana.looks()
    if because:
        dana.writes("Reason", because)
    dana.page.locator("[name=confirmed]").click()


def stands(dana, status):
    expect(dana.page.locator(".field-status .readonly")).to_have_text(dana.words(status))
    dana.looks()


def rows_of(dana):
    return dana.page.locator("tbody tr").all()


def test_an_officer_goes_from_a_file_to_the_statistics_in_kazakh(walker):
    OrganisationFactory(status="filed", name_kk=WAITING)
    dana, user = walker(language="kk", width=1280), officer("Дана Әлі", language="kk", confirmed=True)

    dana.opens("/kk/admin/")
    dana.signs_in(user.email)
    first = is_on_the_desk(dana)
    brings_a_file(dana, table(*ROWS, kind="xlsx", name="ұйымдар.xlsx"))
    second = goes_back_to_the_desk(dana)
    merges_the_twins(dana)
    third = goes_back_to_the_desk(dana)
    takes_up(dana, FILED)
    confirms(dana, "Verify")
    stands(dana, "active")
    confirms(dana, "Suspend", because="Есеп тапсырылмады.")
    stands(dana, "suspended")
    dana.page.get_by_role("link", name=dana.words("Open the site")).click()
    dana.comes_to("State social orders for NGOs")
    dana.page.get_by_role("navigation").get_by_role("link", name=dana.words("Statistics"), exact=True).click()
    dana.comes_to("Statistics")
    dana.follows("Active and registered")
    dana.comes_to("Active and registered")

    lines = {line.locator("th").inner_text(): line.locator("td").first.inner_text() for line in rows_of(dana)}
    assert (first, second, third) == (
        {dana.words(FILED): "1"},
        {dana.words(FILED): "1", dana.words(TWICE): "1"},
        {dana.words(FILED): "1"},
    )
    assert (lines[dana.words("active")], lines[dana.words("suspended")]) == ("2", "1")
    assert Organisation.objects.get(status="merged").merged_into.bin == TWINS[0]["bin"]
    assert Organisation.objects.get(status="suspended").name_kk == WAITING


def test_a_head_goes_from_not_found_to_may_bid_in_kazakh_on_a_phone(walker):
    call = CallFactory(published=True)
    user = UserFactory(confirmed=True, language="kk", name="Әсел Қанатқызы")
    asel = walker(language="kk", width=360)

    asel.opens("/kk/organisations/find/")
    finds_no_organisation(asel)
    asel.follows("File it anew")
    asel.signs_in(user.email)
    files_it_anew(asel)
    actions.verify(Organisation.objects.get(), by=officer("Қуаныш Әбдіров"), at=clock.now())
    asel.opens(link_in(letter_to(user.email)))
    asel.comes_to(NAME)
    files_the_annual_report(asel)
    asel.reads("The organisation is verified and may apply for open calls.")
    expect(asel.page.locator(".notice--warning")).to_have_count(0)
    asel.follows("Find an open call")
    asel.comes_to("Calls")
    asel.page.get_by_role("main").get_by_role("link", name=call.title_kk).click()
    asel.comes_to(call.title_kk)
    asel.follows("Check if you can apply")
    asel.comes_to("Apply for lot %(number)s", number=1)

    expect(asel.page.get_by_role("button", name=asel.words("Begin the application"))).to_be_visible()
    assert Organisation.objects.get().status == "active"
