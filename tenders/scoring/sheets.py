"""The score sheets of one bid: its sums, means, and how far the scorers lie apart (R-059, R-061).

Points are 0–5 (the profile's highest mark) in steps no finer than a tenth, totals 0–100, weights
are percent and sum to 100, money is tenge. Figures are exact fractions until they are
shown; then they have two places, halves up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from statistics import pvariance
from typing import Self


@dataclass(frozen=True)
class CriterionRule:
    """A criterion as the call published it: weight in percent, least mean in points."""

    code: str
    weight: Decimal | int
    min_points: Decimal | int = 0


@dataclass(frozen=True)
class Bid:
    """An admitted bid with its locked sheets of members who are not recused.

    `sums` holds for each criterion the sum of points and the number of sheets, as a database
    aggregates them; `sheets` holds for each member the points per criterion, where these are known.
    """

    key: str
    sums: Mapping[str, tuple[Decimal | int, int]]
    requested: Decimal | int
    open_contracts: int = 0
    sheets: Mapping[str, Mapping[str, Decimal | int]] = field(default_factory=dict)

    @classmethod
    def of_sheets(
        cls,
        key: str,
        sheets: Mapping[str, Mapping[str, Decimal | int]],
        requested: Decimal | int,
        open_contracts: int = 0,
    ) -> Self:
        """A bid with its sums taken from its sheets."""
        given: dict[str, list[Decimal | int]] = {}
        for sheet in sheets.values():
            for code, points in sheet.items():
                given.setdefault(code, []).append(points)
        sums = {code: (sum(points), len(points)) for code, points in given.items()}
        return cls(key, sums, requested, open_contracts, sheets)

    def mean(self, code: str) -> Fraction:
        """The exact mean of a criterion, in points."""
        points, count = self.sums[code]
        return Fraction(points) / count


@dataclass(frozen=True)
class Divergence:
    """Sheets too far apart: in one criterion or, where none is named, in the total; in points."""

    key: str
    criterion: str
    spread: Decimal


def divergences(
    bids: Iterable[Bid],
    criteria: Sequence[CriterionRule],
    *,
    points_max: Decimal | int,
    total_limit: Decimal | int,
    criterion_limit: Decimal | int,
) -> list[Divergence]:
    """The bids whose sheets lie too far apart, which the commission must discuss (R-061).

    Limits in points, of the total 0–100 and of a criterion; a spread equal to its limit is
    allowed. Raises ValueError for a bid that was built from sums alone.
    """
    found = []
    for bid in bids:
        if not bid.sheets:
            raise ValueError(f"Bid {bid.key} has no sheets to compare.")
        if (spread := spread_of(totals_of(bid, criteria, points_max))) > total_limit:
            found.append(Divergence(bid.key, "", two_places(spread)))
        for rule in criteria:
            given = [Fraction(sheet[rule.code]) for sheet in bid.sheets.values()]
            if (spread := spread_of(given)) > criterion_limit:
                found.append(Divergence(bid.key, rule.code, two_places(spread)))
    return found


def totals_of(bid: Bid, criteria: Sequence[CriterionRule], points_max: Decimal | int) -> list[Fraction]:
    """The total 0–100 that each single sheet gives."""
    shares = {rule.code: Fraction(rule.weight) / Fraction(points_max) for rule in criteria}
    return [
        sum((share * Fraction(sheet[code]) for code, share in shares.items()), Fraction())
        for sheet in bid.sheets.values()
    ]


def spread_of(values: list[Fraction]) -> Fraction:
    """The highest less the lowest."""
    return max(values) - min(values)


def deviation_of(values: list[Fraction]) -> Decimal:
    """Standard deviation over the whole panel: those who scored are all, not a sample of more."""
    variance = pvariance(values)
    root = (Decimal(variance.numerator) / variance.denominator).sqrt()
    return root.quantize(Decimal("0.01"), ROUND_HALF_UP)


def two_places(value: Fraction) -> Decimal:
    """A figure of zero or more as it is shown: two places, halves up."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)
