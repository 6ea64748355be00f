"""A job goes through its records batch by batch, each of them once, and says what became of each."""

from datetime import timedelta
from itertools import product

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.jobs import actions, kinds, running
from registry.jobs.models import LEASE, TRIES, Job
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.jobs import queued
from tests.factories.registry import OrganisationFactory
from tests.registry.jobs.kinds import Tripped

pytestmark = pytest.mark.django_db

LEADS = {
    ("queued", "running"),
    ("queued", "failed"),
    ("queued", "cancelled"),
    ("running", "finished"),
    ("running", "failed"),
    ("running", "cancelled"),
}


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(kinds, "BATCH", 2)


def websites(*organisations):
    return [Organisation.objects.get(pk=organisation.pk).website for organisation in organisations]


def outcomes(job):
    return {item.record: (item.outcome, item.sentence) for item in job.items.order_by("record")}


@pytest.mark.parametrize(("was", "becomes"), [*product(Job.Status.values, Job.Status.values)])
def test_a_job_moves_along_its_map_alone(was, becomes):
    now = timezone.now()
    ended = now if was in {"finished", "failed", "cancelled"} else None
    job = Job.objects.create(kind="x", status=was, queued_at=now, began_at=now, ended_at=ended, last_error="Fault.")
    ends = {"ended_at": now} if becomes in {"finished", "failed", "cancelled"} else {}

    try:
        job.move_to(becomes, by=None, at=now, **ends)
        moved = True
    except Refused:
        moved = False

    job.refresh_from_db()
    assert moved == ((was, becomes) in LEADS)
    assert (job.status, Entry.objects.of(job).count()) == (becomes if moved else was, int(moved))


def test_a_job_is_started_with_its_records_its_reason_and_a_line_of_its_trail():
    officer, noon = UserFactory(role="registry_officer"), clock.now()
    one, other = OrganisationFactory.create_batch(2)

    job = actions.start(
        "tests/website", by=officer, at=noon, because="Order 12.", records=[other.pk, one.pk, one.pk], colour="blue"
    )

    assert (job.status, job.total, job.parameters, job.queued_at) == ("queued", 2, {"colour": "blue"}, noon)
    assert outcomes(job) == {one.pk: ("waiting", ""), other.pk: ("waiting", "")}
    assert [(line.verb, line.by, line.because) for line in job.trail()] == [("queued", officer, "Order 12.")]


def test_every_record_is_done_once_and_the_person_is_told(small_batches):
    found = OrganisationFactory.create_batch(4)
    has_one = OrganisationFactory(website="https://own.kz")
    gone = OrganisationFactory(status="liquidated")
    job = queued(*found, has_one, gone)

    run_jobs()

    job.refresh_from_db()
    assert set(websites(*found)) == {"https://example.kz"}
    assert websites(has_one, gone) == ["https://own.kz", ""]
    assert (job.status, job.total, job.done, job.skipped, job.refused) == ("finished", 6, 4, 1, 1)
    assert outcomes(job) == {organisation.pk: ("done", "") for organisation in found} | {
        has_one.pk: ("skipped", "It has one."),
        gone.pk: ("refused", "A liquidated or merged organisation is changed no more."),
    }
    assert [line.verb for line in job.trail()] == ["queued", "queued → running", "running → finished"]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("jobs/finished", job.by)]
    assert Notice.objects.get().facts == {
        "what": "Write the website", "done": 4, "skipped": 1, "refused": 1,
    }  # fmt: skip


def test_what_a_job_writes_is_in_the_history_under_the_name_of_the_person():
    organisation = OrganisationFactory()
    job = queued(organisation)

    run_jobs()

    change = LogEntry.objects.get_for_object(organisation).latest("pk")
    [line] = Entry.objects.of(organisation)
    assert (change.actor, change.changes_dict, change.additional_data) == (
        job.by,
        {"website": ["", "https://example.kz"]},
        {"job": job.pk},
    )
    assert (line.verb, line.by, line.because, line.at) == ("corrected", job.by, "Order 12.", job.items.get().at)


def test_a_refusal_is_said_in_the_language_of_the_person():
    gone = OrganisationFactory(status="liquidated")
    job = queued(gone, by=UserFactory(role="registry_officer", language="ru"))

    run_jobs()

    assert outcomes(job) == {gone.pk: ("refused", "Ликвидированная или объединённая организация больше не изменяется.")}


def test_a_batch_is_done_whole_or_not_at_all_and_the_rest_waits(small_batches):
    found = OrganisationFactory.create_batch(4)
    job = queued(*found, trips_at=found[3].pk)

    with pytest.raises(Tripped):
        run_jobs()

    job.refresh_from_db()
    assert websites(*found) == ["https://example.kz", "https://example.kz", "", ""]
    assert (job.status, job.done, job.attempts) == ("running", 2, 0)
    assert [outcome for outcome, _why in outcomes(job).values()] == ["done", "done", "waiting", "waiting"]


def test_a_job_that_a_lost_worker_held_is_gone_on_with_when_its_lease_is_over(small_batches):
    found, noon = OrganisationFactory.create_batch(4), clock.now()
    job = queued(*found)
    actions.go_on(actions.take(at=noon), at=noon)

    early = actions.take(at=noon + LEASE - timedelta(seconds=1))
    late = actions.take(at=noon + LEASE)
    actions.go_on(late, at=noon + LEASE)

    job.refresh_from_db()
    assert (early, late.pk, late.attempts) == (None, job.pk, 1)
    assert (job.status, job.done) == ("finished", 4)
    assert [Entry.objects.of(organisation).count() for organisation in found] == [1, 1, 1, 1]


def test_a_worker_that_comes_back_after_its_lease_does_nothing_more(small_batches):
    found, noon = OrganisationFactory.create_batch(4), clock.now()
    job = queued(*found)
    slow = actions.take(at=noon)
    quick = actions.take(at=noon + LEASE)

    went_on = actions.go_on(slow, at=noon + LEASE)
    actions.put_down(slow, at=noon + LEASE)

    job.refresh_from_db()
    assert (went_on, job.done, job.lease_token) == (False, 0, quick.lease_token)
    assert job.leased_until is not None


def test_a_job_is_put_down_and_taken_up_by_the_next_tick(small_batches):
    found, noon = OrganisationFactory.create_batch(3), clock.now()
    job = queued(*found)
    moments = iter([noon, noon + timedelta(seconds=1), noon + timedelta(seconds=1)])

    running.run(actions.take(at=noon), lambda: next(moments), until=noon + timedelta(seconds=1))

    job.refresh_from_db()
    assert (job.status, job.done, job.leased_until, job.attempts) == ("running", 2, None, 0)
    run_jobs()
    job.refresh_from_db()
    assert (job.status, job.done) == ("finished", 3)


def test_what_stops_the_worker_at_every_try_is_given_up_and_the_person_is_told():
    organisation = OrganisationFactory()
    job = queued(organisation, trips_at=organisation.pk)
    for _try in range(TRIES):
        with pytest.raises(Tripped):
            run_jobs()
        Job.objects.update(leased_until=clock.now())

    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.attempts, job.done) == ("failed", TRIES, 0)
    assert job.last_error == "The worker stopped at every try."
    assert [notice.kind for notice in Notice.objects.all()] == ["jobs/failed"]
    assert actions.give_up(job, at=clock.now()) is False


def test_a_cancelled_job_goes_no_further_and_keeps_what_it_did(small_batches):
    found, noon = OrganisationFactory.create_batch(4), clock.now()
    job = queued(*found)
    taken = actions.take(at=noon)
    actions.go_on(taken, at=noon)

    actions.cancel(job, by=job.by, at=noon)

    job.refresh_from_db()
    assert actions.go_on(taken, at=noon) is False
    assert (job.status, job.done, job.ended_at) == ("cancelled", 2, noon)
    assert websites(*found) == ["https://example.kz", "https://example.kz", "", ""]
    assert [notice.kind for notice in Notice.objects.all()] == ["jobs/cancelled"]


def test_a_job_that_is_over_is_not_cancelled():
    job = queued()
    run_jobs()

    with pytest.raises(Refused, match="The job is over already."):
        actions.cancel(job, by=job.by, at=clock.now())

    job.refresh_from_db()
    assert (job.status, job.trail().count()) == ("finished", 3)


def test_jobs_are_taken_in_the_order_they_were_started_and_one_by_one():
    first, second = queued(OrganisationFactory()), queued(OrganisationFactory())
    noon = clock.now()

    taken = [actions.take(at=noon), actions.take(at=noon), actions.take(at=noon)]

    assert [job and job.pk for job in taken] == [first.pk, second.pk, None]
    assert actions.take(at=noon, job=first) is None


def test_a_batch_costs_the_same_queries_to_keep_however_many_rows_it_has():
    asked = []
    for count in (1, 3):
        queued(*OrganisationFactory.create_batch(count, website="https://own.kz"))
        taken = actions.take(at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            actions.go_on(taken, at=clock.now())
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 14
