"""What happens because time passes: at any moment, twice, and in spite of one call that fails."""

import logging
from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError
from django.utils import timezone

from config.celery import app
from lifecycle.models import Entry, Refused
from tenders import tasks
from tenders.calls.models import Call
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db

PAST = timedelta(seconds=1)


def statuses(*calls):
    return [Call.objects.get(pk=call.pk).status for call in calls]


def test_calls_past_their_deadline_are_closed_and_no_others():
    over = CallFactory(published=True, deadline_at=timezone.now() - PAST)
    going = CallFactory(published=True)
    cancelled = CallFactory(cancelled=True, deadline_at=timezone.now() - PAST)

    tasks.close_expired_calls()

    assert statuses(over, going, cancelled) == ["closed", "published", "cancelled"]


def test_closed_calls_are_opened_at_their_opening_time_and_not_before():
    now = timezone.now()
    due = CallFactory(closed=True)
    later = CallFactory(closed=True, opening_at=now + timedelta(minutes=30))
    for call in (due, later):
        CommissionFactory(call=call)

    tasks.open_closed_calls()

    # Nobody has applied: the opening of an empty call is its end.
    assert statuses(due, later) == ["failed", "closed"]
    assert [line.verb for line in due.trail()] == ["closed → opened", "opened → failed"]


def test_results_become_final_after_the_time_for_appeals():
    over = CallFactory(results_prelim=True, appeals_until=timezone.now() - PAST)
    going = CallFactory(results_prelim=True)

    tasks.make_results_final()

    assert statuses(over, going) == ["results_final", "results_prelim"]


@pytest.mark.parametrize("task", [tasks.close_expired_calls, tasks.open_closed_calls, tasks.make_results_final])
def test_a_task_that_runs_twice_acts_once(task):
    now = timezone.now()
    CallFactory(published=True, deadline_at=now - PAST, opening_at=now + timedelta(minutes=9))
    CommissionFactory(call=CallFactory(closed=True))
    CallFactory(results_prelim=True, appeals_until=now - PAST)

    task()
    lines = Entry.objects.count()
    task(an_argument_of_a_newer_version=1)

    assert lines > 0
    assert Entry.objects.count() == lines


def test_every_task_of_the_schedule_is_known_by_its_name():
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert {name for name in scheduled if name.startswith("tenders.")} == {
        tasks.close_expired_calls.name,
        tasks.open_closed_calls.name,
        tasks.make_results_final.name,
        tasks.make_up_for_late_answers.name,
        tasks.alert_of_new_calls.name,
        tasks.remind_of_deadlines.name,
        tasks.destroy_keys_of_cancelled_calls.name,
        tasks.check_attachments.name,
        tasks.drop_uploads.name,
    }
    current_app.loader.import_default_modules()
    assert scheduled <= set(current_app.tasks)


def moved(calls, failing, failure):
    done = []

    def act(call):
        if call == failing:
            raise failure
        done.append(call)

    return done, lambda: tasks._each(calls, act)


@pytest.mark.parametrize("failure", [Refused("The opening time has not come yet."), OperationalError("locked")])
def test_a_refused_call_stops_no_other_and_its_failure_is_named(failure, caplog):
    calls = CallFactory.create_batch(3, published=True, lots=0, criteria=[], requirements=[])
    done, run = moved(calls, calls[1], failure)

    with caplog.at_level(logging.WARNING, "tenders.tasks"):
        run()

    assert done == [calls[0], calls[2]]
    assert [record.getMessage() for record in caplog.records] == [
        f"call {calls[1].pk} was not moved: {type(failure).__name__}"
    ]


def test_a_fault_of_the_program_stops_no_other_and_is_heard_of():
    calls = CallFactory.create_batch(3, published=True, lots=0, criteria=[], requirements=[])
    done, run = moved(calls, calls[0], ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        run()

    assert done == [calls[1], calls[2]]
