"""What the pages of a report show: its sections with how far each is, its figures, its versions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from registry.filings import checks, content
from registry.filings.models import AnnualReport
from registry.organisations.models import Organisation

STATES = {
    "todo": gettext_lazy("Not started"),
    "carried": gettext_lazy("From last year: look at it"),
    "doing": gettext_lazy("In progress"),
    "wrong": gettext_lazy("There is a problem"),
    "done": gettext_lazy("Completed"),
}


def task_list(draft: AnnualReport) -> dict[str, Any]:
    """The sections of a draft with how far each is (U4)."""
    found = gaps(draft)
    tasks = [_task(draft, section, found) for section in checks.SECTIONS]
    done = sum(task["status"] == "done" for task in tasks)
    return {"draft": draft, "tasks": tasks, "done": done, "is_complete": not found}


def gaps(draft: AnnualReport) -> list[checks.Gap]:
    """What a draft still lacks."""
    return checks.gaps(content.told(draft), draft.saved, draft.carried)


def gap_links(draft: AnnualReport) -> list[tuple[str, checks.Gap]]:
    """What a draft still lacks, each with the page where it is mended."""
    return [(_page(draft, gap.section), gap) for gap in gaps(draft)]


def versions(organisation: Organisation, year: int) -> list[AnnualReport]:
    """Every version of a year that was ever filed, the last first, with its rows."""
    told = organisation.annual_reports.told().filter(year=year)
    return list(told.in_order().prefetch_related(*content.fetched()))


def public(organisation: Organisation) -> list[dict[str, Any]]:
    """The figures of every version that was ever filed, the last year first; no person, no donor."""
    told = organisation.annual_reports.told().in_order().prefetch_related(*content.fetched())
    return [content.figures(report) for report in told]


def _task(draft: AnnualReport, section: str, found: list[checks.Gap]) -> dict[str, Any]:
    state = _state(draft, section, found)
    return {
        "title": checks.SECTIONS[section],
        "hint": "" if state == "done" else checks.HINTS[section],
        "url": _page(draft, section),
        "status": "doing" if state == "carried" else state,
        "label": STATES[state],
    }


def _state(draft: AnnualReport, section: str, found: list[checks.Gap]) -> str:
    own = [gap for gap in found if gap.section == section]
    if not own:
        return "done"
    if section in draft.carried:
        return "carried"
    if any(gap.is_wrong for gap in own):
        return "wrong"
    return "doing" if section in draft.saved else "todo"


def _page(draft: AnnualReport, section: str) -> str:
    return reverse("filings:section", args=[draft.organisation.code, draft.year, section])
