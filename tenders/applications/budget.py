"""A budget at self-cost: sums of lines, and what a line may not be (R-045, R-046). Pure; sums in tenge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

TIYN = Decimal("0.01")
OVERHEAD = "overhead"
FOR_THE_ORGANISATION = frozenset({"equipment", "institutional"})
# What the state does not buy: profit, and sums kept for what nobody can name.
NOT_A_COST = (
    "profit", "contingency", "unforeseen", "miscellaneous",
    "прибыль", "непредвиден", "прочие расход", "резерв",
    "пайда", "күтпеген", "көзделмеген", "өзге шығыс", "басқа шығыс",
)  # fmt: skip


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

    @property
    def total(self) -> Decimal:
        """The cost of the line, rounded half up to a tiyn."""
        return (self.quantity * self.unit_cost * self.months).quantize(TIYN, ROUND_HALF_UP)

    @property
    def paid(self) -> Decimal:
        """Requested, own and other money together."""
        return self.requested + self.own + self.other


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
    if not (line.quantity and line.unit_cost and line.months):
        yield Fault.NO_QUANTITY
    if line.total != line.paid:
        yield Fault.SUMS_DIFFER
    if any(word in line.name.lower() for word in NOT_A_COST):
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
