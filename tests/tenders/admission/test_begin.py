"""Admission begins when everybody has declared about every bidder (R-051, domain 5.1)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.admission import actions, rules
from tests.factories.accounts import UserFactory
from tests.factories.commission import MemberFactory, bid, declare_none, room, seat

pytestmark = pytest.mark.django_db


def test_beginning_moves_the_call_and_tells_those_who_rule():
    commission = room("opened")
    call, secretary, now = commission.call, seat(commission, "secretary").user, clock.now()

    actions.begin(call, by=secretary, at=now)

    call.refresh_from_db()
    assert call.status == "admission"
    assert [(e.verb, e.by, e.at) for e in Entry.objects.of(call)] == [("opened → admission", secretary, now)]
    told = set(Notice.objects.filter(kind="admission/begun").values_list("to", flat=True))
    assert told == {seat(commission, role).user_id for role in ("chair", "deputy")}


def test_while_somebody_owes_a_declaration_it_is_refused_by_name():
    commission = room("opened", declared=False)
    declare_none(commission)
    late = MemberFactory(commission=commission, role="expert")

    with pytest.raises(Refused) as refusal:
        actions.begin(commission.call, by=seat(commission, "secretary").user, at=clock.now())

    commission.call.refresh_from_db()
    assert str(refusal.value) == f"These members have still to declare conflicts: {late.user}."
    assert commission.call.status == "opened"


def test_an_observer_and_a_replaced_member_owe_nothing():
    commission = room("opened")
    MemberFactory(commission=commission, role="observer")
    MemberFactory(commission=commission, role="expert", until=clock.now())

    actions.begin(commission.call, by=seat(commission, "secretary").user, at=clock.now())

    commission.call.refresh_from_db()
    assert commission.call.status == "admission"


def test_an_answer_about_one_bidder_is_not_enough():
    commission = room("opened")
    bid(commission.call.lots.get())

    with pytest.raises(Refused, match="still to declare"):
        actions.begin(commission.call, by=seat(commission, "secretary").user, at=clock.now())


def test_admission_begins_once():
    commission = room("admission")

    with pytest.raises(Refused):
        actions.begin(commission.call, by=seat(commission, "secretary").user, at=clock.now())


@pytest.mark.parametrize(
    ("role", "verbs"),
    [("chair", {"begin"}), ("deputy", {"begin"}), ("secretary", {"begin"}), ("member", set()), ("observer", set())],
)
def test_those_who_lead_are_offered_to_begin(role, verbs):
    commission = room("opened")
    member = seat(commission, role) or MemberFactory(commission=commission, role=role)

    assert rules.offers(member, commission.call, finished=False) == verbs


def test_the_secretary_begins_on_the_page(client):
    commission = room("opened")
    client.force_login(seat(commission, "secretary").user)
    address = reverse("admission:begin", args=[commission.call.number])

    page = client.get(reverse("admission:index", args=[commission.call.number])).content.decode()
    answer = client.post(address, follow=True)

    assert "Begin admission" in page
    assert "Admission has begun." in answer.content.decode()


def test_a_second_press_is_answered_in_words(client):
    commission = room("admission")
    client.force_login(seat(commission, "secretary").user)

    answer = client.post(reverse("admission:begin", args=[commission.call.number]), follow=True)

    assert "is already admission" in answer.content.decode()


def test_a_member_may_not_begin_and_a_stranger_finds_nothing(client):
    commission = room("opened")
    address = reverse("admission:begin", args=[commission.call.number])
    people = [seat(commission, "member").user, UserFactory(role="commission"), UserFactory(administrator=True)]

    answers = []
    for person in people:
        client.force_login(person)
        answers.append(client.post(address).status_code)

    assert answers == [403, 404, 404]
    assert client.get(address).status_code == 405
