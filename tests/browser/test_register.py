"""An NGO registers in Kazakh on a phone; an officer returns and verifies it at a desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> tuple[str, str]:
    """The addresses of a person and of a registry officer who can sign in."""
    person = UserFactory(confirmed=True, language="kk")
    officer = UserFactory(confirmed=True, language="kk", role="registry_officer")
    return person.email, officer.email


def sign_in(page: Page, site: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/kk/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/desk/")


def fill(page: Page, number: str) -> None:
    page.locator("#id_bin").fill(number)
    page.locator("#id_name_kk").fill("«Мейірім» қоғамдық қоры")
    page.locator("#id_name_ru").fill("Общественный фонд «Мейирим»")
    page.locator("#id_legal_form").select_option(str(LegalForm.objects.get(code="public_foundation").pk))
    page.locator("#id_registered_on").fill("1994-01-20")
    page.locator("#id_region").select_option(str(Region.objects.get(code="23").pk))
    page.locator("#id_address_kk").fill("Атырау қаласы, Азаттық даңғылы, 1")
    page.locator("#id_address_ru").fill("город Атырау, проспект Азаттык, 1")
    page.locator("[name=spheres]").nth(5).check()
    page.locator("#id_head_name").fill("Айгүл Сейітқали")
    page.locator("#id_phone").fill("8 701 234 56 78")


def test_an_organisation_is_filed_returned_mended_and_verified(live_server, page: Page, people):
    person, officer = people
    site = live_server.url
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, site, person)
    page.goto(f"{site}/kk/organisations/new/")
    fill(page, "940140000384")
    page.locator("main form.form button[type=submit]").click()

    expect(page.locator("error-summary")).to_be_focused()
    expect(page.locator("#id_bin_error")).to_be_visible()
    expect(page.locator("#id_name_kk")).to_have_value("«Мейірім» қоғамдық қоры")
    expect(page).to_have_title(re.compile("^Қате:"))

    page.locator("#id_bin").fill("940140000385")
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/organisations/[0-9A-Z]{8}/$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    organisation = Organisation.objects.get()

    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, site, officer)
    page.goto(f"{site}/kk/admin/")
    page.locator(".awaiting a[href*='/organisation/']").click()
    page.locator("#result_list tbody th a").click()
    page.locator(".verbs button").nth(1).click()
    page.locator("#id_because").fill("Жарғының көшірмесі жоқ.")
    page.locator("[name=confirmed]").click()
    page.wait_for_url(f"**/organisation/{organisation.pk}/change/")

    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, site, person)
    page.goto(f"{site}/kk/organisations/{organisation.code}/")
    expect(page.get_by_text("Жарғының көшірмесі жоқ.").first).to_be_visible()
    page.locator(f'form[action$="/{organisation.code}/refile/"] button').click()
    expect(page.locator(".badge[data-status=filed]").first).to_be_visible()

    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, site, officer)
    page.goto(f"{site}/kk/admin/registry/organisation/{organisation.pk}/change/")
    page.locator(".verbs button").first.click()
    page.locator("[name=confirmed]").click()
    page.wait_for_url(f"**/organisation/{organisation.pk}/change/")

    organisation.refresh_from_db()
    assert organisation.status == "active"
    page.goto(f"{site}/kk/register/{organisation.bin}/")
    expect(page.locator("h1")).to_have_text("«Мейірім» қоғамдық қоры")
