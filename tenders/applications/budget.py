"""A budget at self-cost: sums of lines, and what a line may not be (R-045, R-046). Pure; sums in tenge."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

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
    OVERHEAD_TOO_HIGH = "overhead_too_high"
    OVER_THE_LOT = "over_the_lot"
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
    """The budget of the lot, the highest share of overhead in percent (None: no cap), and whether the instrument
    pays for the organisation itself."""

    lot_budget: Decimal
    overhead_percent: Decimal | None = None
    allows_institutional: bool = False


def requested(lines: Iterable[Line]) -> Decimal:
    """What all lines ask for together."""
    return sum((line.requested for line in lines), Decimal(0)).quantize(TIYN)


def by_category(lines: Iterable[Line]) -> Mapping[str, Decimal]:
    """The cost of each category, in the order of its first line."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.category] = sums.get(line.category, Decimal(0)) + line.total
    return sums


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


def whole_faults(lines: Iterable[Line], limits: Limits) -> Iterator[Fault]:
    """What is wrong with the budget as a whole; overhead is a share of everything requested."""
    lines = list(lines)
    total = requested(lines)
    overhead = sum((line.requested for line in lines if line.category == OVERHEAD), Decimal(0))
    if not total:
        yield Fault.NOTHING_REQUESTED
    if total > limits.lot_budget:
        yield Fault.OVER_THE_LOT
    if limits.overhead_percent is not None and overhead * 100 > total * limits.overhead_percent:
        yield Fault.OVERHEAD_TOO_HIGH


def cost_per_person(total: Decimal, people: int) -> Decimal | None:
    """What one person served costs, rounded to a tiyn; None while nobody is served."""
    return (total / people).quantize(TIYN, ROUND_HALF_UP) if people else None


def is_low(requested: Decimal, justified: Decimal, percent: Decimal | None) -> bool:
    """Whether a request lies below this share of the justified cost, so that an explanation is asked for after the
    opening (R-047). A request at the share is not low; without a share (None) none is."""
    return percent is not None and requested * 100 < justified * percent
