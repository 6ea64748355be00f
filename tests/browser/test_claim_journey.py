"""A person finds the NGO by its BIN, asks to be its head with a document, and is; in Kazakh, on a phone."""

import pytest
from playwright.sync_api import expect

from registry.claims.models import Claim
from tests.factories.accounts import UserFactory
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

PDF = {"name": "бұйрық.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 order"}
NAME = "«Мейірім» қоғамдық қоры"


def finds_the_organisation(asel, number):
    asel.follows("My organisations")
    asel.comes_to("My organisations")
    asel.follows("Find your organisation")
    asel.comes_to("Find your organisation")
    asel.writes("BIN or name", "12")
    asel.presses("Find the organisation")
    asel.reads("A BIN has 12 digits and nothing else.")
    asel.looks()
    asel.writes("BIN or name", number)
    asel.presses("Find the organisation")
    asel.reads("In the register")
    asel.looks()


def asks_to_be_the_head(asel):
    asel.follows("Ask to be connected")
    asel.comes_to("Ask to be connected")
    asel.page.locator("[name=role][value=head]").check()
    asel.writes("Who you are in the organisation", "Мені 2026 жылғы 12 маусымда төраға етіп сайлады.")
    asel.presses("Send the request")
    asel.reads("Attach the document.")
    asel.looks()
    asel.field("Document").set_input_files(PDF)
    asel.presses("Send the request")
    asel.comes_to("Request to be connected")
    asel.reads("Your request is on its way. You get a message when it is decided.")


def an_officer_accepts(officer, email):
    officer.opens("/kk/admin/")
    officer.signs_in(email)
    officer.page.locator(".awaiting a[href*=claim]").click()
    expect(officer.page.locator("#result_list")).to_be_visible()
    officer.axe(officer.page)
    officer.page.locator("#result_list tbody a").first.click()
    expect(officer.page.locator("#content")).to_contain_text("Бұрынғы Басшы")
    officer.axe(officer.page)
    with officer.page.expect_download() as file:
        officer.page.locator("a[href*='/document/']").click()
    assert file.value.suggested_filename.endswith(".pdf")
    officer.page.get_by_role("button", name=officer.words("Accept the claim"), exact=True).click()
    expect(officer.page.locator(".messagelist")).to_be_visible()


def stands_among_the_people(asel, code):
    asel.opens(f"/kk/organisations/{code}/")
    asel.comes_to(NAME)
    row = asel.page.get_by_role("row").filter(has_text="Әсел Қанатқызы")
    expect(row).to_contain_text(asel.words("head"))
    expect(asel.page.get_by_text("Бұрынғы Басшы")).to_have_count(0)
    asel.page.get_by_role("link", name=asel.words("Write down the power of attorney of %(name)s", name="Ерлан")).click()
    asel.comes_to("Power of attorney")
    asel.opens(f"/kk/organisations/{code}/hand-over/")
    asel.comes_to("Hand the organisation over")


def test_a_person_claims_an_ngo_and_stands_among_its_people_in_kazakh_on_a_phone(walker):
    person = UserFactory(confirmed=True, language="kk", name="Әсел Қанатқызы")
    officer_user = UserFactory(confirmed=True, language="kk", role="registry_officer", name="Қуаныш Әбдіров")
    ngo = OrganisationFactory(head=UserFactory(name="Бұрынғы Басшы"), name_kk=NAME)
    LinkFactory(organisation=ngo, role="signatory", user__name="Ерлан")
    asel, officer = walker(language="kk", width=360), walker(language="kk", width=1280)

    asel.opens("/kk/desk/")
    asel.signs_in(person.email)
    asel.comes_to("My desk")
    finds_the_organisation(asel, ngo.bin)
    asks_to_be_the_head(asel)
    an_officer_accepts(officer, officer_user.email)
    stands_among_the_people(asel, ngo.code)

    assert Claim.objects.get().status == "accepted"
