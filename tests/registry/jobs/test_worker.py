"""A job done by real workers, one of which is killed in the middle of it."""

import time

import pytest

from lifecycle.models import Entry
from registry.jobs.models import Job
from registry.organisations import bulk
from registry.organisations.models import Organisation
from tests.factories.jobs import queued
from tests.factories.registry import OrganisationFactory
from tests.posting import kill

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]

TASK = "registry.tasks.run_jobs"


def ticks_until(office, done, seconds):
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            pytest.fail(f"Not done within {seconds} seconds.")
        office.tick(TASK)
        time.sleep(0.2)


def test_a_worker_killed_in_the_middle_costs_a_lease_and_no_row_is_done_twice(office):
    found = OrganisationFactory.create_batch(400)
    job = queued(*found, kind=bulk.kind_of("suspend"))

    with office.worker() as first:
        ticks_until(office, lambda: Job.objects.get().done > 0, seconds=60)
        kill(first)
    job.refresh_from_db()
    stood_at = job.done
    with office.worker():
        ticks_until(office, lambda: Job.objects.get().is_over, seconds=90)

    job.refresh_from_db()
    assert 0 < stood_at < 400
    assert (job.status, job.done, job.skipped, job.refused) == ("finished", 400, 0, 0)
    assert Organisation.objects.filter(status="suspended").count() == 400
    assert Entry.objects.filter(verb="active → suspended").count() == 400
    assert [line.verb for line in job.trail()] == ["queued", "queued → running", "running → finished"]
