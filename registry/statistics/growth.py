"""How the register grew: year by year, and by the stages of the sector that the article tells of."""

from datetime import date
from typing import Any

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from registry.archive.loading import article
from registry.statistics import counting
from registry.statistics.sections import Heading, Section, Value
from ui import charts, words


def by_year(_day: date) -> Section:
    """Organisations by the year of their state registration, and how many there were at its end."""
    counted = dict(_by_year())
    rows: list[list[Value]] = []
    so_far = 0
    for year in range(min(counted, default=0), max(counted, default=-1) + 1):
        so_far += counted.get(year, 0)
        rows.append([str(year), counted.get(year, 0), so_far])
    summary = _("The register holds %(number)s organisations.") % {"number": words.whole(so_far)}
    if counted:
        best = max(counted, key=lambda year: (counted[year], year))
        most = {"year": best, "number": words.whole(counted[best])}
        summary += " " + _("Most were registered in %(year)s: %(number)s.") % most
    picture = charts.columns(
        [(int(str(year)), counted.get(int(str(year)), 0)) for year, _number, _so_far in rows],
        id="by-year", title=_("Organisations by year of registration"), summary=summary, show=_grouped,
    )  # fmt: skip
    return Section(
        summary=summary,
        headings=[Heading(_("Year"), "text"), Heading(_("Registered")), Heading(_("In all by the end of the year"))],
        rows=rows,
        charts=[picture],
        notes=[_("By the date of state registration. Organisations that were liquidated since are counted too.")],
    )


def by_stage(_day: date) -> Section:
    """Organisations by the stages of the sector; the year 1994 is counted in the second stage, and once."""
    told = article()
    stages, counted = told["sector_stages"], _by_year()
    begins = [0, *(int(stage["since"]) for stage in stages[1:])]
    numbers = [
        sum(count for year, count in counted if _stage_of(year, begins) == place) for place in range(len(begins))
    ]
    everything = sum(numbers)
    labels = [_label(stage) for stage in stages]
    picture = charts.bars(
        zip(labels, numbers, strict=True), id="by-stage", title=_("Organisations of today by stage of the sector"),
        label_head=_("Stage"), value_head=_("Organisations"), show=_grouped,
    )  # fmt: skip
    return Section(
        summary=_(
            "The article divides the life of the sector into stages. These organisations of today began in each."
        ),
        headings=[Heading(_("Stage"), "text"), Heading(_("Organisations")), Heading(_("Share, %"), "percent")],
        rows=[
            [label, number, counting.share(number, everything)] for label, number in zip(labels, numbers, strict=True)
        ],
        total=[_("In all"), everything, counting.share(everything, everything)],
        charts=[picture],
        notes=[_("The article names 1994 in two stages; whoever was registered that year is counted in the second.")],
        source=told["source"],
    )


def _by_year() -> list[tuple[int, int]]:
    return sorted((year, count) for year, count in counting.by(ExtractYear("registered_on")))


def _stage_of(year: int, begins: list[int]) -> int:
    return max(place for place, since in enumerate(begins) if since <= year)


def _label(stage: dict[str, Any]) -> str:
    return f"{counting.said(stage, 'since')} – {stage['until'] or ''}".strip()


def _grouped(value: Any) -> str:
    return words.whole(int(value))
