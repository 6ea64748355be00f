"""The ranking of a lot summed by the database, and where the scorers lie too far apart (R-059, R-061)."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from lifecycle.models import Refused
from tenders.calls.models import Lot
from tenders.commission.rules import readable
from tenders.decisions import actions as decisions
from tenders.procedure.models import Profile
from tenders.scoring import standings
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, bid, bids_of, declare_none, room, seat
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db

TWO = [
    {"code": "need", "weight": D(60), "name_kk": "Қажеттілік", "name_ru": "Потребность"},
    {"code": "price", "weight": D(40), "name_kk": "Баға", "name_ru": "Цена"},
]


@pytest.fixture
def commission():
    """A call with two criteria of 60 and 40, at deliberation."""
    return CommissionFactory(call=CallFactory(deliberation=True, criteria=TWO))


def scored(commission, *marks, requested="600000.00"):
    """A scored bid with a locked sheet for each pair of marks (need, price)."""
    one = bid(commission.call.lots.get(), status="scored", requested=requested)
    scorers = commission.members.scoring()
    for member, (need, price) in zip(scorers, marks, strict=False):
        ScoreSheetFactory(member=member, application=one, locked=True, points={"need": need, "price": price})
    return one


def test_the_total_is_the_weighted_mean_of_the_locked_sheets(commission):
    one = scored(commission, ("4.0", "3.0"), ("3.5", "3.0"), ("3.0", "2.5"))

    [placing] = standings.of(commission.call.lots.get()).placings

    # 60 · 3.5 ÷ 5 + 40 · 2.8333… ÷ 5 = 42 + 22.6666…
    assert (placing.key, placing.total, placing.rank) == (one.number, D("64.67"), 1)
    assert placing.means == {"need": D("3.50"), "price": D("2.83")}
    assert placing.bid.sums == {"need": (D("10.5"), 3), "price": (D("8.5"), 3)}
    assert placing.bid.open_contracts == 0


def test_drafts_and_void_sheets_do_not_count(commission):
    one = scored(commission, ("4.0", "4.0"), ("4.0", "4.0"), ("4.0", "4.0"))
    *_, fourth, fifth = commission.members.scoring()
    for member, status in ((fourth, "draft"), (fifth, "void")):
        ScoreSheetFactory(member=member, application=one, status=status, points={"need": "0", "price": "0"})

    [placing] = standings.of(commission.call.lots.get()).placings

    assert placing.total == D("80.00")


def test_the_line_follows_the_budget_and_the_sums_requested(commission):
    best = scored(commission, *[("5.0", "5.0")] * 3, requested="7000000.00")
    second = scored(commission, *[("4.0", "4.0")] * 3, requested="4000000.00")
    poor = scored(commission, *[("2.0", "2.0")] * 3)

    ranking = standings.of(commission.call.lots.get())

    assert [(p.key, p.outcome.value) for p in ranking.placings] == [
        (best.number, "winner"),
        (second.number, "reserve"),
        (poor.number, "below_threshold"),
    ]
    assert (ranking.line.awarded, ranking.line.left) == (D("7000000.00"), D("3000000.00"))


def test_a_rejected_application_is_not_ranked(commission):
    scored(commission, *[("4.0", "4.0")] * 3)
    bid(commission.call.lots.get(), status="rejected")

    assert len(standings.of(commission.call.lots.get()).placings) == 1


def test_an_application_whose_sheets_are_all_void_has_no_place_and_stops_the_results(commission):
    one = scored(commission)
    chair = seat(commission, "chair").user
    decisions.convene(
        commission.call,
        place={"kk": "Астана", "ru": "Астана"},
        present=dict.fromkeys(commission.members.voting(), "room"),
        by=chair,
        at=clock.now(),
    )

    with pytest.raises(Refused) as refusal:
        decisions.publish_results(commission.call, by=chair, at=clock.now())

    assert standings.of(one.lot).placings == ()
    assert str(refusal.value) == f"Conflicts left too few score sheets for: {one.number}."


def test_an_empty_lot_has_an_empty_ranking(commission):
    assert standings.of(commission.call.lots.get()).placings == ()


def test_the_ranking_takes_the_same_queries_for_one_bid_and_for_many(commission):
    counts = []
    for _ in range(2):
        scored(commission, *[("4.0", "4.0")] * 3)
        lot = Lot.objects.select_related("call__profile").get(call=commission.call)
        with CaptureQueriesContext(connection) as seen:
            standings.of(lot)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 4


def test_the_spread_is_the_highest_less_the_lowest_total_of_one_sheet(commission):
    one = scored(commission, ("5.0", "5.0"), ("3.0", "4.5"), ("4.0", "4.0"))

    # Totals 100, 72 and 80.
    assert standings.spreads(commission.call.lots.get()) == {one.number: D("28.00")}


def found(commission):
    chair = seat(commission, "chair").user
    divergences = standings.divergences(readable(chair, commission.call), commission.call)
    return [(one.key, one.criterion, one.spread) for one in divergences]


def test_what_lies_too_far_apart_is_listed_by_total_and_by_criterion(commission):
    one = scored(commission, ("5.0", "5.0"), ("2.0", "4.0"), ("4.0", "4.0"))
    declare_none(commission)

    # Totals 100, 56 and 80; marks for need 5, 2 and 4.
    assert found(commission) == [(one.number, "", D("44.00")), (one.number, "need", D("3.00"))]


def test_a_spread_at_the_limit_is_not_over_it(commission):
    # Totals 100 and 70, marks for need 5 and 2.5.
    scored(commission, ("5.0", "5.0"), ("2.5", "5.0"), ("5.0", "5.0"))
    declare_none(commission)

    assert found(commission) == []


def test_a_profile_without_limits_lists_nothing(commission):
    scored(commission, ("5.0", "5.0"), ("0.0", "0.0"), ("4.0", "4.0"))
    declare_none(commission)
    Profile.objects.update(divergence_total=None, divergence_points=None)
    commission.call.profile.refresh_from_db()

    assert found(commission) == []


def test_divergences_of_a_lot_with_a_conflict_are_not_told():
    commission = room("deliberation")
    [one] = bids_of(commission)
    for member, points in zip(commission.members.scoring(), ("5.0", "0.0", "4.0"), strict=False):
        ScoreSheetFactory(member=member, application=one, locked=True, points=points)
    seen = readable(seat(commission, "chair").user, commission.call)

    assert standings.divergences(seen, commission.call) != []
    assert standings.divergences(seen.none(), commission.call) == []


def test_too_few_sheets_are_found_and_enough_are_not(commission):
    few = scored(commission, *[("4.0", "4.0")] * 2)
    scored(commission, *[("4.0", "4.0")] * 3)
    none = scored(commission)

    assert set(standings.with_too_few_sheets(commission.call)) == {few, none}
