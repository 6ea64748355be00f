"""The map of a call, pair by pair, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db

STATES = list(Call.Status)
# Domain 5.1, row by row: what may follow what.
MAP = {
    ("draft", "approved"),
    ("approved", "published"),
    ("approved", "draft"),
    ("published", "closed"),
    ("published", "cancelled"),
    ("closed", "opened"),
    ("closed", "cancelled"),
    ("opened", "failed"),
    ("opened", "admission"),
    ("opened", "cancelled"),
    ("admission", "scoring"),
    ("admission", "failed"),
    ("admission", "cancelled"),
    ("scoring", "deliberation"),
    ("scoring", "cancelled"),
    ("deliberation", "results_prelim"),
    ("deliberation", "cancelled"),
    ("results_prelim", "results_final"),
}
# What each status demands besides itself.
FACTS = {
    "approved": lambda at: {"approved_by": UserFactory(), "approved_at": at},
    "opened": lambda at: {"opened_at": at},
    "results_prelim": lambda at: {"results_at": at, "appeals_until": at + timedelta(days=7)},
    "failed": lambda at: {"ended_because_kk": "Өтінім жоқ.", "ended_because_ru": "Заявок нет."},
    "cancelled": lambda at: {"ended_because_kk": "Бюджет жоқ.", "ended_because_ru": "Бюджета нет."},
}


@pytest.mark.parametrize("there", STATES)
@pytest.mark.parametrize("here", STATES)
def test_a_call_moves_along_its_map_and_nowhere_else(here, there):
    call = CallFactory(lots=0, criteria=[], requirements=[], **({} if here == "draft" else {here: True}))
    now = timezone.now()
    facts = FACTS.get(there, lambda at: {})(now)
    if (here, there) == ("approved", "published"):
        facts = {"published_at": now, "conditions_hash": "c0de", "draw_commitment": "5eed"}

    if (here, there) in MAP:
        call.move_to(there, by=None, at=now, **facts)
        assert Call.objects.get(pk=call.pk).status == there
        assert [line.verb for line in call.trail()] == [f"{here} → {there}"]
    else:
        with pytest.raises(Refused):
            call.move_to(there, by=None, at=now, **facts)
        assert Call.objects.get(pk=call.pk).status == here
        assert list(call.trail()) == []


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        ({"approved": True}, {"approved_by": None}),
        ({"approved": True}, {"approved_at": None}),
        ({"published": True}, {"published_at": None}),
        ({"published": True}, {"conditions_hash": ""}),
        ({"published": True}, {"draw_commitment": ""}),
        ({"opened": True}, {"opened_at": None}),
        ({"results_prelim": True}, {"results_at": None}),
        ({"results_prelim": True}, {"appeals_until": None}),
        ({"cancelled": True}, {"ended_because_kk": ""}),
        ({"failed": True}, {"ended_because_ru": ""}),
    ],
)
def test_the_database_refuses_a_status_without_its_facts(state, missing):
    call = CallFactory(lots=0, criteria=[], requirements=[], **state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**missing)


def test_the_database_refuses_an_approver_who_drafted_the_call():
    call = CallFactory(approved=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(approved_by=call.drafted_by)


def test_the_database_refuses_an_opening_before_the_deadline():
    call = CallFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(opening_at=call.deadline_at - timedelta(microseconds=1))


# What was received in time counts even if the clock closed the call while it was on its way through (Q14).
@pytest.mark.parametrize("state", ["published", "closed"])
@pytest.mark.parametrize(("microseconds", "in_time"), [(-1, True), (0, True), (1, False)])
def test_a_call_accepts_until_its_deadline_to_the_microsecond(state, microseconds, in_time):
    call = CallFactory(lots=0, criteria=[], requirements=[], **{state: True})

    assert call.accepts_applications(call.deadline_at + timedelta(microseconds=microseconds)) is in_time


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("published", "closed")])
def test_a_call_in_another_status_accepts_nothing(state):
    call = CallFactory(lots=0, criteria=[], requirements=[], **({} if state == "draft" else {state: True}))

    assert call.accepts_applications(call.deadline_at) is False
