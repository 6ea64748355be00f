"""A file of organisations on its way: brought, looked at, confirmed by a second officer, followed, undone (U34)."""

import os
import re
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.imports import officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def words(text: str, **facts) -> str:
    """What the site says in Kazakh for an English text."""
    with translation.override("kk"):
        said = translation.gettext(text)
    return said % facts if facts else said


@pytest.mark.parametrize("width", [360, 1280])
def test_an_import_goes_its_way_in_kazakh(page: Page, live_server, sign_in, axe, settings, width):
    settings.IMPORT_ALONE_ROWS = 1
    page.set_viewport_size({"width": width, "height": 800})
    there = OrganisationFactory()
    file = table(row(1), row(2), row(3, email="x"), {"bin": there.bin, "head_name": "Ерлан Ахметов"}, kind="xlsx")
    looked = []

    def look() -> None:
        axe(page)
        fits = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        looked.append((page.url, fits))
        if folder := os.environ.get("SCREENSHOTS"):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=Path(folder) / f"import-{len(looked):02}-{width}-{scheme}.png", full_page=True)

    def press(text: str) -> None:
        page.get_by_role("main").get_by_role("button", name=words(text), exact=True).click()

    def status(text: str) -> None:
        expect(page.locator("#import [role=status]")).to_contain_text(re.compile(words(text), re.IGNORECASE))

    sign_in(officer("Дана Әлі", language="kk"))
    page.goto(f"{live_server.url}/kk/admin/registry/import/add/")
    look()
    page.set_input_files("input[type=file]", {"name": file.name, "mimeType": "", "buffer": file.read()})
    press("Check the file")
    status("waiting to be checked")
    look()
    run_jobs()
    # No reload: the page asks by itself until the work is done.
    status("awaiting a second officer")
    expect(page.get_by_role("button", name=words("Confirm and write"))).to_have_count(0)
    look()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert words("Enter a valid email address.") in Path(download.value.path()).read_text(encoding="utf-8-sig")

    sign_in(officer("Ерлан Бек", language="kk"))
    page.goto(f"{live_server.url}/kk/admin/")
    page.get_by_role("link", name=words("Imports awaiting a second officer")).click()
    expect(page.locator("#result_list")).to_be_visible()
    look()
    page.locator("#result_list tbody a").first.click()
    press("Confirm and write")
    expect(page.get_by_role("progressbar")).to_be_visible()
    look()
    run_jobs()
    status("imported")
    look()
    assert Organisation.objects.public().count() == 3

    page.get_by_role("link", name=words("Undo the import")).click()
    expect(page.locator("#id_because")).to_be_visible()
    look()
    page.locator("#id_because").fill("Өткен жылғы файл.")
    press("Undo the import")
    run_jobs()
    status("undone")
    look()
    assert Organisation.objects.public().count() == 1
    page.goto(f"{live_server.url}/kk/admin/registry/export/add/?status__exact=active")
    look()
    assert [url for url, fits in looked if not fits] == []
