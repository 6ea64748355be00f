"""What organisations filed themselves: their reports in time (R-004), and where their money comes from (A20)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from registry.filings.models import AnnualReport, IncomeLine
from registry.organisations.models import Organisation
from registry.reference.models import Duty
from registry.statistics import counting
from registry.statistics.sections import Heading, Section, Value
from ui import charts, words

Source = IncomeLine.Source
STATE = (Source.STATE_ORDER, Source.STATE_GRANT)
# Nobody knows any more from which year on it owed nothing.
OVER = Q(status=Organisation.Status.LIQUIDATED)


class Filed(NamedTuple):
    """The reports of a year: how many were owed, came in time, came late, and never came."""

    year: int
    owed: int
    in_time: int
    late: int
    missing: int


class Money(NamedTuple):
    """The income that the reports of a year tell of, in tenge, by where it came from."""

    year: int
    reports: int
    state: Decimal
    foreign: Decimal
    rest: Decimal

    @property
    def everything(self) -> Decimal:
        """All of it."""
        return self.state + self.foreign + self.rest


def in_time(day: date) -> Section:
    """The reports of each year whose last day is over: owed, in time, late, missing (R-004)."""
    found = _filed(day)
    picture = charts.bars(
        [(str(one.year), counting.share(one.in_time, one.owed) or 0) for one in found],
        id="in-time",
        title=_("Reports filed in time, in percent of those owed"),
        label_head=_("Year"),
        value_head=_("Share"),
        show=_percent,
    )
    return Section(
        summary=_in_time_in_words(found),
        headings=[
            Heading(_("Year of the report"), "text"), Heading(_("Owed")), Heading(_("In time")), Heading(_("Late")),
            Heading(_("Missing")), Heading(_("Share in time, %"), "percent"),
        ],
        rows=[[str(year), *numbers, counting.share(numbers[1], numbers[0])] for year, *numbers in found],
        charts=[picture],
        notes=[
            _("A report counts by the day on which it was first filed; a correction changes nothing about that."),
            _("A report is owed by whoever was registered by the end of its year. Those that were liquidated since are "
              "counted where they filed."),
        ],
    )  # fmt: skip


def sources(_day: date) -> Section:
    """The income of each year as reported: state, foreign and the rest, with their shares (A20)."""
    found = _money()
    words_of = {"state": _("%(year)s: state"), "foreign": _("%(year)s: foreign")}
    shares = [
        (words_of[name] % {"year": one.year}, counting.share(_tenge(getattr(one, name)), _tenge(one.everything)) or 0)
        for one in found
        for name in words_of
    ]
    picture = charts.bars(
        shares, id="sources", title=_("State and foreign money, in percent of all income"),
        label_head=_("Year and source"), value_head=_("Share"), show=_percent,
    )  # fmt: skip
    return Section(
        summary=_money_in_words(found),
        headings=[
            Heading(_("Year"), "text"), Heading(_("Reports")), Heading(_("State, ₸")), Heading(_("Foreign, ₸")),
            Heading(_("The rest, ₸")), Heading(_("State, %"), "percent"), Heading(_("Foreign, %"), "percent"),
            Heading(_("The rest, %"), "percent"),
        ],
        rows=[_row_of(one) for one in found],
        charts=[picture],
        notes=[
            _("State money is state social orders and state grants. The rest is own activity, membership fees, private "
              "donations in Kazakhstan and other sources."),
            _("As the organisations reported it themselves, by the version of each report that counts."),
        ],
    )  # fmt: skip


def _filed(day: date) -> list[Filed]:
    public = Organisation.objects.public().order_by()
    begun = list(public.exclude(OVER).values_list("registered_on__year").annotate(of_all=Count("pk")))
    standing = AnnualReport.objects.standing().filter(organisation__in=public).order_by()
    late = Q(is_late=True)
    alive = ~Q(organisation__status=Organisation.Status.LIQUIDATED) & Q(
        organisation__registered_on__year__lte=F("year")
    )
    counts = {"of_all": Count("pk"), "of_late": Count("pk", filter=late), "of_alive": Count("pk", filter=alive)}
    told = {year: numbers for year, *numbers in standing.values_list("year").annotate(**counts)}
    found = []
    for year in _years_due(day):
        filed, filed_late, by_alive = told.get(year, (0, 0, 0))
        missing = sum(count for since, count in begun if since <= year) - by_alive
        found.append(Filed(year, filed + missing, filed - filed_late, filed_late, missing))
    return [one for one in found if one.owed]


def _years_due(day: date) -> list[int]:
    """The years whose last day to report is over, under the duty of each time, the first year first."""
    duties = Duty.objects.filter(code=Duty.ANNUAL_REPORT)
    return sorted({year for duty in duties for year in duty.open_years(day) if duty.due_on(year) < day})


def _money() -> list[Money]:
    reports = AnnualReport.objects.standing().filter(organisation__in=Organisation.objects.public()).order_by()
    counted = dict(reports.values_list("year").annotate(of_all=Count("pk")))
    lines = IncomeLine.objects.filter(report__in=reports).order_by().values_list("report__year", "source")
    sums: dict[int, dict[str, Decimal]] = {}
    for year, source, amount in lines.annotate(in_all=Sum("amount")):
        sums.setdefault(year, {})[source] = amount or Decimal(0)
    return [_of_a_year(year, counted[year], sums[year]) for year in sorted(sums)]


def _of_a_year(year: int, reports: int, sums: dict[str, Decimal]) -> Money:
    state, foreign = _sum(sums, STATE), _sum(sums, [Source.FOREIGN])
    return Money(year, reports, state, foreign, _sum(sums, set(sums) - {*STATE, Source.FOREIGN}))


def _sum(sums: dict[str, Decimal], chosen: Iterable[str]) -> Decimal:
    return sum((sums.get(source, Decimal(0)) for source in chosen), Decimal(0))


def _row_of(one: Money) -> list[Value]:
    everything = _tenge(one.everything)
    amounts = [_tenge(amount) for amount in (one.state, one.foreign, one.rest)]
    return [str(one.year), one.reports, *amounts, *(counting.share(amount, everything) for amount in amounts)]


def _tenge(amount: Decimal) -> int:
    """Whole tenge: nobody reads the tiyn of a country."""
    return round(amount)


def _in_time_in_words(found: list[Filed]) -> str:
    if not found:
        return _("No report was due yet.")
    last = found[-1]
    told = {"year": last.year, "in_time": words.whole(last.in_time), "owed": words.whole(last.owed)}
    return _("For %(year)s %(in_time)s of %(owed)s reports were filed in time.") % told


def _money_in_words(found: list[Money]) -> str:
    if not found:
        return _("Nobody has reported any income yet.")
    return " ".join(_year_in_words(one) for one in dict.fromkeys([found[0], found[-1]]))


def _year_in_words(one: Money) -> str:
    everything = _tenge(one.everything)
    state, foreign = (counting.share(_tenge(amount), everything) or 0 for amount in (one.state, one.foreign))
    told = {"year": one.year, "state": _percent(state), "foreign": _percent(foreign)}
    return _("%(year)s: %(state)s of the income came from the state, %(foreign)s from abroad.") % told


def _percent(value: Any) -> str:
    return f"{words.short(value, counting.language())}{words.NO_BREAK}%"
