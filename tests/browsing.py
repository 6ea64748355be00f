"""Chromium for tests: what a page may not do, and whether everybody can use it."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

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
# A blocked style or script writes to the console only where it has an address; this event tells of all.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP refused ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))
"""


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
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("request", lambda request: _stay(request, faults))
    context.on("console", lambda message: _listen(message, faults))
    context.on("weberror", lambda error: faults.append(f"script failed: {error.error}"))
    return context


@pytest.fixture
def page(page: Page, faults: list[str]) -> Iterator[Page]:
    """A page that must do nothing wrong: no error in the console, nothing the policy refuses, no other site."""
    yield page
    assert faults == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Holds a page to the rules of accessibility: `axe(page)` fails with each rule broken and where."""

    def look(page: Page) -> None:
        results = Axe().run(page)
        assert [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in results.response["violations"]
        ] == []

    return look


def _stay(request: Request, faults: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OURS:
        faults.append(f"asked another site: {request.url}")


def _listen(message: ConsoleMessage, faults: list[str]) -> None:
    # A page that answers 403 or 404 is itself reported as a resource that failed; its parts are still counted.
    is_the_page = message.text.startswith("Failed to load resource") and message.location["url"] == message.page.url
    if message.type == "error" and not is_the_page:
        faults.append(message.text)
