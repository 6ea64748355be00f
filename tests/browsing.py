"""Chromium for tests: what a page may not do, and whether everybody can use it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

MISSING = "Chromium is missing, so nothing was tried in a browser. Get it: apt-get install chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OURS = {"localhost", "127.0.0.1"}
SAVED = "auto-save [data-status][data-state=saved]"
# A blocked style or script writes to the console only where it has an address; this event tells of all.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP refused ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))
"""


def arrived(page: Page, heading: str | re.Pattern) -> None:
    """Wait for the page with this heading: after a click, the page before it is still there to be read."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def is_saved(page: Page) -> None:
    """Wait until nothing on the page is unsaved."""
    expect(page.locator(SAVED)).to_be_visible(timeout=15_000)
    expect(page).not_to_have_title(re.compile("●"), timeout=15_000)


def watched(context: BrowserContext, faults: list[str]) -> BrowserContext:
    """The same browser, which now writes down what pages do wrong."""
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("request", lambda request: _stay(request, faults))
    context.on("response", lambda response: _receive(response, faults))
    context.on("console", lambda message: _listen(message, faults))
    context.on("weberror", lambda error: faults.append(f"script failed: {error.error}"))
    return context


def chromium() -> str | None:
    """Where Chromium is: the program that CHROMIUM names, or the system's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium, which calls nobody at its start. Skips if there is none; fails where CI is set."""
    program = chromium()
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return browser_type_launch_args | {"executable_path": program, "args": [*QUIET]}


@pytest.fixture
def faults() -> list[str]:
    """What the pages of this test did wrong; a test that provokes a fault clears it."""
    return []


@pytest.fixture
def context(context: BrowserContext, faults: list[str]) -> BrowserContext:
    """A browser that reaches this machine alone and keeps a list of what pages do wrong."""
    return watched(context, faults)


@pytest.fixture
def page(page: Page, faults: list[str]) -> Iterator[Page]:
    """A page that must do nothing wrong: no error in the console, nothing the policy refuses, no other site."""
    yield page
    assert faults == []


@pytest.fixture
def sign_in(context: BrowserContext, client: Client, live_server: LiveServer) -> Callable[[User], None]:
    """Signs a person in without the pages of sign-in: `sign_in(user)`."""

    def enter(user: User) -> None:
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Holds a page to the rules of accessibility: `axe(page)` fails with each rule broken and where."""

    def look(page: Page) -> None:
        # Its preload of styles does what no page of ours may, and would count as a fault of the page.
        results = Axe().run(page, options={"preload": False})
        assert [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in results.response["violations"]
        ] == []

    return look


def _stay(request: Request, faults: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OURS:
        faults.append(f"asked another site: {request.url}")


def _listen(message: ConsoleMessage, faults: list[str]) -> None:
    # What failed to load is seen by `_receive`, which knows a page that answers 404 from a part that is not there.
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        faults.append(f"{message.page.url if message.page else ''}: {message.text}")


def _receive(response: Response, faults: list[str]) -> None:
    if response.status >= 400 and not response.request.is_navigation_request():
        faults.append(f"answered {response.status}: {response.url}")
