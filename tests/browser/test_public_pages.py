"""The public pages on a phone and on a desk, in Kazakh: nothing refused, nothing too wide."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.calls import CallFactory
from tests.factories.registry import OrganisationFactory

PAGES = [
    "/",
    "/calls/",
    "/register/",
    "/history/",
    "/help/",
    "/help/protection/",
    "/account/signup/",
    "/account/login/",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_pages_fit_their_screen_and_do_nothing_the_policy_refuses(live_server, page: Page, width):
    call = CallFactory(published=True)
    ngo = OrganisationFactory()
    page.set_viewport_size({"width": width, "height": 800})

    for path in [*PAGES, f"/calls/{call.number}/", f"/register/{ngo.code}/"]:
        page.goto(f"{live_server.url}/kk{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("html").get_attribute("lang") == "kk"


@pytest.mark.django_db(transaction=True)
def test_the_language_changes_and_the_page_stays(live_server, page: Page):
    page.goto(f"{live_server.url}/kk/help/")

    page.get_by_role("contentinfo").get_by_role("link", name="Русский").click()

    expect(page).to_have_url(f"{live_server.url}/ru/help/")
