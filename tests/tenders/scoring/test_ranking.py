"""R-059, R-060, R-063 to R-065: totals, thresholds, ties, the funding line and the reserve."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from tenders.scoring.ranking import (
    DRAW,
    OPEN_CONTRACTS,
    FundingLine,
    Ground,
    LotRule,
    Outcome,
    Reason,
    draw_number,
    rank,
)
from tenders.scoring.sheets import Bid, CriterionRule

MILLION = 1_000_000
NEED = CriterionRule("need", 50, Decimal("2.5"))
METHOD = CriterionRule("method", 30, Decimal("2.5"))
TEAM = CriterionRule("team", 20, Decimal("2.5"))
CRITERIA = [NEED, METHOD, TEAM]


def lot(budget=100 * MILLION, **rules):
    return LotRule(budget, 5, "2024-06-12", **{"total_threshold": 60, **rules})


def bid(key, need, method, team, *, requested=MILLION, open_contracts=0):
    """A bid that one scorer gave these points."""
    points = {"need": need, "method": method, "team": team}
    return Bid.of_sheets(key, {"anna": points}, requested, open_contracts)


def bid_of(key, *sheets, requested=MILLION):
    """A bid with one sheet a scorer, points in the order of the criteria."""
    given_by = {
        f"member {no}": dict(zip(["need", "method", "team"], sheet, strict=True)) for no, sheet in enumerate(sheets)
    }
    return Bid.of_sheets(key, given_by, requested)


# Means and totals, R-059


def test_the_total_is_the_weighted_mean_of_all_sheets():
    three = bid_of("A", (4, 3, 5), (Decimal("4.5"), 3, 4), (5, Decimal("3.5"), 4))

    placing = rank([three], CRITERIA, lot()).of("A")

    # need 13.5/3 = 4.5, method 9.5/3 = 3.1666…, team 13/3 = 4.3333…
    # (50 · 4.5 + 30 · 3.16666… + 20 · 4.33333…) / 5 = (225 + 95 + 86.6666…) / 5 = 81.3333…
    assert placing.total == Decimal("81.33")
    assert placing.means == {
        "need": Decimal("4.50"),
        "method": Decimal("3.17"),
        "team": Decimal("4.33"),
    }
    assert placing.bid.mean("method") == Fraction(19, 6)


def test_a_half_of_a_hundredth_is_rounded_up_and_only_at_the_end():
    eighth = [CriterionRule("need", Decimal("99.95")), CriterionRule("rest", Decimal("0.05"))]
    quarter = Bid("A", {"need": (Decimal("2.5"), 1), "rest": (Decimal("3.0"), 1)}, MILLION)

    # (99.95 · 2.5 + 0.05 · 3) / 5 = 49.975 + 0.03 = 50.005
    assert rank([quarter], eighth, lot()).of("A").total == Decimal("50.01")


def test_a_mean_is_not_rounded_before_it_is_weighted():
    single = [CriterionRule("need", 100)]
    third = Bid("A", {"need": (10, 3)}, MILLION)

    # 100 · 3.33333… / 5 = 66.666…; from the rounded mean, 3.33, it would be 66.60.
    assert rank([third], single, lot()).of("A").total == Decimal("66.67")


def test_the_highest_mark_of_the_profile_gives_100():
    of_ten = LotRule(MILLION, points_max=Decimal("2.5"), seed="", total_threshold=100)

    placing = rank([bid("A", Decimal("2.5"), Decimal("2.5"), Decimal("2.5"))], CRITERIA, of_ten)

    assert placing.of("A").total == Decimal("100.00")
    assert placing.keys(Outcome.WINNER) == ["A"]


def test_deviation_and_spread_are_those_of_the_sheets_totals():
    # Totals 100, 60 and 80: mean 80, deviation √(800/3) = 16.329…
    apart = bid_of("A", (5, 5, 5), (3, 3, 3), (4, 4, 4))

    placing = rank([apart], CRITERIA, lot()).of("A")

    assert (placing.deviation, placing.spread) == (Decimal("16.33"), Decimal("40.00"))


def test_a_bid_built_from_sums_has_no_deviation_and_no_spread():
    summed = Bid("A", {"need": (12, 3), "method": (12, 3), "team": (12, 3)}, MILLION)

    placing = rank([summed], CRITERIA, lot()).of("A")

    assert (placing.total, placing.deviation, placing.spread) == (Decimal("80.00"), None, None)


# Thresholds, R-060


def test_a_mean_equal_to_the_minimum_passes():
    assert rank([bid("A", 5, Decimal("2.5"), 5)], CRITERIA, lot()).of("A").rank == 1


def test_a_mean_is_held_against_its_minimum_unrounded():
    # 499 / 200 = 2.495 is shown as 2.50 and is yet below 2.5.
    sums = {"need": (35, 7), "method": (499, 200), "team": (35, 7)}

    placing = rank([Bid("A", sums, MILLION)], CRITERIA, lot()).of("A")

    assert placing.means["method"] == Decimal("2.50")
    assert placing.outcome is Outcome.BELOW_THRESHOLD
    assert placing.reasons == (Reason(Ground.CRITERION_BELOW_MINIMUM, criterion="method"),)


def test_a_total_is_held_against_the_threshold_as_published():
    # 2.9999 · 20 = 59.998 is published as 60.00.
    single = [CriterionRule("need", 100)]
    almost = Bid("A", {"need": (29_999, 10_000)}, MILLION)
    lower = Bid("B", {"need": (2_999, 1_000)}, MILLION)

    ranking = rank([almost, lower], single, lot(total_threshold=60))

    assert (ranking.of("A").total, ranking.of("A").rank) == (Decimal("60.00"), 1)
    assert (ranking.of("B").total, ranking.of("B").rank) == (Decimal("59.98"), None)
    assert ranking.of("B").reasons == (Reason(Ground.TOTAL_BELOW_THRESHOLD),)


def test_all_shortfalls_of_a_bid_are_named_heaviest_criterion_first():
    placing = rank([bid("A", 2, 2, 5)], CRITERIA, lot()).of("A")

    assert placing.outcome is Outcome.BELOW_THRESHOLD
    assert placing.rank is None
    assert placing.reasons == (
        Reason(Ground.CRITERION_BELOW_MINIMUM, criterion="need"),
        Reason(Ground.CRITERION_BELOW_MINIMUM, criterion="method"),
        Reason(Ground.TOTAL_BELOW_THRESHOLD),
    )


def test_a_bid_below_a_threshold_is_not_funded_even_with_money_left():
    ranking = rank([bid("good", 4, 4, 4), bid("weak", 5, 5, 2)], CRITERIA, lot())

    assert ranking.keys(Outcome.WINNER) == ["good"]
    assert ranking.keys(Outcome.BELOW_THRESHOLD) == ["weak"]
    assert ranking.line == FundingLine(awarded=MILLION, left=99 * MILLION, awards=1)


# Ties, R-063


def test_e3_a_tie_is_solved_at_the_second_criterion():
    # Both 80.00 and need 4; method 5 against 4.
    first = bid("first", 4, 5, Decimal("2.5"))
    second = bid("second", 4, 4, 4)

    ranking = rank([second, first], CRITERIA, lot())

    assert [(p.key, p.total, p.rank, p.tie_path) for p in ranking.placings] == [
        ("first", Decimal("80.00"), 1, ("need", "method")),
        ("second", Decimal("80.00"), 2, ("need", "method")),
    ]


def test_a_bid_alone_with_its_total_has_no_tie_path():
    ranking = rank([bid("A", 5, 5, 5), bid("B", 4, 4, 4)], CRITERIA, lot())

    assert [p.tie_path for p in ranking.placings] == [(), ()]


def test_the_ladder_goes_by_weight_and_not_by_the_order_of_the_call():
    light_first = [TEAM, METHOD, NEED]
    # 50·5 + 30·4 + 20·2.5 = 420 = 50·4 + 30·4 + 20·5: the light criterion would choose B.
    one, other = bid("A", 5, 4, Decimal("2.5")), bid("B", 4, 4, 5)

    ranking = rank([other, one], light_first, lot())

    assert [(p.key, p.tie_path) for p in ranking.placings] == [("A", ("need",)), ("B", ("need",))]


def test_of_equal_weights_the_criterion_named_first_is_asked_first():
    equal = [CriterionRule("method", 50), CriterionRule("need", 50)]
    one = Bid("A", {"need": (5, 1), "method": (3, 1)}, MILLION)
    other = Bid("B", {"need": (3, 1), "method": (5, 1)}, MILLION)

    ranking = rank([one, other], equal, lot())

    assert [(p.key, p.tie_path) for p in ranking.placings] == [
        ("B", ("method",)),
        ("A", ("method",)),
    ]


def test_equal_in_every_criterion_the_bidder_with_fewer_open_contracts_goes_first():
    busy = bid("A", 4, 4, 4, open_contracts=2)
    free = bid("B", 4, 4, 4, open_contracts=1)

    ranking = rank([busy, free], CRITERIA, lot())

    path = ("need", "method", "team", OPEN_CONTRACTS)
    assert [(p.key, p.tie_path) for p in ranking.placings] == [("B", path), ("A", path)]


def test_equal_in_everything_the_public_draw_decides():
    twins = [bid(key, 4, 4, 4) for key in "ABCDE"]

    ranking = rank(twins, CRITERIA, lot())

    drawn = sorted("ABCDE", key=lambda key: draw_number("2024-06-12", key))
    assert [p.key for p in ranking.placings] == drawn
    assert {p.tie_path for p in ranking.placings} == {("need", "method", "team", OPEN_CONTRACTS, DRAW)}


def test_the_draw_number_can_be_computed_by_anyone_with_a_checksum_tool():
    # printf '%s' 2024-06-12A | sha256sum
    assert draw_number("2024-06-12", "A") == ("8de20af4ebf52f21d3366da84e3c07a8c70a285f60078ade51a3ea5316e911e6")


def test_in_a_group_of_three_each_path_tells_how_far_that_bid_was_asked():
    # All 80.00; A leads by need, B and C part at method.
    one, two, three = bid("A", 5, 3, 3), bid("B", 4, 5, Decimal("2.5")), bid("C", 4, 4, 4)

    ranking = rank([three, two, one], CRITERIA, lot())

    assert [(p.key, p.tie_path) for p in ranking.placings] == [
        ("A", ("need",)),
        ("B", ("need", "method")),
        ("C", ("need", "method")),
    ]


# The funding line, R-064


def five_bids():
    """Ranked 1 to 5; the fourth asks for more than is left after three, the fifth does not."""
    points = [5, Decimal("4.5"), 4, Decimal("3.5"), 3]
    sums = [30 * MILLION, 30 * MILLION, 30 * MILLION, 20 * MILLION, 10 * MILLION]
    return [
        bid(f"bid {no}", p, p, p, requested=asked)
        for no, (p, asked) in enumerate(zip(points, sums, strict=True), start=1)
    ]


def test_e4_the_line_stops_at_bid_four_though_bid_five_would_fit():
    ranking = rank(five_bids(), CRITERIA, lot())

    assert ranking.keys(Outcome.WINNER) == ["bid 1", "bid 2", "bid 3"]
    assert ranking.keys(Outcome.NOT_FUNDED) == ["bid 4", "bid 5"]
    assert ranking.line == FundingLine(90 * MILLION, 10 * MILLION, 3, stopped_at="bid 4")
    assert ranking.of("bid 1").reasons == ()
    assert ranking.of("bid 4").reasons == (Reason(Ground.DOES_NOT_FIT, stopped_at="bid 4", left=10 * MILLION),)
    assert ranking.of("bid 5").reasons == (Reason(Ground.LINE_STOPPED_ABOVE, stopped_at="bid 4", left=10 * MILLION),)


def test_where_the_call_allows_it_the_line_skips_what_does_not_fit():
    ranking = rank(five_bids(), CRITERIA, lot(allow_skip=True))

    assert ranking.keys(Outcome.WINNER) == ["bid 1", "bid 2", "bid 3", "bid 5"]
    assert ranking.keys(Outcome.NOT_FUNDED) == ["bid 4"]
    assert ranking.line == FundingLine(100 * MILLION, 0, 4)


def test_the_line_ends_when_all_awards_are_used_up():
    ranking = rank(five_bids(), CRITERIA, lot(max_awards=2, allow_skip=True))

    assert ranking.keys(Outcome.WINNER) == ["bid 1", "bid 2"]
    assert ranking.line == FundingLine(60 * MILLION, 40 * MILLION, 2)
    assert ranking.of("bid 5").reasons == (Reason(Ground.AWARDS_USED_UP, left=40 * MILLION),)


def test_a_bid_that_asks_exactly_what_is_left_is_funded():
    ranking = rank(five_bids()[:3], CRITERIA, lot(budget=90 * MILLION))

    assert ranking.line == FundingLine(90 * MILLION, 0, 3)


def test_one_tiyn_more_than_is_left_is_not_funded():
    ranking = rank(five_bids()[:1], CRITERIA, lot(budget=Decimal("29999999.99")))

    assert ranking.keys(Outcome.NOT_FUNDED) == ["bid 1"]
    assert ranking.line == FundingLine(0, Decimal("29999999.99"), 0, stopped_at="bid 1")


# The reserve, R-065


def test_the_reserve_is_the_next_in_rank_up_to_its_size():
    ranking = rank(five_bids(), CRITERIA, lot(max_awards=1, reserve_size=2))

    assert ranking.keys(Outcome.RESERVE) == ["bid 2", "bid 3"]
    assert ranking.keys(Outcome.NOT_FUNDED) == ["bid 4", "bid 5"]


def test_a_bid_below_a_threshold_is_never_in_reserve():
    ranking = rank([bid("weak", 2, 2, 2)], CRITERIA, lot(reserve_size=5))

    assert ranking.keys(Outcome.RESERVE) == []


def test_three_bids_in_any_order_get_the_same_places():
    three = [bid("A", 5, 3, 3), bid("B", 4, 5, Decimal("2.5")), bid("C", 4, 4, 4)]

    rankings = [rank(order, CRITERIA, lot()) for order in permutations(three)]

    assert all(ranking == rankings[0] for ranking in rankings)


# What cannot be ranked


def test_no_bids_give_an_empty_ranking():
    ranking = rank([], CRITERIA, lot())

    assert (ranking.placings, ranking.line) == ((), FundingLine(0, 100 * MILLION, 0))


@pytest.mark.parametrize(
    ("bids", "sentence"),
    [
        ([bid("A", 4, 4, 4), bid("A", 5, 5, 5)], "Two bids have the same key"),
        ([Bid("A", {"need": (4, 1)}, 1)], "Bid A has no sheet for criterion method"),
        ([bid("A", Decimal("3.33"), 4, 4)], "points finer than a tenth in criterion need"),
    ],
)
def test_faulty_scores_are_not_ranked(bids, sentence):
    with pytest.raises(ValueError, match=sentence):
        rank(bids, CRITERIA, lot())
