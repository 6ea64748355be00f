"""The steps of a call as its office page shows them: what is done, what is missing, where it is mended."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from tenders.calls import checks
from tenders.calls.checks import Gap
from tenders.calls.models import Call

PAGES = {
    "edit": "calls:edit",
    "criteria": "calls:criteria",
    "requirements": "calls:requirements",
    "commission": "commission:appoint",
}


class Step(NamedTuple):
    """One task of the list: its status is a code (todo, done, locked), its label the word for it."""

    title: str
    status: str
    label: str
    url: str


class Missing(NamedTuple):
    """One sentence about what is missing, and the page where it is mended."""

    sentence: str
    rule: str
    url: str


def missing(call: Call, at: datetime) -> list[Gap]:
    """What still stops a call at this moment; nothing once it is published, for then it is frozen."""
    if call.status == Call.Status.DRAFT:
        return checks.gaps(call)
    return checks.publication_gaps(call, at) if call.status == Call.Status.APPROVED else []


def of(call: Call, gaps: list[Gap], offers: set[str]) -> list[Step]:
    """The pages of a call in order, each with its state; only what this person may change has an address."""
    titles = {"edit": _("Texts and dates"), "lots": _("Lots"), "criteria": _("Criteria and weights")}
    titles |= {"requirements": _("Requirements")}
    wrong = {gap.page for gap in gaps}
    steps = [
        _step(title, page not in wrong, _("Something is missing"), _url(call, page, offers))
        for page, title in titles.items()
    ]
    url = _url(call, "commission", offers)
    return [*steps, _step(_("Commission"), hasattr(call, "commission"), _("An approver appoints it"), url)]


def addressed(call: Call, gaps: list[Gap], offers: set[str]) -> list[Missing]:
    """The gaps as sentences that lead to where this person mends them."""
    return [Missing(gap.sentence, gap.rule, _url(call, gap.page, offers)) for gap in gaps]


def _step(title: str, is_done: bool, otherwise: str, url: str) -> Step:
    return Step(title, "done", _("Done"), url) if is_done else Step(title, "todo", otherwise, url)


def _url(call: Call, page: str, offers: set[str]) -> str:
    if page == "lots":
        return "#lots"
    needed = "appoint" if page == "commission" else "edit"
    return reverse(PAGES[page], args=[call.number]) if needed in offers else ""
