"""How much of an organisation its founders hold together, on the day when it is most. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

WHOLE = Decimal(100)


class Held(NamedTuple):
    """A share in per cent, from one day to the day before another; without an end it is held still."""

    share: Decimal
    since: date
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def greatest(shares: Iterable[Held]) -> Decimal:
    """The greatest sum of shares held on one day: it can only grow on a day when one begins."""
    held = list(shares)
    return max((_sum(held, one.since) for one in held), default=Decimal(0))


def _sum(held: list[Held], day: date) -> Decimal:
    return sum((one.share for one in held if one.counts_on(day)), Decimal(0))
