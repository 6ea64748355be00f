"""Start a job, take it, work through a batch, put it down, cancel it, give up on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from registry.jobs import notices
from registry.jobs.authorship import in_the_name_of
from registry.jobs.kinds import KINDS, Result
from registry.jobs.models import LEASE, Job, JobItem

Status, Outcome = Job.Status, JobItem.Outcome
ROWS = 5_000


@transaction.atomic
def start(
    kind: str,
    *,
    by: Any,
    at: datetime,
    because: str = "",
    records: Iterable[int] = (),
    left: Mapping[int, str] | None = None,
    total: int = 0,
    **parameters: Any,
) -> Job:
    """Queue work of a kind on these records, or on so many that the kind finds by itself; a worker takes it soon.

    `left` are records that the person was told would be left as they are, and why: they are never touched.
    """
    chosen, left = sorted(set(records)), left or {}
    facts = {"total": total or len(chosen) + len(left), "skipped": len(left), "queued_at": at}
    job = Job.objects.create(kind=kind, by=by, because=because, parameters=parameters, **facts)
    items = [JobItem(job=job, record=record) for record in chosen]
    items += [JobItem(job=job, record=pk, outcome=Outcome.SKIPPED, sentence=why, at=at) for pk, why in left.items()]
    JobItem.objects.bulk_create(items, batch_size=ROWS)
    job.note("queued", by=by, at=at, because=because)
    return job


@transaction.atomic
def take(*, at: datetime, job: Job | None = None) -> Job | None:
    """Hold the job whose turn it is, or this one if nobody holds it, for 25 seconds; None if there is nothing to do."""
    mine = Job.objects.filter(pk=job.pk) if job else Job.objects.all()
    taken: Job | None = mine.claim(at=at)
    if taken is not None and taken.status == Status.QUEUED:
        taken.move_to(Status.RUNNING, by=taken.by, at=at, began_at=at)
    return taken


@transaction.atomic
def go_on(job: Job, *, at: datetime) -> bool:
    """Work through the next batch, all of it or nothing, and write down what became of each record.

    Answers whether there is more to do; nothing is done for one who no longer holds the job.
    """
    held = job.locked()
    if held.status != Status.RUNNING or held.lease_token != job.lease_token:
        return False
    language = held.by.language if held.by else settings.LANGUAGE_CODE
    with in_the_name_of(held), translation.override(language):
        batch = KINDS[held.kind].work(held, at)
    counts = _write_down(held, batch.results, at)
    for outcome in ("done", "skipped", "refused"):
        setattr(held, outcome, getattr(held, outcome) + counts[outcome])
    held.position, held.attempts, held.heartbeat_at, held.leased_until = batch.position, 0, at, at + LEASE
    held.save(update_fields=["done", "skipped", "refused", "position", "attempts", "heartbeat_at", "leased_until"])
    if batch.is_last:
        _end(held, Status.FINISHED, by=held.by, at=at)
    return not batch.is_last


@transaction.atomic
def put_down(job: Job, *, at: datetime) -> None:
    """Let a job go that is not at its end: the next tick takes it up where it stands."""
    held = job.locked()
    if held.status == Status.RUNNING and held.lease_token == job.lease_token:
        held.leased_until, held.heartbeat_at = None, at
        held.save(update_fields=["leased_until", "heartbeat_at"])


@transaction.atomic
def cancel(job: Job, *, by: Any, at: datetime) -> Job:
    """Stop a job before its next batch; what is done stays done. Refused for one that is over."""
    job = job.locked()
    if job.is_over:
        raise Refused(_("The job is over already."))
    _end(job, Status.CANCELLED, by=by, at=at)
    return job


@transaction.atomic
def give_up(job: Job, *, at: datetime) -> bool:
    """Stop a job that took the worker down with it at every try; whether it was still to be stopped."""
    job = job.locked()
    if not Job.objects.exhausted(at).filter(pk=job.pk).exists():
        return False
    _end(job, Status.FAILED, by=None, at=at, last_error="The worker stopped at every try.")
    return True


def _end(job: Job, status: str, *, by: Any, at: datetime, **changes: Any) -> None:
    job.move_to(status, by=by, at=at, ended_at=at, leased_until=None, **changes)
    notices.ended(job, at=at)


def _write_down(job: Job, results: Sequence[Result], at: datetime) -> Counter[str]:
    items = [JobItem(job=job, record=pk, outcome=outcome, sentence=why, at=at) for pk, outcome, why in results]
    JobItem.objects.bulk_create(
        items,
        batch_size=ROWS,
        update_conflicts=True,
        unique_fields=["job", "record"],
        update_fields=["outcome", "sentence", "at"],
    )
    return Counter(str(result.outcome) for result in results)
