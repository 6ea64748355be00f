"""One tick of the worker that works through jobs."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from registry.jobs import actions
from registry.jobs.models import Job

log = logging.getLogger(__name__)

# One run ends well before the worker's own limit; the next tick goes on.
ENOUGH = timedelta(seconds=40)


def run_due(now: Callable[[], datetime]) -> None:
    """Work through what is queued, oldest first, for 40 seconds. Any number of workers may run this at once."""
    started = now()
    for hopeless in Job.objects.exhausted(started):
        if actions.give_up(hopeless, at=started):
            log.error("Job %s stopped the worker at every try. It waits in the admin.", hopeless.pk)
    while now() - started < ENOUGH and (job := actions.take(at=now())):
        run(job, now, until=started + ENOUGH)


def run(job: Job, now: Callable[[], datetime], *, until: datetime) -> None:
    """Work through a job that this worker holds, batch by batch, to its end or until a moment."""
    while (at := now()) < until:
        if not actions.go_on(job, at=at):
            return
    actions.put_down(job, at=now())
