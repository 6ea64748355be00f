"""From score sheets to a ranking and a funding line: R-059, R-060, R-063, R-064, R-065.

Everything is computed in whole numbers and rounded once, at the very end: the total, HALF_UP to
two places. What is published must be enough to check the result by hand; so

- a criterion passes when its **unrounded** mean reaches the minimum;
- a bid passes when its total, **rounded to two places**, reaches the threshold of the lot;
- bids are tied when their totals, **rounded to two places**, are equal. The ladder then asks for
  the higher unrounded mean in the heaviest criterion, in the next heaviest, … (of equal weights
  the one named first in the call); then for fewer open contracts; then the public draw decides:
  the smaller `draw_number` goes first. The moment of submission is never asked.

Points are 0–5 (the profile's highest mark) in steps no finer than a tenth, totals 0–100, weights
are percent and sum to 100, money is tenge.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm
from operator import attrgetter
from typing import Any, NamedTuple, Self

from tenders.scoring.sheets import (
    Bid,
    CriterionRule,
    deviation_of,
    spread_of,
    totals_of,
    two_places,
)

OPEN_CONTRACTS = "open_contracts"
DRAW = "draw"


@dataclass(frozen=True)
class LotRule:
    """What a lot pays for, in tenge; the highest mark; the seed of the draw; the least total."""

    budget: Decimal | int
    points_max: Decimal | int
    seed: str
    total_threshold: Decimal | int = 0
    max_awards: int | None = None
    allow_skip: bool = False
    reserve_size: int = 0


class Outcome(StrEnum):
    """Where a bid ends: a winner, on the reserve list, unfunded, or not good enough."""

    WINNER = "winner"
    RESERVE = "reserve"
    NOT_FUNDED = "not_funded"
    BELOW_THRESHOLD = "below_threshold"


class Ground(StrEnum):
    """Why a bid does not win."""

    CRITERION_BELOW_MINIMUM = "criterion_below_minimum"
    TOTAL_BELOW_THRESHOLD = "total_below_threshold"
    DOES_NOT_FIT = "does_not_fit"
    LINE_STOPPED_ABOVE = "line_stopped_above"
    AWARDS_USED_UP = "awards_used_up"


@dataclass(frozen=True)
class Reason:
    """A ground with its fact: the criterion, or where the line stopped and the tenge then left."""

    ground: Ground
    criterion: str = ""
    stopped_at: str = ""
    left: Decimal | int | None = None


@dataclass(frozen=True)
class Placing:
    """The place of one bid: total 0–100, deviation and spread of its sheets' totals, rank, outcome.

    `tie_path` names the rungs of the ladder that were asked; the last one decided. It is empty
    when no other bid has the same total. `deviation` and `spread` are None without sheets.
    """

    bid: Bid
    total: Decimal
    deviation: Decimal | None
    spread: Decimal | None
    rank: int | None
    tie_path: tuple[str, ...]
    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        return self.bid.key

    @property
    def means(self) -> dict[str, Decimal]:
        """The mean of each criterion as it is shown: points with two places."""
        return {code: two_places(self.bid.mean(code)) for code in self.bid.sums}


@dataclass(frozen=True)
class FundingLine:
    """Where the money ended, in tenge. `stopped_at` is the bid that did not fit, if one did not."""

    awarded: Decimal | int
    left: Decimal | int
    awards: int
    stopped_at: str = ""


@dataclass(frozen=True)
class Ranking:
    """All bids of a lot, best first, those below a threshold last, and the line through them."""

    placings: tuple[Placing, ...]
    line: FundingLine

    def of(self, key: str) -> Placing:
        """The place of this bid."""
        return next(placing for placing in self.placings if placing.key == key)

    def keys(self, outcome: Outcome) -> list[str]:
        """The bids with this outcome, best first."""
        return [placing.key for placing in self.placings if placing.outcome is outcome]


def rank(bids: Iterable[Bid], criteria: Sequence[CriterionRule], lot: LotRule) -> Ranking:
    """Rank the admitted bids of a lot and draw the funding line through them (R-059 to R-065).

    Raises ValueError for two bids with one key, a bid without a sheet, points finer than a tenth.
    """
    bids = list(bids)
    if len({bid.key for bid in bids}) != len(bids):
        raise ValueError("Two bids have the same key.")
    scale = _Scale.of(bids, criteria, lot)
    standings = sorted((scale.judge(bid) for bid in bids), key=attrgetter("order"))
    passed = [standing for standing in standings if not standing.reasons]
    failed = [standing for standing in standings if standing.reasons]
    line, reasons = _draw_line([standing.bid for standing in passed], lot)
    paths = _tie_paths(passed, [rule.code for rule in scale.ladder])
    outcomes = _outcomes(reasons, lot.reserve_size)
    ranked = zip(range(1, len(passed) + 1), passed, paths, outcomes, reasons, strict=True)
    placings = [
        *(scale.place(s, no, path, outcome, why) for no, s, path, outcome, why in ranked),
        *(scale.place(s, None, (), Outcome.BELOW_THRESHOLD, s.reasons) for s in failed),
    ]
    return Ranking(tuple(placings), line)


def draw_number(seed: str, key: str) -> str:
    """What this bid drew: the SHA-256 of seed + key, in hexadecimal; the smaller wins (R-063)."""
    return hashlib.sha256(f"{seed}{key}".encode()).hexdigest()


class _Standing(NamedTuple):
    """A bid between judgement and place: `order` sorts it, total first, then the ladder's rungs."""

    order: tuple[Any, ...]
    bid: Bid
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Scale:
    """One whole-number scale for all bids of a lot: a mean of x points is x · unit."""

    ladder: list[CriterionRule]
    weights: list[int]
    floors: list[int]
    unit: int
    full: int
    lot: LotRule

    @classmethod
    def of(cls, bids: list[Bid], criteria: Sequence[CriterionRule], lot: LotRule) -> Self:
        ladder = sorted(criteria, key=attrgetter("weight"), reverse=True)
        unit = 10 * lcm(*{count for bid in bids for _, count in bid.sums.values()})
        weights = [Fraction(rule.weight) for rule in ladder]
        highest = Fraction(lot.points_max)
        grain = highest.denominator * lcm(*(weight.denominator for weight in weights))
        return cls(
            ladder=ladder,
            weights=[int(weight * grain) for weight in weights],
            floors=[ceil(Fraction(rule.min_points) * unit) for rule in ladder],
            unit=unit,
            full=int(highest * unit * grain),
            lot=lot,
        )

    def judge(self, bid: Bid) -> _Standing:
        means = [self._mean(bid, rule.code) for rule in self.ladder]
        score = sum(w * m for w, m in zip(self.weights, means, strict=True))
        hundredths = (200 * score + self.full) // (2 * self.full)
        rungs = (
            *(-mean for mean in means),
            bid.open_contracts,
            draw_number(self.lot.seed, bid.key),
        )
        return _Standing((-hundredths, *rungs), bid, self._shortfalls(means, hundredths))

    def place(
        self,
        standing: _Standing,
        rank: int | None,
        tie_path: tuple[str, ...],
        outcome: Outcome,
        reasons: tuple[Reason, ...],
    ) -> Placing:
        bid, total = standing.bid, Decimal(-standing.order[0]).scaleb(-2)
        totals = totals_of(bid, self.ladder, self.lot.points_max) if bid.sheets else []
        return Placing(
            bid=bid,
            total=total,
            deviation=deviation_of(totals) if totals else None,
            spread=two_places(spread_of(totals)) if totals else None,
            rank=rank,
            tie_path=tie_path,
            outcome=outcome,
            reasons=reasons,
        )

    def _mean(self, bid: Bid, code: str) -> int:
        points, count = bid.sums.get(code, (0, 0))
        if not count:
            raise ValueError(f"Bid {bid.key} has no sheet for criterion {code}.")
        tenths = int(points * 10)
        if tenths != points * 10:
            raise ValueError(f"Bid {bid.key} has points finer than a tenth in criterion {code}.")
        return tenths * (self.unit // (10 * count))

    def _shortfalls(self, means: list[int], hundredths: int) -> tuple[Reason, ...]:
        low = [
            Reason(Ground.CRITERION_BELOW_MINIMUM, criterion=rule.code)
            for rule, mean, least in zip(self.ladder, means, self.floors, strict=True)
            if mean < least
        ]
        if hundredths < self.lot.total_threshold * 100:
            low.append(Reason(Ground.TOTAL_BELOW_THRESHOLD))
        return tuple(low)


def _draw_line(passed: list[Bid], lot: LotRule) -> tuple[FundingLine, list[tuple[Reason, ...]]]:
    """Fund from the top while the money lasts; for each bid, why it is not funded (R-064)."""
    left, awards, stop = lot.budget, 0, None
    reasons: list[tuple[Reason, ...]] = []
    for bid in passed:
        if stop is None and awards == lot.max_awards:
            stop = Reason(Ground.AWARDS_USED_UP, left=left)
        if stop is not None:
            reasons.append((stop,))
        elif bid.requested <= left:
            left -= bid.requested
            awards += 1
            reasons.append(())
        else:
            reasons.append((Reason(Ground.DOES_NOT_FIT, stopped_at=bid.key, left=left),))
            if not lot.allow_skip:
                stop = Reason(Ground.LINE_STOPPED_ABOVE, stopped_at=bid.key, left=left)
    stopped_at = stop.stopped_at if stop else ""
    return FundingLine(lot.budget - left, left, awards, stopped_at), reasons


def _outcomes(reasons: list[tuple[Reason, ...]], reserve_size: int) -> list[Outcome]:
    """Winners, then as many in reserve as the lot holds, best first (R-065)."""
    outcomes = []
    for why in reasons:
        if not why:
            outcomes.append(Outcome.WINNER)
        elif reserve_size > 0:
            outcomes.append(Outcome.RESERVE)
            reserve_size -= 1
        else:
            outcomes.append(Outcome.NOT_FUNDED)
    return outcomes


def _tie_paths(passed: list[_Standing], codes: list[str]) -> list[tuple[str, ...]]:
    """For each bid, the rungs asked until it stood apart from all others with its total (R-063)."""
    rungs = (*codes, OPEN_CONTRACTS, DRAW)
    asked = [0] * len(passed)
    for place, (one, next_one) in enumerate(pairwise(passed)):
        pairs = enumerate(zip(one.order, next_one.order, strict=True))
        apart = next(step for step, (here, there) in pairs if here != there)
        asked[place] = max(asked[place], apart)
        asked[place + 1] = apart
    return [rungs[:steps] for steps in asked]
