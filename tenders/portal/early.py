"""The tenders of 2003 to 2006 as the history page shows them: every figure computed or marked as reported (A1–A8)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.archive import figures
from registry.archive.loading import article
from registry.archive.models import ArchiveTender
from registry.bodies.models import Body, BodyEvent
from registry.reference.models import Region
from ui import words
from ui.charts import BarChart, bars

NEXT_BUDGET = 2006
# The day on which the regions of that time are counted: the third tender (A14).
THAT_TIME = date(2005, 7, 19)


class Told(NamedTuple):
    """A figure that the source gives in round words: shown with a tilde, never as exact (A8)."""

    label: str
    shown: str
    words: str


class Growth(NamedTuple):
    """How much more or less one tender was than those before it; None for the first."""

    label: str
    applications: str
    money: str
    against_previous: Decimal | None
    against_first: Decimal | None


class Happened(NamedTuple):
    """One line of the chronology; `key` sorts it, a year before its months."""

    key: str
    when: str
    what: str
    is_tender: bool
    body: Body | None = None


def early_tenders() -> dict[str, Any]:
    """Everything the history page shows of the early tenders, from the rows of the archive and from the article."""
    rows, told, language = list(ArchiveTender.objects.all()), article(), _language()
    computed, labels = figures.figures(rows), [_held(row, language) for row in rows]
    notes = {tender["id"]: tender for tender in told["tenders"]}
    budget = figures.budget_of(told, NEXT_BUDGET)
    return {
        "rows": [
            (label, row, figure, _text(notes[row.code], "note"), _text(notes[row.code], "regions"))
            for label, row, figure in zip(labels, rows, computed, strict=True)
        ],
        "growth": [_growth(label, figure) for label, figure in zip(labels, computed, strict=True)][1:],
        "totals": figures.totals(rows),
        "charts": [*_of_tenders(rows, labels, budget, language), _of_activities(told["reported"])],
        "budget": budget,
        "budget_note": _text(told["budgets"][0], "note"),
        "budget_parts": [words.tenge(Decimal(part), language) for part in told["budgets"][0]["parts_tenge"]],
        "budget_times": figures.times(budget, rows[-1].amount) if rows else None,
        "happened": sorted([*_events(language), *_tenders(rows, labels)], key=lambda line: line.key),
        **_sector(told),
    }


def _sector(told: dict[str, Any]) -> dict[str, Any]:
    reported = _reported(told["reported"])
    numbers = {name: figures.reported(told["reported"][name]) for name in ("effective", "organisations")}
    return {
        "source": told["source"],
        "reported": reported,
        "effective_percent": figures.percent(numbers["effective"], numbers["organisations"]),
        "regions_then": Region.objects.on(THAT_TIME).count(),
        "most_ngos": _most_ngos(told["reported"]["regions_with_most_ngos"]),
        "stages": [(_text(stage, "since"), stage["until"]) for stage in told["sector_stages"]],
    }


def _of_tenders(rows: list[ArchiveTender], labels: list[str], budget: Decimal, language: str) -> list[BarChart]:
    applications = bars(
        [(label, row.applications) for label, row in zip(labels, rows, strict=True)],
        id="applications",
        title=_("Applications in each tender"),
        label_head=_("Tender"),
        value_head=_("Applications"),
    )
    next_year = _("Budget of %(year)s") % {"year": NEXT_BUDGET}
    money = bars(
        [*((label, row.amount) for label, row in zip(labels, rows, strict=True)), (next_year, budget)],
        id="money",
        title=_("Money of each tender and the budget of the year after, in tenge"),
        label_head=_("Tender"),
        value_head=_("Tenge"),
        show=lambda amount: words.tenge(Decimal(amount), language),
        stands_out=next_year,
    )
    return [applications, money]


def _of_activities(reported: dict[str, Any]) -> BarChart:
    shares = reported["activity_shares"]
    total = sum(share["percent"] for share in shares)
    return bars(
        [(_text(share, "what"), share["percent"]) for share in shares],
        id="activities",
        title=_("What NGOs did, in percent of all activity"),
        summary=_("As the source reports it; the shares make %(total)s %% together.") % {"total": total},
        label_head=_("Activity"),
        value_head=_("Percent"),
        show=lambda share: f"{share}{words.NO_BREAK}%",
    )


def _growth(label: str, figure: figures.Figures) -> Growth:
    return Growth(
        label,
        _signed(figure.applications_change_percent),
        _signed(figure.amount_change_percent),
        figure.times_previous,
        figure.times_first,
    )


def _signed(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    sign = "+" if percent > 0 else "−"
    return f"{sign}{words.points(abs(percent), _language())}{words.NO_BREAK}%"


def _reported(told: dict[str, Any]) -> list[Told]:
    labels = {
        "organisations": _("NGOs in the country"),
        "effective": _("NGOs that work effectively"),
        "employed": _("People employed by NGOs"),
        "beneficiaries": _("People helped by NGOs"),
    }
    return [
        Told(
            label,
            f"~{figures.reported(told[name]):,}".replace(",", words.NO_BREAK),
            _("“more than” in the source") if told[name].startswith("more than") else _("“about” in the source"),
        )
        for name, label in labels.items()
    ]


def _most_ngos(codes: list[str]) -> list[tuple[Region, list[Region]]]:
    """The regions of that time, each with those it became, where it is no more (A14)."""
    found = {region.code: region for region in Region.objects.filter(code__in=codes)}
    became: dict[int | None, list[Region]] = defaultdict(list)
    for successor in Region.objects.filter(split_from__code__in=codes, split_from__valid_to__isnull=False):
        became[successor.split_from_id].append(successor)
    return [(found[code], became[found[code].pk]) for code in codes]


def _events(language: str) -> Iterator[Happened]:
    for event in BodyEvent.objects.select_related("body"):
        when = words.as_known(event.on, event.precision, language)
        until = f" – {words.day(event.until, language)}" if event.until else ""
        yield Happened(_key(event), when + until, str(event), is_tender=False, body=event.body)


def _tenders(rows: list[ArchiveTender], labels: list[str]) -> Iterator[Happened]:
    for row, label in zip(rows, labels, strict=True):
        counts = {"applications": row.applications, "ngos": row.ngos}
        what = _("Tender, applications: %(applications)d, NGOs: %(ngos)d") % counts
        yield Happened(row.code, label, what, is_tender=True)


def _key(event: BodyEvent) -> str:
    return event.on.isoformat()[: {"year": 4, "month": 7}.get(event.precision)]


def _held(row: ArchiveTender, language: str) -> str:
    if row.precision == ArchiveTender.Precision.DAY:
        return words.day(row.held_on, language)
    return words.month(row.held_on, language)


def _text(told: dict[str, Any], name: str) -> str:
    """A text of the article in the reader's language; the source itself is in English."""
    return told.get(f"{name}_{_language()}") or told[name] or ""


def _language() -> str:
    return (get_language() or "kk")[:2]
