"""What a job can be: each subject names its own kinds here, and says how the next batch of one is worked through."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models, transaction

from lifecycle.models import Refused
from registry.jobs.models import Job, JobItem

# A batch is one transaction: on SQLite everybody who writes waits for it.
BATCH = 50

Outcome = JobItem.Outcome


class Result(NamedTuple):
    """What became of one record; the sentence says why, where it was skipped or refused."""

    record: int
    outcome: str = Outcome.DONE
    sentence: str = ""


class Batch(NamedTuple):
    """What became of the next records of a job, whether they were the last, and where the next batch begins."""

    results: Sequence[Result]
    is_last: bool
    position: int = 0


class Kind(NamedTuple):
    """The words for a kind of job, its work (one batch, inside the transaction of the caller), whose rows it names.

    `work` gets the job and the moment; it may run again from where the job stands, whenever a worker was killed.
    `undo` is the verb of the model's own list in the admin that takes it back, where there is one; `about` is the
    model of the one record that the work is for, whose number is the setting `of`.
    """

    label: Any
    work: Callable[[Job, datetime], Batch]
    model: type[models.Model] | None = None
    undo: str = ""
    about: Any = None


# By a name like “organisations/suspend”; filled when the subject that owns the kind is loaded.
KINDS: dict[str, Kind] = {}


def label_of(job: Job) -> str:
    """What a job does, in the reader's words; the name of a kind that is no more."""
    kind = KINDS.get(job.kind)
    return str(kind.label) if kind else job.kind


def one_by_one(
    model: type[models.Model],
    act: Callable[[Any, Job, datetime], Any],
    why_not: Callable[[Any, Job], str] = lambda _record, _job: "",
) -> Callable[[Job, datetime], Batch]:
    """The work of doing one act to each record that a job was started with.

    `why_not` says why a record is left as it is; what the act refuses is undone for that record alone, and told.
    """

    def work(job: Job, at: datetime) -> Batch:
        ids = list(job.items.waiting().values_list("record", flat=True)[: BATCH + 1])
        records = model._default_manager.in_bulk(ids[:BATCH])
        results = [tried(pk, records.get(pk), job, at) for pk in ids[:BATCH]]
        return Batch(results, is_last=len(ids) <= BATCH)

    def tried(pk: int, record: Any, job: Job, at: datetime) -> Result:
        if reason := why_not(record, job):
            return Result(pk, Outcome.SKIPPED, reason)
        try:
            with transaction.atomic():
                act(record, job, at)
        except Refused as refusal:
            return Result(pk, Outcome.REFUSED, str(refusal))
        return Result(pk)

    return work
