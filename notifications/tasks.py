"""The one job of this app: what is owed leaves."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task

from lifecycle import clock
from notifications import mail
from notifications.models import Notice

logger = logging.getLogger(__name__)

# One run ends well before the worker's own limit; the next tick goes on.
MOST = 500
ENOUGH = timedelta(seconds=40)


@shared_task(ignore_result=True)
def deliver_notices(**_: Any) -> None:
    """Send what is queued, oldest first. Any number of workers may run this at once."""
    started = clock.now()
    if buried := Notice.objects.bury(at=started):
        logger.error("Notices that stopped the worker at every try: %s. They wait in the admin.", buried)
    with mail.line() as line:
        for _number in range(MOST):
            at = clock.now()
            taken = Notice.objects.claim(at=at, limit=1) if at - started < ENOUGH else []
            if not taken or not _deliver(taken[0], line):
                return


def _deliver(notice: Notice, line: mail.BaseEmailBackend) -> bool:
    """Send one; whether to go on with the next, which makes no sense while the server is away."""
    try:
        mail.send(notice, over=line)
    except mail.Undelivered as failure:
        notice.postpone(because=str(failure), at=clock.now(), is_permanent=failure.is_permanent)
        if notice.state == Notice.State.DEAD:
            logger.error("Notice %s (%s) could not be sent. It waits in the admin.", notice.pk, notice.kind)
        return not isinstance(failure, mail.Unreachable)
    notice.mark_sent(at=clock.now())
    return True
