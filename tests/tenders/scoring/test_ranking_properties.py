"""What holds of every ranking, whatever the scores are (R-059 to R-065)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenders.scoring.ranking import LotRule, Outcome, rank
from tenders.scoring.sheets import Bid, CriterionRule, two_places

MILLION = 1_000_000
CRITERIA = [
    CriterionRule("need", 50, Decimal("2.5")),
    CriterionRule("method", 30, Decimal("2.5")),
    CriterionRule("team", 20, Decimal("2.5")),
]

points = st.integers(0, 10).map(lambda halves: Decimal(halves) / 2)


@st.composite
def bid_lists(draw_from, max_size=7):
    count = draw_from(st.integers(0, max_size))
    bids = []
    for no in range(count):
        sheets = draw_from(st.lists(st.tuples(points, points, points), min_size=1, max_size=4))
        asked = draw_from(st.integers(1, 60)) * MILLION
        busy = draw_from(st.integers(0, 2))
        given_by = {
            f"member {member}": dict(zip(["need", "method", "team"], sheet, strict=True))
            for member, sheet in enumerate(sheets)
        }
        bids.append(Bid.of_sheets(f"N-{no}", given_by, asked, busy))
    return bids


lots = st.builds(
    LotRule,
    budget=st.integers(0, 150).map(lambda millions: millions * MILLION),
    points_max=st.just(5),
    seed=st.sampled_from(["a", "b"]),
    total_threshold=st.sampled_from([0, 40, 60]),
    max_awards=st.none() | st.integers(0, 4),
    allow_skip=st.booleans(),
    reserve_size=st.integers(0, 3),
)


@given(bid_lists(), lots, st.randoms(use_true_random=False))
def test_the_order_in_which_bids_arrive_changes_nothing(bids, rules, random):
    shuffled = random.sample(bids, len(bids))

    assert rank(shuffled, CRITERIA, rules) == rank(bids, CRITERIA, rules)


@given(bid_lists(), lots)
def test_the_line_holds_the_budget_and_the_number_of_awards(bids, rules):
    ranking = rank(bids, CRITERIA, rules)
    winners = [p for p in ranking.placings if p.outcome is Outcome.WINNER]

    assert sum(p.bid.requested for p in winners) == ranking.line.awarded
    assert ranking.line.awarded + ranking.line.left == rules.budget
    assert ranking.line.left >= 0
    assert len(winners) == ranking.line.awards
    assert rules.max_awards is None or len(winners) <= rules.max_awards


@given(bid_lists(), lots)
def test_only_bids_above_every_threshold_have_a_rank_and_can_win(bids, rules):
    for placing in rank(bids, CRITERIA, rules).placings:
        above = placing.total >= rules.total_threshold and all(
            placing.bid.mean(rule.code) >= Fraction(rule.min_points) for rule in CRITERIA
        )
        assert above == (placing.rank is not None)
        assert above != (placing.outcome is Outcome.BELOW_THRESHOLD)


@given(bid_lists(), lots)
def test_each_total_equals_the_formula_of_the_rule(bids, rules):
    for placing in rank(bids, CRITERIA, rules).placings:
        weighted = [Fraction(rule.weight) * placing.bid.mean(rule.code) for rule in CRITERIA]
        assert placing.total == two_places(sum(weighted) / 5)
        assert 0 <= placing.total <= 100


@given(bid_lists(), lots)
def test_ranks_run_without_gaps_and_never_against_the_total(bids, rules):
    ranked = [p for p in rank(bids, CRITERIA, rules).placings if p.rank is not None]

    assert [p.rank for p in ranked] == list(range(1, len(ranked) + 1))
    assert [p.total for p in ranked] == sorted((p.total for p in ranked), reverse=True)


@given(bid_lists(), lots)
def test_without_skipping_all_winners_stand_above_all_others(bids, rules):
    strict = replace(rules, allow_skip=False)

    won = [p.outcome is Outcome.WINNER for p in rank(bids, CRITERIA, strict).placings]

    assert won == sorted(won, reverse=True)


@given(bid_lists(), lots)
def test_every_bid_that_does_not_win_has_a_reason(bids, rules):
    for placing in rank(bids, CRITERIA, rules).placings:
        assert bool(placing.reasons) == (placing.outcome is not Outcome.WINNER)


@given(bid_lists(), lots, st.integers(2, 4))
def test_more_sheets_equal_to_the_mean_change_nothing(bids, rules, times):
    more = [
        Bid(
            one.key,
            {code: (total * times, count * times) for code, (total, count) in one.sums.items()},
            one.requested,
            one.open_contracts,
        )
        for one in bids
    ]

    def placed(ranking):
        return [(p.key, p.total, p.rank, p.outcome, p.tie_path) for p in ranking.placings]

    assert placed(rank(more, CRITERIA, rules)) == placed(rank(bids, CRITERIA, rules))


@given(bid_lists(max_size=4), lots, points)
def test_a_higher_mark_never_lowers_a_bid(bids, rules, mark):
    before = {p.key: p for p in rank(bids, CRITERIA, rules).placings}
    for one in bids:
        better = {
            member: {code: max(given_points, mark) for code, given_points in sheet.items()}
            for member, sheet in one.sheets.items()
        }
        raised = Bid.of_sheets(one.key, better, one.requested, one.open_contracts)
        others = [other for other in bids if other is not one]
        after = rank([raised, *others], CRITERIA, rules).of(one.key)
        assert after.total >= before[one.key].total
        if before[one.key].rank is not None:
            assert after.rank is not None and after.rank <= before[one.key].rank
