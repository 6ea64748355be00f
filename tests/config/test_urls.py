"""Where every address begins: its language, unless a machine asks."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.config.test_settings import SAFE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "browser", "home"),
    [
        ("", "", "/kk/"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("", "de", "/kk/"),
        ("en", "ru", "/en/"),
        ("tlh", "ru", "/ru/"),
    ],
)
def test_the_home_page_is_in_the_language_of_the_cookie_then_of_the_browser(client, cookie, browser, home):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    answer = client.get("/", headers={"accept-language": browser})

    assert (answer.status_code, answer["Location"]) == (302, home)


def test_an_address_without_its_language_leads_to_the_same_page(client):
    answer = client.get("/calls/", {"q": "2026"}, headers={"accept-language": "ru"})

    assert (answer.status_code, answer["Location"]) == (302, "/ru/calls/?q=2026")


def test_only_machines_have_addresses_without_a_language():
    plain = [part for part in get_resolver().url_patterns if not isinstance(part.pattern, LocalePrefixPattern)]

    assert sorted(str(part.pattern) for part in plain) == [
        ".well-known/security.txt",
        "health/live/",
        "health/notices/",
        "health/ready/",
    ]


def test_the_gallery_of_components_is_not_in_production():
    there = "import django; django.setup(); from django.urls import resolve; resolve('/kk/ui/')"
    environment = SAFE | {"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": os.environ["PATH"]}

    answer = subprocess.run(
        [sys.executable, "-c", there], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert answer.returncode == 1
    assert "Resolver404" in answer.stderr
