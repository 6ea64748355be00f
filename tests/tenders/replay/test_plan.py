"""The plan of the replay: as many as there were, good ones that use up the money, the same every time."""

from collections import Counter
from decimal import Decimal

from tenders.replay import plan

STEP = Decimal("0.5")


def in_time():
    return [bid for bid in plan.bids() if not bid.is_late]


def good_ones():
    return [bid for bid in in_time() if plan.GOOD[0] <= bid.quality]


def test_165_ngos_apply_234_times_and_never_twice_for_a_lot():
    bids = in_time()

    assert (len(bids), len({bid.ngo for bid in bids})) == (234, 165)
    assert Counter(bid.lot for bid in bids) == {1: 135, 2: 99}
    assert len({(bid.ngo, bid.lot) for bid in plan.bids()}) == 239


def test_the_late_ones_have_an_application_in_time_for_the_other_lot():
    late = [bid for bid in plan.bids() if bid.is_late]

    assert [bid.lot for bid in late] == [2] * 5
    assert {bid.ngo for bid in late} <= {bid.ngo for bid in in_time() if bid.lot == 1}


def test_fifty_good_ones_of_as_many_ngos_ask_for_all_the_money_and_each_lot_for_its_own():
    good = good_ones()

    assert (len(good), len({bid.ngo for bid in good})) == (50, 50)
    assert sum(bid.requested for bid in good) == plan.FUNDING == Decimal(59_700_000)
    assert {share.lot: sum(bid.requested for bid in good if bid.lot == share.lot) for share in plan.SHARES} == {
        share.lot: share.budget for share in plan.SHARES
    }


def test_every_mark_is_on_the_scale_and_the_same_at_a_second_look():
    marks = [plan.mark(bid, member, "need", STEP) for bid in plan.bids() for member in range(7)]

    assert [mark for mark in marks if not (0 <= mark <= 5 and mark % STEP == 0)] == []
    assert marks == [plan.mark(bid, member, "need", STEP) for bid in plan.bids() for member in range(7)]
