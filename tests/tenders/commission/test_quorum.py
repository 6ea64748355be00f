"""R-054: two thirds of the voting members, at least three. R-055: majority, then the chair."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.commission.quorum import carried, is_met, needed

TWO_THIRDS = {"numerator": 2, "denominator": 3, "minimum": 3}
counts = st.integers(0, 60)


@pytest.mark.parametrize(
    ("voting", "present"),
    [(0, 3), (3, 3), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (11, 8)],
)
def test_two_thirds_rounded_up_and_at_least_three_must_be_present(voting, present):
    assert needed(voting, **TWO_THIRDS) == present


def test_e2_a_recusal_changes_the_quorum():
    seven, after_recusal = needed(7, **TWO_THIRDS), needed(6, **TWO_THIRDS)

    assert (seven, after_recusal) == (5, 4)
    assert is_met(4, 6, **TWO_THIRDS)
    assert not is_met(4, 7, **TWO_THIRDS)


def test_two_members_never_make_a_quorum_of_three():
    assert not is_met(2, 2, **TWO_THIRDS)


@pytest.mark.parametrize(("voting", "present"), [(5, 3), (6, 4), (7, 4), (8, 5)])
def test_a_simple_majority_is_more_than_half(voting, present):
    majority = {"numerator": 1, "denominator": 2, "minimum": 3, "is_more": True}

    assert needed(voting, **majority) == present
    assert not is_met(present - 1, voting, **majority)


@given(counts, st.integers(1, 5), st.integers(1, 5), st.integers(0, 7))
def test_the_quorum_is_the_exact_share_rounded_up(voting, numerator, denominator, minimum):
    share = ceil(Fraction(voting * numerator, denominator))
    rule = {"numerator": numerator, "denominator": denominator, "minimum": minimum}

    assert needed(voting, **rule) == max(minimum, share)
    assert is_met(needed(voting, **rule), voting, **rule)


@pytest.mark.parametrize(
    ("yes", "no", "chair", "abstained", "outcome"),
    [
        pytest.param(4, 3, False, 0, True, id="a majority, against the chair"),
        pytest.param(3, 4, True, 0, False, id="a minority with the chair"),
        pytest.param(3, 3, True, 0, True, id="equal, the chair is for"),
        pytest.param(3, 3, False, 0, False, id="equal, the chair is against"),
        pytest.param(3, 3, None, 1, False, id="fewer than half of those present"),
        pytest.param(3, 2, True, 1, True, id="half of those present, with the chair"),
        pytest.param(3, 2, None, 1, False, id="half of those present, the chair abstains"),
        pytest.param(4, 2, True, 1, True, id="more than half of those present"),
        pytest.param(0, 0, None, 5, False, id="all abstain"),
    ],
)
def test_a_motion_is_carried_by_most_of_those_present_and_else_by_the_chair(yes, no, chair, abstained, outcome):
    assert carried(yes, no, chair, abstained=abstained) is outcome


@given(counts, counts, st.none() | st.booleans(), counts)
def test_a_motion_and_its_opposite_are_never_both_carried(yes, no, chair, abstained):
    opposite = None if chair is None else not chair
    motion = carried(yes, no, chair, abstained=abstained)
    reverse = carried(no, yes, opposite, abstained=abstained)

    assert not (motion and reverse)


@given(counts, counts, st.booleans(), counts)
def test_one_more_vote_for_never_defeats_a_motion(yes, no, chair, abstained):
    assert not carried(yes, no, chair, abstained=abstained) or carried(yes + 1, no, chair, abstained=abstained)
