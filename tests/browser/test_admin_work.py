"""A registry officer's day in the admin: a saved search, a bulk act by keyboard alone, a job that goes on by itself."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from registry.jobs.models import Job
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

widths = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def officer(sign_in):
    person = UserFactory(role="registry_officer", language="kk")
    sign_in(person)
    return person


def fits(page: Page) -> bool:
    """Whether nothing but a table of its own scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Nobody reaches {selector} by keyboard.")


def list_of(live_server) -> str:
    return live_server.url + reverse("admin:registry_organisation_changelist").replace("/en/", "/kk/")


@widths
def test_the_pages_of_a_days_work_are_for_everybody(page: Page, live_server, officer, axe, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = OrganisationFactory.create_batch(30)
    OrganisationFactory(status="filed", name_kk="«Күтіп тұрған» қор")
    checked = []

    def look(address: str = "") -> None:
        if address:
            page.goto(address)
        axe(page)
        checked.append((page.url, fits(page)))

    look(live_server.url + "/kk/admin/")
    look(f"{list_of(live_server)}?status__exact=active")
    page.locator("#search-name").fill("Белсенді ұйымдар")
    page.get_by_role("button", name=re.compile("Іздеуді сақтау")).click()
    expect(page.locator(".searches [aria-current]")).to_have_text("Белсенді ұйымдар")
    look()
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("suspend")
    page.locator("button[name=index]").click()
    expect(page.locator("#id_because")).to_be_visible()
    look()
    page.locator("#id_because").fill("Есеп тапсырылмады.")
    page.locator("#id_number").fill("30")
    page.locator("button[name=confirmed]").click()
    expect(page.locator("#job progress")).to_be_visible()
    look()
    run_jobs()
    # No reload: the page asks by itself until the job is over.
    expect(page.locator("#job .results tbody tr")).to_have_count(30, timeout=15_000)
    expect(page.locator("#job")).not_to_have_attribute("hx-get", re.compile("."))
    look()
    look(live_server.url + reverse("admin:registry_organisation_history", args=[found[0].pk]).replace("/en/", "/kk/"))
    look(live_server.url + "/kk/admin/registry/job/")

    assert [url for url, is_whole in checked if not is_whole] == []
    assert Organisation.objects.filter(status="suspended").count() == 30


def test_a_bulk_act_is_done_and_taken_back_by_keyboard_alone(page: Page, live_server, officer):
    OrganisationFactory.create_batch(3)
    page.goto(list_of(live_server))

    tab_to(page, "#action-toggle")
    page.keyboard.press("Space")
    page.locator("select[name=action]").focus()
    while page.evaluate("document.activeElement.value") != "suspend":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_because")
    tab_to(page, "#id_because")
    page.keyboard.type("Есеп тапсырылмады.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#job .results")
    suspended = Organisation.objects.filter(status="suspended").count()
    tab_to(page, "input[name=of_job] ~ button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_because")
    tab_to(page, "#id_because")
    page.keyboard.type("Есеп тапсырылды.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#job .results")

    assert suspended == 3
    assert Organisation.objects.filter(status="active").count() == 3
    assert Job.objects.filter(status="finished").count() == 2
