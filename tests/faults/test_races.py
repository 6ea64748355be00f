"""Two things done to one application in the same moment: whatever comes first, the other one fits to it (FI19, Q19)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from lifecycle import clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions, content
from tenders.applications.models import Application, LateAttempt, Receipt
from tenders.calls import actions as calls
from tenders.calls.models import Call
from tenders.changes import actions as changes
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tests.factories.accounts import UserFactory
from tests.factories.applications import head_of, submitted
from tests.faults.web import broken_promises, draft

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite has no row locks: its writers come one after another in any case"
    ),
]
ROUNDS = 6
INSTANT = timedelta(microseconds=1)
WHY = {"because_kk": "Көп сұрақ түсті.", "because_ru": "Поступило много вопросов."}


def at_once(*acts):
    """Let all begin in the same moment; of each, whether it was done, or the refusal it met."""
    start = Barrier(len(acts))

    def one(act):
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(one, acts))


def handing_in(application, at):
    by, key = head_of(application), uuid4()
    return lambda: actions.submit(application, key=key, declarations=content.DECLARATIONS, by=by, at=at)


def test_fi19_submitted_and_withdrawn_at_once_it_is_first_one_and_then_the_other_or_not_withdrawn_at_all():
    first = draft()
    for application in [first, *(draft(lot=first.lot) for _ in range(ROUNDS - 1))]:
        head, at = head_of(application), clock.now()

        handed_in, withdrawn = at_once(
            handing_in(application, at), lambda one=application, by=head, at=at: actions.withdraw(one, by=by, at=at)
        )

        application.refresh_from_db()
        assert handed_in is True
        ended = ("withdrawn", False) if withdrawn is True else ("submitted", True)  # a draft is not withdrawn
        assert (application.status, application.receipt is not None) == ended
        verbs = ["draft → submitted", "submitted → withdrawn"] if withdrawn is True else ["draft → submitted"]
        assert [line.verb for line in application.trail()] == verbs
        told = Notice.objects.filter(about_id=application.pk).values_list("kind", flat=True)
        assert sorted(told) == sorted(f"applications/{verb.rpartition(' ')[2]}" for verb in verbs)
    assert broken_promises() == []


def test_fi19_replaced_and_withdrawn_at_once_what_stood_never_takes_part():
    first = draft()
    for application in [first, *(draft(lot=first.lot) for _ in range(ROUNDS - 1))]:
        submitted(application)
        head, at = head_of(application), clock.now()

        at_once(
            handing_in(application, at), lambda one=application, by=head, at=at: actions.withdraw(one, by=by, at=at)
        )

        application.refresh_from_db()
        assert (application.status, application.receipt) == ("withdrawn", None)
    assert broken_promises() == []


def test_fi19_who_is_in_time_is_received_and_who_is_late_is_noted_while_the_clock_closes_the_call():
    first = draft()
    call, others = first.lot.call, [draft(lot=first.lot) for _ in range(ROUNDS - 1)]
    in_time, late = [first, *others[::2]], others[1::2]

    *told, closed = at_once(
        *(handing_in(application, call.deadline_at) for application in in_time),
        *(handing_in(application, call.deadline_at + INSTANT) for application in late),
        lambda: calls.close(call, at=call.deadline_at + INSTANT),
    )

    assert [answer is True for answer in told] == [True] * len(in_time) + [False] * len(late)
    assert (closed, Call.objects.get().status) == (True, "closed")
    assert set(Receipt.objects.values_list("application", flat=True)) == {one.pk for one in in_time}
    assert set(LateAttempt.objects.values_list("application", flat=True)) == {one.pk for one in late}
    assert broken_promises() == []


def test_fi19_each_submission_agrees_with_the_deadline_that_stood_when_it_held_the_call():
    first = draft()
    call, others = first.lot.call, [draft(lot=first.lot) for _ in range(ROUNDS - 1)]
    officer, approver = (UserFactory(role=role, body=call.customer) for role in ("call_officer", "approver"))
    was, to = call.deadline_at, moving.later(call.deadline_at, 3, Holiday.objects.calendar())
    change = changes.propose_extension(call, to, **WHY, by=officer, at=was)

    *told, extended = at_once(
        *(handing_in(application, was + INSTANT) for application in [first, *others]),
        lambda: changes.confirm(change, by=approver, at=was),
    )

    assert (extended, Call.objects.get().deadline_at) == (True, to)
    received = dict(Receipt.objects.values_list("application", "deadline_at"))
    for application, answer in zip([first, *others], told, strict=True):
        status = Application.objects.values_list("status", flat=True).get(pk=application.pk)
        if answer is True:
            assert (status, received[application.pk]) == ("submitted", to)
        else:
            assert (status, application.pk in received) == ("draft", False)
            assert isinstance(answer, actions.TooLate)
    assert set(LateAttempt.objects.values_list("deadline_at", flat=True)) <= {was}
    assert broken_promises() == []
