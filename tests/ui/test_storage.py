"""Static files of production."""

import pytest
from django.core.management import call_command

from ui.storage import BundledStaticFilesStorage, tight


def test_only_people_need_comments_and_spaces():
    sheet = "/* why */\na:hover,\nb > c {\n  inline-size: calc(1rem - 2px);\n  margin: 0 auto;\n}\n"

    assert tight(sheet) == "a:hover,b>c{inline-size:calc(1rem - 2px);margin:0 auto}"


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "ui.storage.BundledStaticFilesStorage"},
    }
    settings.INSTALLED_APPS = ["django.contrib.staticfiles"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_the_browser_gets_all_styles_in_one_piece(collected):
    name = BundledStaticFilesStorage(location=collected).hashed_name("css/app.css")

    sheet = (collected / "css/app.css").read_text()

    assert "@import" not in sheet
    assert sheet.startswith("@layer reset,tokens,base,layout,components,pages,utilities;@layer reset{")
    assert "@media print{@layer utilities{" in sheet
    assert (collected / name).read_text() == sheet
    assert (collected / f"{name}.gz").exists()
