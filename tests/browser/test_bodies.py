"""The pages of bodies, of restricted parties and of what an NGO did in tenders; and the officer who fills them."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from registry.bodies.models import Body, RestrictedParty
from tests.factories.accounts import UserFactory
from tests.factories.bodies import MembershipFactory, OpinionFactory, RestrictedPartyFactory
from tests.factories.calls import CallFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages():
    """A call that a chamber opposes, an NGO of an alliance, a restricted party; and where they are read."""
    call, chamber = CallFactory(published=True), Body.objects.get(code="experts-chamber")
    first = OpinionFactory(about=call, body=chamber)
    OpinionFactory(about=call, body=chamber, stance="for", supersedes=first)
    ngo = MembershipFactory(body=Body.objects.get(code="civil-alliance"), until=date(2025, 1, 1)).organisation
    RestrictedPartyFactory(until=date(2025, 6, 1))
    bodies = [f"/register/bodies/{code}/" for code in ("experts-chamber", "civil-alliance", "info-center")]
    of_ngo = [f"/register/{ngo.code}/", f"/register/{ngo.code}/record/"]
    return ["/register/bodies/", *bodies, "/register/restricted/", "/participation/", *of_ngo, f"/calls/{call.number}/"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_for_everybody_on_a_phone_and_on_a_desk(live_server, page: Page, axe, pages, width):
    page.set_viewport_size({"width": width, "height": 800})

    for path in pages:
        page.goto(f"{live_server.url}/kk{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        axe(page)


def test_somebody_finds_a_body_and_what_it_advised(live_server, page: Page, pages):
    page.goto(f"{live_server.url}/ru/register/bodies/")

    page.get_by_label("Слова названия").fill("палата")
    page.get_by_role("button", name="Искать в списке").click()
    expect(page.get_by_role("status")).to_have_text("Найдено: 1")
    page.get_by_role("link", name="Палата общественных экспертов при Мажилисе").click()

    expect(page.get_by_text("Мнение носит рекомендательный характер и не обязывает.")).to_be_visible()
    expect(page.get_by_text("заменено мнением от")).to_be_visible()


def test_an_officer_enters_a_restricted_party_and_ends_it(live_server, page: Page, axe, sign_in):
    ngo = OrganisationFactory()
    sign_in(UserFactory(role="registry_officer"))
    page.goto(f"{live_server.url}/ru/admin/registry/restrictedparty/add/")
    axe(page)

    written = {"bin": ngo.bin, "name_kk": ngo.name_kk, "name_ru": ngo.name_ru, "since": "01.02.2026"}
    written |= {"ground_kk": "Шарт бұзылды.", "ground_ru": "Договор нарушен.", "court_act": "СМЭС, № 15"}
    for name, value in {**written, "because": "Судебный акт вступил в силу."}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=_save]").click()
    expect(page.get_by_text("Внесено.")).to_be_visible()
    page.goto(f"{live_server.url}/ru/admin/registry/restrictedparty/{RestrictedParty.objects.get().pk}/change/")
    axe(page)
    page.locator("[name=until]").fill("31.07.2026")
    page.locator("[name=because]").fill("Срок истёк.")
    page.locator("[name=_save]").click()

    expect(page.get_by_text("Последний день записан.")).to_be_visible()
    assert RestrictedParty.objects.get().until == date(2026, 7, 31)
    expect(page.locator("[name=_save]")).to_have_count(0)
