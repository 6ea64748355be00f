"""Whether a commission is lawfully composed: order, odd size, seats (R-050). Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

VOTING = ("chair", "deputy", "member")
ONE_EACH = ("chair", "deputy", "secretary")


class Fault(StrEnum):
    """What is wrong with a composition."""

    MISSING_ROLE = "missing_role"
    TOO_SMALL = "too_small"
    EVEN = "even"
    FEW_NGO_SEATS = "few_ngo_seats"
    MANY_CUSTOMER_SEATS = "many_customer_seats"


@dataclass(frozen=True)
class Seat:
    """A role and whose seat it is: the customer's, the NGOs', the public's."""

    role: str
    seat: str


def faults(
    seats: Iterable[Seat], *, least: int, ngo_min_percent: Decimal | None, customer_max_percent: Decimal | None
) -> Iterator[Fault]:
    """Every fault of a composition; shares are percent of the voting seats, None where the profile sets none."""
    seats = list(seats)
    roles = Counter(seat.role for seat in seats)
    voting = [seat for seat in seats if seat.role in VOTING]
    if any(roles[role] != 1 for role in ONE_EACH):
        yield Fault.MISSING_ROLE
    if len(voting) < least:
        yield Fault.TOO_SMALL
    if len(voting) % 2 == 0:
        yield Fault.EVEN
    ours = sum(seat.seat in ("ngo", "public") for seat in voting)
    theirs = sum(seat.seat == "customer" for seat in voting)
    if ngo_min_percent is not None and ours * 100 < len(voting) * ngo_min_percent:
        yield Fault.FEW_NGO_SEATS
    if customer_max_percent is not None and theirs * 100 > len(voting) * customer_max_percent:
        yield Fault.MANY_CUSTOMER_SEATS
