"""The parts of a call as its office page lists them: how far each is, what is missing, where it is mended."""

from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenders.calls import checks
from tenders.calls.lint import Gap
from tenders.calls.models import Call

# In the order in which they are best written; they can be written in any.
TITLES = {
    "topic": gettext_lazy("Topic"),
    "why": gettext_lazy("Why the state does not do it itself"),
    "lots": gettext_lazy("Lots"),
    "dates": gettext_lazy("Dates"),
    "requirements": gettext_lazy("Requirements"),
    "criteria": gettext_lazy("Criteria and weights"),
    "documents": gettext_lazy("Documents"),
    "warnings": gettext_lazy("Answers to warnings"),
}
PAGES = {
    "criteria": "calls:criteria",
    "requirements": "calls:requirements",
    "documents": "calls:documents",
    "warnings": "calls:warnings",
    "commission": "commission:appoint",
}
COPIED = "5.1"


class Step(NamedTuple):
    """One task of the list: its status is a code (todo, doing, done), its label the word for it."""

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


def of(call: Call, gaps: list[Gap], offers: set[str], lots: list[Any]) -> list[Step]:
    """The parts of a call in order, each with its state; only what this person may change has an address."""
    empty = {"lots"} if not lots else set()
    if not (call.subsidiarity_kk.strip() or call.subsidiarity_ru.strip()):
        empty.add("why")
    steps = [_step(call, page, str(title), gaps, offers, page in empty) for page, title in TITLES.items()]
    return [*steps, _commission(call, offers), *_trials(call, lots)]


def addressed(call: Call, gaps: list[Gap], offers: set[str]) -> list[Missing]:
    """The gaps as sentences that lead to the field where this person mends them."""
    return [Missing(_named(gap), gap.rule, _url(call, gap.page, offers, gap.field, gap.lot)) for gap in gaps]


def doubted(call: Call, form: Any) -> list[tuple[Any, str, Any]]:
    """Each warning, the address of the field that could be mended, and the field of its answer."""
    rows = [(one.doubt, form[name]) for name, one in form.warnings.items()]
    return [(doubt, _url(call, doubt.page, {"edit"}, doubt.field, doubt.lot), field) for doubt, field in rows]


def _named(gap: Gap) -> str:
    if gap.rule != COPIED:
        return gap.sentence
    part = _("Lot %(number)d") % {"number": gap.lot} if gap.lot else str(TITLES[gap.page])
    return f"{part}: {gap.sentence}"


def _step(call: Call, page: str, title: str, gaps: list[Gap], offers: set[str], is_empty: bool) -> Step:
    own = {gap.rule for gap in gaps if gap.page == page}
    status, label = "todo", _("Something is missing")
    if not own:
        status, label = "done", _("Done")
    elif is_empty:
        label = _("Not started")
    elif COPIED in own:
        status, label = "doing", _("Look at it again")
    return Step(title, status, label, _url(call, page, offers))


def _commission(call: Call, offers: set[str]) -> Step:
    done = hasattr(call, "commission")
    status, label = ("done", _("Done")) if done else ("todo", _("An approver appoints it"))
    return Step(_("Commission"), status, label, _url(call, "commission", offers))


def _trials(call: Call, lots: list[Any]) -> list[Step]:
    rehearsal = reverse("rehearsals:detail", args=[call.number, lots[0].number]) if lots else ""
    label = _("Nothing is kept") if lots else _("Needs a lot")
    return [
        Step(_("Rehearsal as an applicant"), "todo", label, rehearsal),
        Step(
            _("Check what will be published"),
            "todo",
            _("In both languages"),
            reverse("calls:check", args=[call.number]),
        ),
    ]


def _url(call: Call, page: str, offers: set[str], field: str = "", lot: int = 0) -> str:
    needed = "appoint" if page == "commission" else "edit"
    if page == "lots" and not (lot and needed in offers):
        return "#lots"
    if needed not in offers:
        return ""
    anchor = f"#{field}" if field else ""
    if page == "lots":
        return reverse("calls:lot_edit", args=[call.number, lot]) + anchor
    if page in PAGES:
        return reverse(PAGES[page], args=[call.number]) + anchor
    return reverse("calls:part", args=[call.number, page]) + anchor
