"""The register narrowed step by step and the statistics read, by eye, by keyboard, on paper, without scripts."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from registry.reference.models import NgoClass, Region
from registry.statistics import contents
from tests.browsing import arrived
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def register():
    """Three organisations of Abai and one of Atyrau, a part of them suspended."""
    abai = Region.objects.get(code="10")
    found = [OrganisationFactory(region=abai, status=status) for status in ("active", "active", "suspended")]
    found.append(OrganisationFactory(is_rural=True))
    for ngo in found:
        ngo.classes.set(NgoClass.objects.all()[:2])
    return found


@WIDTHS
def test_a_facet_narrows_the_list_in_place_and_the_search_keeps_it(live_server, page: Page, axe, register, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/kk/register/")
    page.evaluate("window.isTheSamePage = true")

    page.locator(".facet summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Абай облысы").click()

    expect(page.locator("#rows tbody tr")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"\?region=\d+$"))
    expect(page.locator(".facet__choices a[aria-current]")).to_have_text(re.compile("^Абай облысы"))
    if width == 360:
        page.locator(".filters summary").click()
    page.locator("#id_words").fill("мейірім")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"words=.+region=\d+"))
    expect(page.locator("#rows tbody tr")).to_have_count(3)
    assert page.evaluate("window.isTheSamePage")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_without_scripts_facets_and_letters_are_links(live_server, browser: Browser, register):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/kk/register/")

    page.locator(".facet summary").last.click()
    page.locator(".facet").last.get_by_role("link").last.click()
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.locator(".letters").get_by_role("link", name="М", exact=True).click()

    expect(page).to_have_url(re.compile(r"status=suspended&letter="))
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_page_of_statistics_can_be_read_by_everybody(live_server, page: Page, axe, register, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/kk/statistics/")
    axe(page)

    for slug in contents.ALL:
        page.goto(f"{live_server.url}/kk/statistics/{slug}/")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, slug
        axe(page)


@pytest.mark.parametrize("language", list(dict(settings.LANGUAGES)))
def test_the_words_in_the_map_stay_in_their_squares_on_a_phone(live_server, page: Page, register, language):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/{language}/statistics/regions/")

    over = page.evaluate("""() => [...document.querySelectorAll(".tiles g")].flatMap((tile) => {
        const square = tile.querySelector(".tiles__tile").getBoundingClientRect()
        return [...tile.querySelectorAll("text")]
          .filter((text) => text.getBoundingClientRect().width > square.width + 3).map((text) => text.textContent)
    })""")

    assert over == []


def test_a_page_of_statistics_is_printed_with_its_hatches_and_without_the_frame(live_server, page: Page, register):
    page.goto(f"{live_server.url}/kk/statistics/regions/")
    arrived(page, re.compile("."))
    expect(page.locator(".tiles__hatch").first).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator(".tiles__hatch").first).to_be_visible()
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("main table")).to_be_visible()
