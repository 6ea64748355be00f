"""What an NGO did in tenders, from what the stages record: the card that everybody reads (domain 6.1, R-018, R-066).

Only calls whose results are published count: until then nobody learns who applied (R-041, R-067). What contracts and
evaluations will record is not recorded yet, and is said to be so; it is never shown as zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from tenders.applications.models import Application
from tenders.decisions.models import Result
from ui.charts import BarChart, bars

TENTH = Decimal("0.1")
ROW = (
    *("ruling__is_admitted", "ruling__requirement__code"),
    *("ruling__requirement__text_kk", "ruling__requirement__text_ru"),
    *("result__outcome", "result__awarded_amount", "lot__ends_on", "lot__call__results_at"),
)


class Year(NamedTuple):
    """The awards of one year: how many, and their sum in tenge."""

    year: int
    awards: int
    amount: Decimal


class Ground(NamedTuple):
    """A published requirement on which applications were rejected (R-056), and how many."""

    code: str
    text_kk: str
    text_ru: str
    applications: int


@dataclass(frozen=True)
class PerformanceCard:
    """The figures of one NGO; sums in tenge, shares in percent with one place. None is what is not recorded yet."""

    applications: int
    admitted: int
    awards: int
    awarded_amount: Decimal
    years: list[Year]
    grounds: list[Ground]
    open_awards: int
    open_amount: Decimal

    # Contracts and evaluations will record these.
    contracts: int | None = None
    on_time_percent: Decimal | None = None
    mean_of_25: Decimal | None = None
    declined: int | None = None
    terminated: int | None = None

    @property
    def rejected(self) -> int:
        """Applications that were rejected on a published requirement."""
        return sum(ground.applications for ground in self.grounds)

    @property
    def won_percent(self) -> Decimal | None:
        """Of its admitted applications the share that won; None where none was admitted."""
        if not self.admitted:
            return None
        return (Decimal(self.awards) * 100 / self.admitted).quantize(TENTH, ROUND_HALF_UP)


def card(organisation: Organisation, *, at: datetime) -> PerformanceCard:
    """The card of an NGO at a moment, in one query."""
    took_part = Application.objects.opened().filter(organisation=organisation, lot__call__results_at__lte=at)
    return card_of(took_part.order_by("lot__call__results_at", "pk").values(*ROW), today=localdate(at))


def card_of(rows: Iterable[Mapping[str, Any]], *, today: date) -> PerformanceCard:
    """The card that these applications make, the earliest results first. Pure.

    An award is open until its lot's work ends: when contracts are recorded, until its contract is closed (R-018).
    """
    rows = list(rows)
    won = [row for row in rows if row["result__outcome"] == Result.Outcome.WINNER]
    still_open = [row for row in won if row["lot__ends_on"] >= today]
    return PerformanceCard(
        applications=len(rows),
        admitted=sum(row["ruling__is_admitted"] is True for row in rows),
        awards=len(won),
        awarded_amount=_sum(won),
        years=_years(won),
        grounds=_grounds(row for row in rows if row["ruling__is_admitted"] is False),
        open_awards=len(still_open),
        open_amount=_sum(still_open),
    )


def charts(told: PerformanceCard) -> list[BarChart]:
    """The awards by year as bars; nothing for a single year, whose figures say it all."""
    if len(told.years) < 2:
        return []
    return [
        bars(
            [(str(year.year), year.awards) for year in told.years],
            id="awards",
            title=_("Awards by year"),
            label_head=_("Year"),
            value_head=_("Awards"),
        )
    ]


def _sum(won: Iterable[Mapping[str, Any]]) -> Decimal:
    return sum((row["result__awarded_amount"] for row in won), Decimal(0))


def _years(won: list[Mapping[str, Any]]) -> list[Year]:
    """Every year from the first award to the last, those without an award too."""
    of_year: dict[int, list[Mapping[str, Any]]] = {}
    for row in won:
        of_year.setdefault(localdate(row["lot__call__results_at"]).year, []).append(row)
    if not of_year:
        return []
    every = range(min(of_year), max(of_year) + 1)
    return [Year(year, len(of_year.get(year, [])), _sum(of_year.get(year, []))) for year in every]


def _grounds(rejected: Iterable[Mapping[str, Any]]) -> list[Ground]:
    """The requirements in the order of their codes, each in the words of the latest call."""
    rejected = list(rejected)
    counts = Counter(row["ruling__requirement__code"] for row in rejected)
    latest = {row["ruling__requirement__code"]: row for row in rejected}
    return [
        Ground(code, latest[code]["ruling__requirement__text_kk"], latest[code]["ruling__requirement__text_ru"], count)
        for code, count in sorted(counts.items())
    ]
