"""What every test stands on: its own database, its own files, English words, and no way out of this machine."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from lifecycle import fences
from registry.archive import loading as archive
from registry.bodies import loading as bodies
from registry.reference import loading as reference
from tenders.procedure import loading as procedure
from tests import database

# The browser's driver keeps an event loop running in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.browsing", "tests.browser.walking", "tests.posting"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real workers first, for they wait most; what drives Chromium is marked and last: its event loop outlives it."""
    for item in items:
        if {"page", "context", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, not item.get_closest_marker("broker")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix
):
    """A database of this run alone, as production has it; a live server reads it too."""
    database.prepare(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session", autouse=True)
def settings_of_a_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Quick passwords, a cache in memory, files in a folder that goes away, static files without collecting them."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_with_care() -> Iterator[None]:
    """After a test with real commits: fences down, tables emptied, fences up, and what migrations loaded again."""
    plain = TransactionTestCase._fixture_teardown

    def careful(case: TransactionTestCase) -> None:
        with fences.lowered(connection):
            plain(case)
        reference.load()
        archive.load()
        bodies.load()
        procedure.load()

    TransactionTestCase._fixture_teardown = careful
    yield
    TransactionTestCase._fixture_teardown = plain


@pytest.fixture(autouse=True)
def each_begins_alike() -> Iterator[None]:
    """English words, as the source has them, and no limit reached by the test before."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def kazakh() -> Iterator[None]:
    """The words of the default language."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """DATABASE_URL for another process that is to work on the database of this test."""
    to = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{to['NAME']}"
    return f"postgres://{to['USER']}:{to['PASSWORD']}@{to['HOST']}:{to['PORT']}/{to['NAME']}"
