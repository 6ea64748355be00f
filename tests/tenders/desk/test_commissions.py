"""What a commission awaits from each of its members, from the opening to the results."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tenders.decisions import actions as decisions
from tenders.desk import commissions
from tenders.protocols.models import Protocol
from tests.factories.accounts import UserFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, MemberFactory, bids_of, room, seat
from tests.factories.registry import LinkFactory
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db


def awaits(member):
    return [task.sentence.replace(member.commission.call.number, "X") for task in commissions.awaiting(member.user)]


def of_everybody(commission):
    return {member.role: awaits(member) for member in commission.members.select_related("user", "commission__call")}


def finish_admission(call):
    Protocol.objects.create(
        call=call, number=1, kind="admission", drawn_up_at=timezone.now(), body={}, pdf_kk=b"", pdf_ru=b"",
        sha256_kk="0" * 64, sha256_ru="0" * 64, previous_hash="0" * 64, own_hash="1" * 64,
    )  # fmt: skip


def test_after_the_opening_everybody_who_reads_declares_first():
    commission = room("opened", declared=False)
    MemberFactory(commission=commission, role="observer")

    declare = ["Declare conflicts of interest for call X."]
    everybody = ("chair", "deputy", "member", "secretary")
    assert of_everybody(commission) == {**dict.fromkeys(everybody, declare), "observer": []}


def test_at_admission_the_chair_is_told_how_many_rulings_are_left():
    commission = room("admission", bids=3)

    rule = ["Rule on 3 applications of call X."]
    assert of_everybody(commission) == {"chair": rule, "deputy": [], "member": [], "secretary": []}


def test_when_every_application_has_a_ruling_the_chair_finishes_admission():
    commission = room("admission")
    commission.call.lots.get().applications.update(status="admitted")

    finish = ["Finish the admission of call X when every application has a ruling."]
    assert of_everybody(commission) == {"chair": finish, "deputy": [], "member": [], "secretary": []}


def test_the_deputy_rules_where_the_chair_is_recused():
    commission = room("admission", bids=1, lots=2)
    first = bids_of(commission)[0]
    DeclarationFactory(member=seat(commission, "chair"), application=first, conflict=True)

    assert awaits(seat(commission, "chair")) == ["Rule on 1 application of call X."]
    assert awaits(seat(commission, "deputy")) == ["Rule on 1 application of call X."]


def test_after_the_admission_protocol_scoring_can_begin():
    commission = room("admission")
    finish_admission(commission.call)

    begin = ["Begin the scoring of call X."]
    assert of_everybody(commission) == {"chair": begin, "deputy": begin, "member": [], "secretary": []}


def test_a_scorer_is_told_how_many_sheets_are_left_and_void_ones_do_not_count():
    commission = room("scoring", bids=3)
    member = seat(commission, "member")
    first, second, third = bids_of(commission)
    ScoreSheetFactory(member=member, application=first, locked=True)
    ScoreSheetFactory(member=member, application=second)
    ScoreSheetFactory(member=member, application=third, status="void")

    [task] = commissions.awaiting(member.user)

    assert task.sentence.endswith(": 1 of 2 sheets left.")
    assert (task.url, task.until) == (
        reverse("scoring:index", args=[commission.call.number]),
        commission.call.scoring_until,
    )


def test_a_scorer_with_every_sheet_locked_has_nothing_to_do():
    commission = room("scoring")
    member = seat(commission, "member")
    ScoreSheetFactory(member=member, application=bids_of(commission)[0], locked=True)

    assert awaits(member) == []


def test_a_session_is_convened_voted_and_ended():
    commission = room("deliberation", lots=2)
    chair, member = seat(commission, "chair"), seat(commission, "member")
    convene = ["Convene the session on call X."]
    assert of_everybody(commission) == {"chair": convene, "deputy": convene, "member": [], "secretary": convene}

    held = decisions.convene(
        commission.call,
        place={"kk": "Астана", "ru": "Астана"},
        present={chair: "room", member: "remote"},
        by=chair.user,
        at=timezone.now(),
    )
    assert (awaits(chair), awaits(member)) == (["Vote on 2 lots of call X."], ["Vote on 2 lots of call X."])
    assert awaits(seat(commission, "secretary")) == []

    first, second = commission.call.lots.all()
    decisions.vote(held, first, member=member, choice="for", at=timezone.now())
    assert awaits(member) == ["Vote on 1 lot of call X."]

    decisions.vote(held, second, member=member, choice="for", at=timezone.now())
    for lot in (first, second):
        decisions.vote(held, lot, member=chair, choice="for", at=timezone.now())
    assert awaits(member) == []
    assert awaits(chair) == ["Publish the results of call X when every vote is cast."]


def test_nobody_votes_on_a_lot_with_a_conflict():
    commission = room("deliberation", lots=2)
    member = seat(commission, "member")
    DeclarationFactory(member=member, application=bids_of(commission)[0], conflict=True)
    decisions.convene(
        commission.call,
        place={"kk": "Астана", "ru": "Астана"},
        present={member: "room"},
        by=seat(commission, "chair").user,
        at=timezone.now(),
    )

    assert awaits(member) == ["Vote on 1 lot of call X."]


@pytest.mark.parametrize("state", ["draft", "approved", "published", "closed", "results_prelim", "failed", "cancelled"])
def test_before_the_opening_and_after_the_results_nothing_is_awaited(state):
    commission = CommissionFactory(**({} if state == "draft" else {f"call__{state}": True}))

    assert commissions.awaiting(seat(commission, "chair").user) == []


def test_a_replaced_member_is_awaited_no_more():
    commission = room("scoring")
    member = seat(commission, "member")
    ScoreSheetFactory(member=member, application=bids_of(commission)[0])
    commission.members.filter(pk=member.pk).update(until=timezone.now())

    assert commissions.awaiting(member.user) == []


def test_a_person_on_many_commissions_costs_what_one_on_one_of_each_costs(client):
    person = UserFactory(role="commission")
    states = ("opened", "admission", "scoring", "deliberation")

    def seats(of):
        for state in of:
            commission = room(state, declared=state != "opened")
            commission.members.filter(role="chair").update(user=person)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("desk:index")).status_code == 200
        return len(asked)

    client.force_login(person)
    seats(states)
    for_four = queries()
    seats(states * 2)

    assert queries() == for_four <= 15


def test_an_application_of_ones_own_organisation_is_no_business_of_the_room():
    commission = room("admission", bids=1, lots=2)
    chair, own = seat(commission, "chair"), bids_of(commission)[0]
    LinkFactory(organisation=own.organisation, user=chair.user)
    DeclarationFactory(member=chair, application=own, conflict=True)

    assert awaits(chair) == ["Rule on 1 application of call X."]
