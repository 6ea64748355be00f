"""What happens in the register because time passes. Each task may run at any moment, twice, or late."""

from typing import Any

from celery import shared_task

from lifecycle import clock
from registry.jobs import running
from registry.organisations import bulk

# Whoever works through jobs knows every kind of them: these subjects have named theirs.
KNOWN = (bulk,)


@shared_task(ignore_result=True)
def run_jobs(**_: Any) -> None:
    """Go on with the work that people have started."""
    running.run_due(clock.now)
