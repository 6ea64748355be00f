"""R-061: sheets that lie too far apart are listed, to be discussed."""

from decimal import Decimal

import pytest

from tenders.scoring.sheets import Bid, CriterionRule, Divergence, divergences

CRITERIA = [CriterionRule("need", 50), CriterionRule("method", 30), CriterionRule("team", 20)]


def bid_of(key, *sheets):
    """A bid with one sheet a scorer, points in the order of the criteria."""
    given_by = {
        f"member {no}": dict(zip(["need", "method", "team"], sheet, strict=True)) for no, sheet in enumerate(sheets)
    }
    return Bid.of_sheets(key, given_by, 1_000_000)


def test_sheets_too_far_apart_are_listed_by_total_and_by_criterion():
    far = bid_of("A", (5, 5, 5), (5, 2, 3))
    near = bid_of("B", (4, 4, 4), (4, 4, 4))

    found = divergences([far, near], CRITERIA, points_max=5, total_limit=25, criterion_limit=Decimal("2.5"))

    # Totals 100 and 50 + 12 + 12 = 74; method 5 and 2.
    assert found == [
        Divergence("A", "", Decimal("26.00")),
        Divergence("A", "method", Decimal("3.00")),
    ]


def test_a_spread_equal_to_its_limit_need_not_be_discussed():
    at_limit = bid_of("A", (5, 5, 5), (5, Decimal("2.5"), 2))

    # Totals 100 and 50 + 15 + 8 = 73.
    assert divergences([at_limit], CRITERIA, points_max=5, total_limit=27, criterion_limit=3) == []


def test_a_bid_without_sheets_cannot_be_compared():
    summed = Bid("A", {"need": (4, 1)}, 1_000_000)

    with pytest.raises(ValueError, match="Bid A has no sheets to compare"):
        divergences([summed], CRITERIA, points_max=5, total_limit=30, criterion_limit=3)
