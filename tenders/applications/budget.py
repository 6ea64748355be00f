"""A budget at self-cost: sums of lines, and what a line may not be (R-045, R-046). Pure; sums in tenge."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from tenders.calls.costs import NOT_A_COST

TIYN = Decimal("0.01")
OVERHEAD = "overhead"
FOR_THE_ORGANISATION = frozenset({"equipment", "institutional"})
# Units that count nothing but money: a round sum with a quantity put beside it.
ROUND_SUM = re.compile(
    r"lump[ -]?sum|sum|tenge|kzt|₸"
    r"|паушальн.*|аккордн.*|(общая )?сумма|тенге|тг\.?"
    r"|(жалпы )?сома|теңге"
)


class Fault(StrEnum):
    """What is wrong with a line, or with the budget as a whole."""

    NO_QUANTITY = "no_quantity"
    SUMS_DIFFER = "sums_differ"
    NOT_A_COST = "not_a_cost"
    NOT_ALLOWED = "not_allowed"
    NO_SUCH_YEAR = "no_such_year"
    QUOTE_MISSING = "quote_missing"
    QUOTE_GONE = "quote_gone"
    OVERHEAD_TOO_HIGH = "overhead_too_high"
    OVER_THE_LOT = "over_the_lot"
    OWN_SHARE_TOO_LOW = "own_share_too_low"
    NOTHING_REQUESTED = "nothing_requested"


@dataclass(frozen=True)
class Line:
    """One cost: quantity × unit cost × months, and who pays how much of it."""

    category: str
    name: str
    quantity: Decimal
    unit_cost: Decimal
    months: Decimal
    requested: Decimal
    own: Decimal = Decimal(0)
    other: Decimal = Decimal(0)
    unit: str = ""
    year: int = 1
    quote: str = ""

    @property
    def total(self) -> Decimal:
        """The cost of the line, rounded half up to a tiyn."""
        return (self.quantity * self.unit_cost * self.months).quantize(TIYN, ROUND_HALF_UP)

    @property
    def paid(self) -> Decimal:
        """Requested, own and other money together."""
        return self.requested + self.own + self.other

    @property
    def is_counted(self) -> bool:
        """Whether the line counts something at a price: no factor is nought, and its unit is not money itself."""
        counts = min(self.quantity, self.unit_cost, self.months) > 0
        return counts and not ROUND_SUM.fullmatch(self.unit.strip().lower())


@dataclass(frozen=True)
class Limits:
    """The budget of the lot and how many years it lasts; the highest share of overhead and the least own share in
    percent, the cost from which a line has a quotation (None: no such rule); whether the instrument pays for the
    organisation itself."""

    lot_budget: Decimal
    overhead_percent: Decimal | None = None
    allows_institutional: bool = False
    years: int = 1
    own_share_percent: Decimal | None = None
    quote_from: Decimal | None = None


class Sums(NamedTuple):
    """What some lines cost together, and who pays how much of it."""

    total: Decimal
    requested: Decimal
    own: Decimal
    other: Decimal

    @property
    def shared(self) -> Decimal:
        """What others than the state pay."""
        return self.own + self.other


class Row(NamedTuple):
    """The sums of one category: in each year, and in all; whether any line is of it."""

    category: str
    years: tuple[Sums, ...]
    whole: Sums
    is_used: bool


class Grid(NamedTuple):
    """The sums of a budget, category by category and year by year (R-045)."""

    rows: list[Row]
    years: tuple[Sums, ...]
    whole: Sums


def sums(lines: Iterable[Line]) -> Sums:
    """What these lines come to, in tenge."""
    lines = list(lines)
    columns = (
        [line.total for line in lines],
        [line.requested for line in lines],
        [line.own for line in lines],
        [line.other for line in lines],
    )
    return Sums(*(sum(column, Decimal(0)).quantize(TIYN) for column in columns))


def requested(lines: Iterable[Line]) -> Decimal:
    """What all lines ask for together."""
    return sums(lines).requested


def grid(lines: Iterable[Line], years: int = 1, categories: Iterable[str] = ()) -> Grid:
    """The sums of each category in each year: of these categories in their order, or of those that the lines name.

    A line without a category counts in the years and in all.
    """
    lines = list(lines)
    last = max((line.year for line in lines), default=1)
    numbers = range(1, max(years, last) + 1)
    named = dict.fromkeys([*categories, *(line.category for line in lines if line.category)])
    return Grid(
        rows=[_row(category, lines, numbers) for category in named],
        years=tuple(sums(line for line in lines if line.year == number) for number in numbers),
        whole=sums(lines),
    )


def _row(category: str, lines: list[Line], numbers: Iterable[int]) -> Row:
    own = [line for line in lines if line.category == category]
    years = tuple(sums(line for line in own if line.year == number) for number in numbers)
    return Row(category, years, sums(own), bool(own))


def line_faults(line: Line, limits: Limits) -> Iterator[Fault]:
    """What is wrong with one line (R-045, R-046)."""
    if not line.is_counted:
        yield Fault.NO_QUANTITY
    if line.total != line.paid or min(line.requested, line.own, line.other) < 0:
        yield Fault.SUMS_DIFFER
    if NOT_A_COST.search(line.name.lower()):
        yield Fault.NOT_A_COST
    if line.category in FOR_THE_ORGANISATION and not limits.allows_institutional:
        yield Fault.NOT_ALLOWED
    if not 1 <= line.year <= limits.years:
        yield Fault.NO_SUCH_YEAR


def quote_fault(line: Line, limits: Limits, offered: Collection[str]) -> Fault | None:
    """What is wrong with the quotation of a line, by the codes of the files that there are."""
    if line.quote:
        return None if line.quote in offered else Fault.QUOTE_GONE
    is_asked = limits.quote_from is not None and line.total >= limits.quote_from
    return Fault.QUOTE_MISSING if is_asked else None


def whole_faults(lines: Iterable[Line], limits: Limits) -> Iterator[Fault]:
    """What is wrong with the budget as a whole; overhead is a share of everything requested, own money of all costs."""
    lines = list(lines)
    whole = sums(lines)
    overhead = requested(line for line in lines if line.category == OVERHEAD)
    if not whole.requested:
        yield Fault.NOTHING_REQUESTED
    if whole.requested > limits.lot_budget:
        yield Fault.OVER_THE_LOT
    if limits.overhead_percent is not None and overhead * 100 > whole.requested * limits.overhead_percent:
        yield Fault.OVERHEAD_TOO_HIGH
    if limits.own_share_percent is not None and whole.own * 100 < whole.total * limits.own_share_percent:
        yield Fault.OWN_SHARE_TOO_LOW


def cost_per_person(total: Decimal, people: int) -> Decimal | None:
    """What one person served costs, rounded to a tiyn; None while nobody is served."""
    return (total / people).quantize(TIYN, ROUND_HALF_UP) if people else None


def is_low(requested: Decimal, justified: Decimal, percent: Decimal | None) -> bool:
    """Whether a request lies below this share of the justified cost, so that an explanation is asked for after the
    opening (R-047). A request at the share is not low; without a share (None) none is."""
    return percent is not None and requested * 100 < justified * percent
