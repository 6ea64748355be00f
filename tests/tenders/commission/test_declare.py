"""Declaring conflicts about every bidder, before anything is read (R-051, R-052)."""

import pytest

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.applications.models import Application
from tenders.commission import actions, rules
from tenders.commission.actions import Answer
from tenders.commission.models import Declaration
from tests.factories.accounts import UserFactory
from tests.factories.commission import (
    CommissionFactory,
    DeclarationFactory,
    MemberFactory,
    bid,
    bids_of,
    declare_none,
    room,
    seat,
)
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NONE = Answer("none")
KIN = Answer("conflict", "kin", "The head is my sister.")


def test_declaring_keeps_an_answer_for_every_bidder_and_opens_the_applications():
    commission = room("opened", bids=2, declared=False)
    member, now = seat(commission, "member"), clock.now()
    before = list(Application.objects.visible_to(member.user))

    actions.declare(member, dict.fromkeys(bids_of(commission), NONE), by=member.user, at=now)

    kept = Declaration.objects.values_list("member", "application", "answer", "kind", "declared_at")
    assert set(kept) == {(member.pk, one.pk, "none", "", now) for one in bids_of(commission)}
    assert before == []
    assert set(Application.objects.visible_to(member.user)) == set(bids_of(commission))
    assert [(e.verb, e.by) for e in Entry.objects.of(commission.call)] == [("conflicts declared", member.user)]


def test_a_conflict_with_one_bidder_hides_the_whole_lot_and_no_other():
    commission = room("opened", bids=2, lots=2, declared=False)
    member = seat(commission, "member")
    one, same_lot, *other_lot = bids_of(commission)

    actions.declare(
        member, {one: KIN, same_lot: NONE, **dict.fromkeys(other_lot, NONE)}, by=member.user, at=clock.now()
    )

    assert set(Application.objects.visible_to(member.user)) == set(other_lot)
    assert set(rules.readable(member.user, commission.call)) == set(other_lot)
    assert [lot.number for lot in rules.open_lots(member.user, commission.call)] == [2]
    assert rules.recused_lots(member) == {one.lot_id}


def test_nothing_opens_while_a_bidder_has_no_answer():
    commission = room("opened", bids=2, declared=False)
    member = seat(commission, "member")
    one, other = bids_of(commission)

    actions.declare(member, {one: NONE}, by=member.user, at=clock.now())

    assert rules.must_declare(member.user, commission.call.number)
    assert list(rules.owed_by(member)) == [other]
    assert not Entry.objects.of(commission.call).exists()


def test_an_answer_cannot_be_changed():
    commission = room("opened", bids=2, declared=False)
    member = seat(commission, "member")
    one, other = bids_of(commission)
    actions.declare(member, {one: KIN}, by=member.user, at=clock.now())

    with pytest.raises(Refused, match="Open this page again"):
        actions.declare(member, {one: NONE, other: NONE}, by=member.user, at=clock.now())

    assert list(Declaration.objects.values_list("application", "answer")) == [(one.pk, "conflict")]


def test_after_the_last_answer_there_is_nothing_more_to_declare():
    commission = room("opened")
    member = seat(commission, "member")

    with pytest.raises(Refused, match="answered for every bidder already"):
        actions.declare(member, dict.fromkeys(bids_of(commission), NONE), by=member.user, at=clock.now())


def test_before_the_opening_nobody_declares():
    commission = CommissionFactory()
    one = bid(commission.call.lots.get(), status="submitted")
    member = seat(commission, "member")

    with pytest.raises(Refused, match="known only after the opening"):
        actions.declare(member, {one: NONE}, by=member.user, at=clock.now())

    assert not Declaration.objects.exists()


def test_an_application_of_another_call_is_refused():
    commission, other = room("opened", declared=False), room("opened", declared=False)
    member = seat(commission, "member")

    with pytest.raises(Refused):
        actions.declare(member, dict.fromkeys(bids_of(other), NONE), by=member.user, at=clock.now())


def test_whoever_acts_for_a_bidder_cannot_answer_no_conflict():
    commission = room("opened", declared=False)
    member, one = seat(commission, "member"), bids_of(commission)[0]
    LinkFactory(organisation=one.organisation, user=member.user, role="editor")

    with pytest.raises(Refused, match="You act for one of the bidders"):
        actions.declare(member, {one: NONE}, by=member.user, at=clock.now())

    actions.declare(member, {one: Answer("conflict", "work")}, by=member.user, at=clock.now())
    assert Declaration.objects.get().kind == "work"


def test_the_last_declaration_tells_those_who_lead():
    commission = room("opened", declared=False)
    members = [member for member in commission.members.all() if member.role != "observer"]

    for member in members:
        assert not Notice.objects.filter(kind="commission/declared").exists()
        actions.declare(member, dict.fromkeys(bids_of(commission), NONE), by=member.user, at=clock.now())

    told = set(Notice.objects.filter(kind="commission/declared").values_list("to", flat=True))
    assert told == {seat(commission, role).user_id for role in ("chair", "deputy", "secretary")}


@pytest.mark.parametrize(
    ("role", "declares"), [("deputy", True), ("secretary", True), ("expert", True), ("observer", False)]
)
def test_everybody_who_reads_declares(role, declares):
    commission = room("opened", declared=False)
    member = seat(commission, role) or MemberFactory(commission=commission, role=role)

    assert rules.can_declare(member.user, commission.call) is declares
    assert rules.must_declare(member.user, commission.call.number) is declares


def test_a_replaced_member_reads_nothing_and_declares_nothing():
    commission = room("opened")
    member = seat(commission, "member")
    commission.members.filter(pk=member.pk).update(until=clock.now())

    assert not Application.objects.visible_to(member.user).exists()
    assert rules.seat_of(member.user, commission.call) is None


def test_a_members_own_bid_is_no_business_of_the_commissions_room():
    commission = room("opened", declared=False)
    member = seat(commission, "member")
    own = bid(commission.call.lots.get(), organisation=OrganisationFactory(head=member.user))
    declare_none(commission)
    DeclarationFactory(member=member, application=own, conflict=True)

    assert list(Application.objects.visible_to(member.user)) == [own]
    assert not rules.readable(member.user, commission.call).exists()


def test_a_conflict_of_one_member_is_no_conflict_of_another():
    commission = room("opened")
    recused, free = commission.members.filter(role="member")[:2]
    DeclarationFactory(member=recused, application=bids_of(commission)[0], conflict=True)

    assert not rules.readable(recused.user, commission.call).exists()
    assert rules.readable(free.user, commission.call).exists()


def test_a_superuser_sits_nowhere():
    commission = room("opened")
    administrator = UserFactory(administrator=True)

    assert not rules.can_declare(administrator, commission.call)
    assert not Application.objects.visible_to(administrator).exists()
