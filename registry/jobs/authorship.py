"""In whose name a worker writes: the history of values has the person, and the job as the source (U33)."""

from collections.abc import Iterator
from contextlib import contextmanager

from auditlog.context import auditlog_value, set_extra_data

from registry.jobs.models import Job


@contextmanager
def in_the_name_of(job: Job) -> Iterator[None]:
    """Whatever is changed inside was changed by the person who started the job, by this job."""
    # The package forgets what stood there before: inside a request, that would be the request's own person.
    before = auditlog_value.set({})
    try:
        with set_extra_data({"actor": job.by, "additional_data": {"job": job.pk}}):
            yield
    finally:
        auditlog_value.reset(before)
