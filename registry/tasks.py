"""What happens in the register because time passes. Each task may run at any moment, twice, or late."""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate

from lifecycle import clock
from registry.filings import actions as filings


@shared_task
def remind_of_reports(**_: Any) -> None:
    """Owe the reminder of this day to organisations without the report that is due."""
    now = clock.now()
    filings.remind(localdate(now), at=now)
