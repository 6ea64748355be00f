"""The clock closes a call; the job only says so (Q9)."""

from datetime import timedelta

import pytest

from tenders.calls import actions
from tenders.calls.models import Call
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def test_a_call_closes_a_moment_after_its_deadline():
    call = CallFactory(published=True)

    actions.close(call, at=call.deadline_at + MOMENT)

    assert Call.objects.get().status == "closed"
    assert [(line.verb, line.by, line.at) for line in call.trail()] == [
        ("published → closed", None, call.deadline_at + MOMENT)
    ]


@pytest.mark.parametrize("early", [timedelta(0), MOMENT, timedelta(minutes=10)])
def test_a_job_that_runs_early_closes_nothing(early):
    call = CallFactory(published=True)

    actions.close(call, at=call.deadline_at - early)

    fresh = Call.objects.get()
    assert (fresh.status, list(fresh.trail())) == ("published", [])
    assert fresh.accepts_applications(call.deadline_at - early)


def test_a_job_that_runs_twice_closes_once():
    call = CallFactory(published=True)

    for _ in range(2):
        actions.close(call, at=call.deadline_at + MOMENT)

    assert [line.verb for line in call.trail()] == ["published → closed"]


@pytest.mark.parametrize("state", ["approved", "cancelled", "opened"])
def test_a_call_in_another_status_is_left_alone(state):
    call = CallFactory(**{state: True})

    actions.close(call, at=call.deadline_at + MOMENT)

    assert Call.objects.get().status == state
