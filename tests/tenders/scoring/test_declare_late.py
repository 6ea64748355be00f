"""A conflict found late: the lot is gone at once, and the sheets in it are void (R-053, S17, E2)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.applications.models import Application
from tenders.commission import rules
from tenders.scoring import actions, standings
from tenders.scoring.models import ScoreSheet
from tests.factories.commission import bid, bids_of, declare_none, room, seat
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db


def declare(member, one, **facts):
    facts = {"kind": "kin", "explanation": "Learnt today.", "by": member.user, "at": clock.now()} | facts
    return actions.declare_late(member, one, **facts)


def test_a_late_conflict_stands_beside_the_first_answer():
    commission = room("scoring")
    member, one, now = seat(commission, "member"), bids_of(commission)[0], clock.now()
    ScoreSheetFactory(member=seat(commission, "chair"), application=one)

    declare(member, one, at=now)

    kept = member.declarations.order_by("pk").values_list("answer", "kind", "explanation")
    assert list(kept) == [("none", "", ""), ("conflict", "kin", "Learnt today.")]
    assert rules.recused_lots(member) == {one.lot_id}


def test_every_sheet_of_the_lot_is_void_the_locked_one_too_and_others_stand():
    commission = room("scoring", bids=2, lots=2)
    member = seat(commission, "member")
    first, second, *other_lot = bids_of(commission)
    draft = ScoreSheetFactory(member=member, application=first)
    locked = ScoreSheetFactory(member=member, application=second, locked=True)
    others = [ScoreSheetFactory(member=member, application=one, locked=True) for one in other_lot]
    colleague = ScoreSheetFactory(member=seat(commission, "chair"), application=first)

    declare(member, first)

    status = dict(ScoreSheet.objects.values_list("pk", "status"))
    assert (status[draft.pk], status[locked.pk]) == ("void", "void")
    assert [status[sheet.pk] for sheet in (*others, colleague)] == ["locked", "locked", "draft"]
    assert [e.verb for e in Entry.objects.of(locked)] == ["locked → void"]


def test_a_recused_member_sees_nothing_of_the_lot_in_any_channel(client):
    """E2."""
    commission = room("scoring", lots=2)
    member = seat(commission, "member")
    hidden, seen = bids_of(commission)
    for one in (hidden, seen):
        ScoreSheetFactory(member=member, application=one, locked=True)
        ScoreSheetFactory(member=seat(commission, "chair"), application=one)
    declare(member, hidden)
    client.force_login(member.user)
    number = commission.call.number

    gone = [
        reverse("scoring:sheet", args=[number, hidden.number]),
        reverse("scoring:lock", args=[number, hidden.number]),
        reverse("scoring:compare", args=[number, hidden.number]),
        reverse("admission:rule", args=[number, hidden.number]),
        reverse("applications:detail", args=[hidden.number]),
        reverse("applications:receipt", args=[hidden.number]),
        reverse("applications:receipt_pdf", args=[hidden.number]),
    ]
    lists = [reverse(name, args=[number]) for name in ("scoring:index", "admission:index")]
    pages = "".join(client.get(address).content.decode() for address in lists)

    assert [client.get(address).status_code for address in gone] == [404] * len(gone)
    assert seen.number in pages
    assert hidden.number not in pages
    assert hidden.organisation.name_ru not in pages
    assert "1 of 1 locked" in pages
    assert list(Application.objects.visible_to(member.user)) == [seen]


def test_every_lot_of_the_bidder_is_taken_away():
    commission = room("scoring", lots=2, bids=0)
    first, second = commission.call.lots.select_related("call")
    one = bid(first, status="admitted")
    bid(second, status="admitted", organisation=one.organisation)
    declare_none(commission)
    member = seat(commission, "member")
    ScoreSheetFactory(member=seat(commission, "chair"), application=one)

    declare(member, one)

    assert rules.recused_lots(member) == {first.pk, second.pk}


def test_it_is_declared_once():
    commission = room("scoring")
    member, one = seat(commission, "member"), bids_of(commission)[0]
    ScoreSheetFactory(member=seat(commission, "chair"), application=one)
    declare(member, one)

    with pytest.raises(Refused, match="already recused"):
        declare(member, one)


def test_those_who_lead_hear_of_the_lot_but_not_of_the_bidder():
    commission = room("scoring")
    chair, one = seat(commission, "chair"), bids_of(commission)[0]
    ScoreSheetFactory(member=seat(commission, "member"), application=one)

    declare(chair, one)

    notices = Notice.objects.filter(kind="commission/recused")
    assert {n.to_id for n in notices} == {seat(commission, role).user_id for role in ("deputy", "secretary")}
    assert {n.facts["lot"] for n in notices} == {1}
    assert one.organisation.name_ru not in str([n.facts for n in notices])


def test_when_the_last_open_sheet_falls_away_the_round_is_over():
    commission = room("scoring")
    one, *_ = bids_of(commission)
    *others, late = commission.members.scoring()
    for member in others:
        ScoreSheetFactory(member=member, application=one, locked=True)
    ScoreSheetFactory(member=late, application=one)

    declare(late, one)

    commission.call.refresh_from_db()
    assert commission.call.status == "deliberation"
    assert standings.of(one.lot).placings[0].bid.sums["need"][1] == 4


@pytest.mark.parametrize("status", ["results_prelim", "results_final", "cancelled", "failed"])
def test_after_the_results_it_is_too_late(status):
    commission = room("deliberation")
    member, one = seat(commission, "member"), bids_of(commission)[0]
    call = commission.call
    when = {"results_at": clock.now(), "appeals_until": clock.now()} if status.startswith("results") else {}
    type(call).objects.filter(pk=call.pk).update(
        status=status, ended_because_kk="Себебі бар.", ended_because_ru="Есть причина.", **when
    )

    with pytest.raises(Refused, match="work of the commission is over"):
        declare(member, one)


def test_it_is_declared_on_a_page(client):
    commission = room("scoring")
    member, one = seat(commission, "member"), bids_of(commission)[0]
    ScoreSheetFactory(member=seat(commission, "chair"), application=one)
    client.force_login(member.user)
    address = reverse("scoring:declare_late", args=[commission.call.number])

    shown = client.get(address).content.decode()
    answer = client.post(
        address, {"bidder": one.organisation.code, "kind": "finance", "explanation": "A loan."}, follow=True
    )

    assert one.organisation.name_ru in shown
    assert one.number not in shown
    assert "You no longer take part in the lots of this bidder." in answer.content.decode()
    assert member.declarations.conflicts().get().kind == "finance"


def test_without_a_kind_and_an_explanation_nothing_is_declared(client):
    commission = room("scoring")
    member = seat(commission, "member")
    client.force_login(member.user)

    answer = client.post(reverse("scoring:declare_late", args=[commission.call.number]), {"kind": ""})

    assert answer.content.decode().count("This field is required.") >= 3
    assert not member.declarations.conflicts().exists()
