"""What the people of the NGOs do: begin, write, submit in time, or a second late."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import reverse

from tenders.applications import content
from tenders.calls.models import Call, Lot
from tenders.replay import words
from tenders.replay.browser import Astray, Browser
from tenders.replay.plan import Bid
from tenders.replay.scene import Ngo

# The price of a unit is the sum over so many people and months.
UNITS = 20


@dataclass(frozen=True)
class Entry:
    """An application of the plan, begun: its number, and the browser in which its NGO writes."""

    bid: Bid
    number: str
    browser: Browser


def write(bid: Bid, ngo: Ngo, call: Call, browser: Browser) -> Entry:
    """Begin the application and write its sections, each sent once from its page."""
    lots = {lot.number: lot for lot in call.lots.all()}
    lot, apply = lots[bid.lot], reverse("applications:start", args=[call.number, bid.lot])
    led = browser.send(apply, {"organisation": ngo.organisation.code})
    number = led.rstrip("/").rpartition("/")[2]
    detail = reverse("applications:detail", args=[number])
    if led != detail:
        raise Astray(f"{apply}: led {browser.user.email} to {led}")
    for section, facts in _sections(bid, lot, ngo).items():
        browser.send_on(reverse("applications:section", args=[number, section]), facts, to=detail)
    return Entry(bid, number, browser)


def submit(entry: Entry) -> None:
    """Declare and hand in; the site leads to the receipt."""
    browser, [check, receipt] = entry.browser, _pages(entry, "check", "receipt")
    browser.send_on(check, _declared(), to=receipt)


def submit_late(entry: Entry) -> None:
    """Declare and hand in after the deadline; the site leads back to the application, which stays readable."""
    browser, [check, detail] = entry.browser, _pages(entry, "check", "detail")
    browser.send_on(check, _declared(), to=detail)
    if words.TEXTS[_language(entry.browser.user)]["goal"] not in browser.read(detail):
        raise Astray(f"{detail}: the text of the late application is not shown")


def _pages(entry: Entry, *names: str) -> list[str]:
    return [reverse(f"applications:{name}", args=[entry.number]) for name in names]


def _declared() -> dict[str, str]:
    return {"key": str(uuid4())} | dict.fromkeys(content.DECLARATIONS, "on")


def _language(user: Any) -> str:
    return "ru" if user.language == "ru" else "kk"


def _sections(bid: Bid, lot: Lot, ngo: Ngo) -> dict[str, dict[str, str]]:
    language = _language(ngo.head)
    title = {"title": getattr(lot, f"title_{language}"), "language": language}
    days = {
        "workplan": {"starts_on": lot.starts_on.isoformat(), "ends_on": lot.ends_on.isoformat()},
        "indicators": {"due_on": lot.ends_on.isoformat()},
        "budget": {"unit_cost": str(bid.requested / UNITS), "requested_amount": str(bid.requested)},
    }
    rows = {section: _row(row | days.get(section, {})) for section, row in words.ROWS.items()}
    return {"summary": words.TEXTS[language] | title} | rows


def _row(columns: dict[str, str]) -> dict[str, str]:
    return {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"} | {f"rows-0-{k}": value for k, value in columns.items()}
