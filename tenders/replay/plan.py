"""Who applies for what, how much it asks for, and what the commission will think of it. Pure, the same every time.

A3 of the history: 234 applications of 165 NGOs, 50 winning NGOs, 59.7 million tenge. Sums are in tenge, marks of 0–5.
"""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

SEED = "2005-07-19"
NGOS = 165
APPLICATIONS = 234
LATE = 5
# Of those in time, so many wait for the last second.
IN_THE_LAST_SECOND = 3
FUNDING = Decimal(59_700_000)
AVERAGE = Decimal(1_194_000)
GRAIN = 1_000

# The mean marks of the good, of the fair, and of those below the thresholds, in hundredths.
GOOD, FAIR, POOR = (415, 470), (320, 375), (180, 235)
POOR_ONES = 9


class Share(NamedTuple):
    """A lot: its number, how many apply for it in time, and how many of them its budget pays for."""

    lot: int
    applicants: int
    winners: int

    @property
    def budget(self) -> Decimal:
        """What the lot has to give, in tenge."""
        return AVERAGE * self.winners


SHARES = (Share(1, 135, 30), Share(2, 99, 20))


class Bid(NamedTuple):
    """One application to come: of which NGO, for which lot, for how much, how good, and whether it comes too late."""

    ngo: int
    lot: int
    requested: Decimal
    quality: int
    is_late: bool = False


def bids() -> list[Bid]:
    """Every application, the late ones last."""
    chance = Random(SEED)
    first, second = _applicants(chance)
    of_lot = {SHARES[0].lot: first, SHARES[1].lot: second}
    winners = _winners(of_lot)
    found = [bid for share in SHARES for bid in _of_lot(share, of_lot[share.lot], winners[share.lot], chance)]
    chance.shuffle(found)
    return [*found, *_late(of_lot, chance)]


def mark(bid: Bid, member: int, criterion: str, step: Decimal) -> Decimal:
    """What this member of the commission thinks of a bid in one criterion: about its quality, in steps."""
    chance = Random(f"{SEED}/{bid.ngo}/{bid.lot}/{member}/{criterion}")
    felt = Decimal(bid.quality + chance.randint(-50, 50)) / 100
    return (felt / step).to_integral_value() * step


def _applicants(chance: Random) -> tuple[list[int], list[int]]:
    """The NGOs of each lot; those at the front of both lists apply for both."""
    everybody = list(range(NGOS))
    chance.shuffle(everybody)
    for_both = APPLICATIONS - NGOS
    both, alone = everybody[:for_both], everybody[for_both:]
    split = SHARES[0].applicants - for_both
    return both + alone[:split], both + alone[split:]


def _winners(of_lot: dict[int, list[int]]) -> dict[int, set[int]]:
    """The good ones of each lot, from the end and from the front of its list, so that no NGO is good in both."""
    first, second = SHARES
    return {
        first.lot: set(of_lot[first.lot][-first.winners :]),
        second.lot: set(of_lot[second.lot][: second.winners]),
    }


def _of_lot(share: Share, ngos: list[int], good: set[int], chance: Random) -> Iterator[Bid]:
    sums = _sums(share, chance)
    poor = set(chance.sample([ngo for ngo in ngos if ngo not in good], POOR_ONES))
    for ngo in ngos:
        quality = GOOD if ngo in good else POOR if ngo in poor else FAIR
        requested = sums.pop() if ngo in good else AVERAGE + GRAIN * chance.randint(-500, 500)
        yield Bid(ngo, share.lot, requested, chance.randint(*quality))


def _sums(share: Share, chance: Random) -> list[Decimal]:
    """As many sums as the lot pays for, which use up its budget: one as far above the average as one below it."""
    offsets = [GRAIN * chance.randint(1, 500) for _ in range(share.winners // 2)]
    sums = [AVERAGE + sign * offset for offset in offsets for sign in (1, -1)]
    chance.shuffle(sums)
    return sums


def _late(of_lot: dict[int, list[int]], chance: Random) -> Iterator[Bid]:
    """NGOs with one application in time, whose second one misses the deadline."""
    first, second = SHARES
    alone = [ngo for ngo in of_lot[first.lot] if ngo not in of_lot[second.lot]]
    for ngo in chance.sample(alone, LATE):
        yield Bid(ngo, second.lot, AVERAGE, chance.randint(*GOOD), is_late=True)
