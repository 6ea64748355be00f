"""One tick of the worker that has the scanner look at what was received (Q35, Q38)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from files import scanner, vault
from files.faults import Fault
from tenders.attachments import actions
from tenders.attachments.models import Attachment

log = logging.getLogger(__name__)

# One run ends well before the worker's own limit; the next tick goes on.
ENOUGH = timedelta(seconds=40)
AT_ONCE = 50


def run_due(now: Callable[[], datetime]) -> None:
    """Check what waits, oldest first, for 40 seconds. Any number of workers may run this at once, and any may die.

    A scanner that does not answer leaves everything as it stands: nothing passes unseen.
    """
    until = now() + ENOUGH
    for attachment in Attachment.objects.waiting().select_related("application__lot__call")[:AT_ONCE]:
        if now() >= until:
            return
        try:
            _check(attachment, now)
        except scanner.Silent as silent:
            log.warning("the scanner does not answer: %s", silent)
            return


def _check(attachment: Attachment, now: Callable[[], datetime]) -> None:
    try:
        content = vault.read(attachment.place, attachment.key, sha256=attachment.sha256)
    except vault.Changed:
        log.error("attachment %s is not what was received, or is gone", attachment.code)
        actions.check(attachment, fault=Fault.DAMAGED, at=now())
        return
    if not scanner.is_configured():
        actions.check(attachment, at=now())
        return
    found, version = scanner.scan(content), scanner.version()
    actions.check(attachment, fault=Fault.INFECTED if found else None, found=found, checked_with=version, at=now())
