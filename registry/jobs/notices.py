"""Who hears of a job: the person who started it, when it is over."""

from datetime import datetime

from notifications import outbox
from registry.jobs.kinds import KINDS
from registry.jobs.models import Job


def ended(job: Job, *, at: datetime) -> None:
    """The person hears what became of the job: so many rows done, left as they are, refused."""
    kind = KINDS.get(job.kind)
    outbox.post(
        f"jobs/{job.status}",
        to=[job.by] if job.by else [],
        about=job,
        url=job.get_absolute_url(),
        at=at,
        what=kind.label if kind else job.kind,
        done=job.done,
        skipped=job.skipped,
        refused=job.refused,
    )
