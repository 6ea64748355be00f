"""Admission is closed by its protocol; with nobody admitted the call fails (domain 5.1, R-056)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.admission import actions, rules
from tests.factories.accounts import UserFactory
from tests.factories.commission import DeclarationFactory, bid, bids_of, declare_none, room, seat
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

WHY = {"reason_kk": "Есеп тапсырылмаған.", "reason_ru": "Отчёт не сдан."}


@pytest.fixture
def commission():
    """Two bids, each of a head of its own, at admission."""
    commission = room("admission", bids=0)
    for _number in range(2):
        bid(commission.call.lots.get(), organisation=OrganisationFactory(head=UserFactory()))
    declare_none(commission)
    return commission


def reject(commission, one):
    chair, requirement = seat(commission, "chair").user, commission.call.requirements.first()
    actions.reject(one, requirement=requirement, **WHY, by=chair, at=clock.now())


def test_finishing_draws_the_protocol_and_tells_every_bidder(commission):
    chair, call, now = seat(commission, "chair").user, commission.call, clock.now()
    admitted, rejected = bids_of(commission)
    actions.admit([admitted], by=chair, at=now)
    reject(commission, rejected)

    protocol = actions.finish(call, by=chair, at=now)

    call.refresh_from_db()
    rows = {row["number"]: row for row in protocol.body["rulings"]}
    code = call.requirements.first().code
    assert (call.status, protocol.kind, protocol.drawn_up_by) == ("admission", "admission", chair)
    assert (rows[admitted.number]["is_admitted"], rows[admitted.number]["requirement"]) == (True, "")
    assert (rows[rejected.number]["is_admitted"], rows[rejected.number]["requirement"]) == (False, code)
    assert rows[rejected.number]["reason_kk"] == "Есеп тапсырылмаған."
    told = {(n.kind, n.about) for n in Notice.objects.filter(kind__in=["admission/admitted", "admission/rejected"])}
    assert told == {("admission/admitted", admitted), ("admission/rejected", rejected)}


def test_while_an_application_has_no_ruling_it_is_refused(commission):
    chair = seat(commission, "chair").user
    actions.admit(bids_of(commission)[:1], by=chair, at=clock.now())

    with pytest.raises(Refused, match="Applications without a ruling: 1."):
        actions.finish(commission.call, by=chair, at=clock.now())

    assert not commission.call.protocols.exists()


def test_admission_is_finished_once(commission):
    chair = seat(commission, "chair").user
    actions.admit(bids_of(commission), by=chair, at=clock.now())
    actions.finish(commission.call, by=chair, at=clock.now())

    with pytest.raises(Refused, match="drawn up already"):
        actions.finish(commission.call, by=chair, at=clock.now())

    assert commission.call.protocols.count() == 1
    assert rules.is_finished(commission.call)
    assert rules.offers(seat(commission, "chair"), commission.call, finished=True) == set()


def test_with_nobody_admitted_the_call_fails_with_reasons(commission):
    for one in bids_of(commission):
        reject(commission, one)

    actions.finish(commission.call, by=seat(commission, "chair").user, at=clock.now())

    call = commission.call
    call.refresh_from_db()
    assert call.status == "failed"
    assert call.ended_because_kk
    assert call.ended_because_ru
    assert Notice.objects.filter(kind="admission/failed", to=call.drafted_by).count() == 1


def test_before_admission_there_is_nothing_to_finish():
    commission = room("opened")

    with pytest.raises(Refused, match="not at admission"):
        actions.finish(commission.call, by=seat(commission, "chair").user, at=clock.now())


def test_the_secretary_publishes_on_the_page(client, commission):
    actions.admit(bids_of(commission), by=seat(commission, "chair").user, at=clock.now())
    client.force_login(seat(commission, "secretary").user)
    index = reverse("admission:index", args=[commission.call.number])

    before = client.get(index).content.decode()
    answer = client.post(reverse("admission:finish", args=[commission.call.number]), follow=True)

    assert "Publish the admission protocol" in before
    assert "The admission protocol is published." in answer.content.decode()
    assert "Go to scoring" in answer.content.decode()


def test_a_member_may_not_finish(client, commission):
    client.force_login(seat(commission, "member").user)

    assert client.post(reverse("admission:finish", args=[commission.call.number])).status_code == 403


def test_whoever_has_a_conflict_on_a_lot_hears_that_it_is_unfinished_and_not_by_how_much():
    commission = room("admission", bids=2, lots=2)
    secretary, chair = seat(commission, "secretary"), seat(commission, "chair").user
    own, *_hidden = bids_of(commission)[::-1]
    DeclarationFactory(member=secretary, application=bids_of(commission)[0], conflict=True)

    with pytest.raises(Refused, match="^Applications without a ruling: 2.$"):
        actions.finish(commission.call, by=secretary.user, at=clock.now())
    actions.admit([one for one in bids_of(commission) if one.lot == own.lot], by=chair, at=clock.now())
    with pytest.raises(Refused, match="^A lot that you do not take part in is not finished yet.$"):
        actions.finish(commission.call, by=secretary.user, at=clock.now())
