"""People who walk through the site in browsers of their own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytest.register_assert_rewrite("tests.browser.walking")

from tests.browser.walking import Walker  # noqa: E402  (its assertions are to be told in full)
from tests.browsing import watched  # noqa: E402


@pytest.fixture
def walker(
    browser: Browser, live_server: LiveServer, axe: Callable[[Page], None], faults: list[str]
) -> Iterator[Callable[..., Walker]]:
    """Brings a person with a browser: `walker(language="kk", width=360)`. None of their pages may do anything wrong."""
    contexts = []

    def bring(*, language: str, width: int) -> Walker:
        contexts.append(watched(browser.new_context(), faults))
        return Walker(contexts[-1].new_page(), live_server.url, axe, language=language, width=width)

    yield bring
    for context in contexts:
        context.close()
    assert faults == []
