"""What is owed leaves: by the worker that runs, or else from here."""

from datetime import datetime
from time import sleep
from typing import Any

from lifecycle import clock
from notifications.models import Notice
from notifications.tasks import deliver_notices

# Longer than the clock takes from one tick to the next.
A_WHILE = 5


def wait_until(moment: datetime) -> None:
    """Until the one clock says this moment has come."""
    while (left := (moment - clock.now()).total_seconds()) > 0:
        sleep(left)


def deliver(owed: Any) -> int:
    """Until nothing of it waits for its turn; answers how many letters left.

    A worker that runs has delivered the receipts long since: then it delivers the rest, and only when nothing more
    leaves does this process help. What could not be sent and is to be tried later is left to a later tick.
    """
    is_served = owed.filter(state=Notice.State.SENT).exists()
    while left := _waiting(owed):
        if is_served:
            sleep(A_WHILE)
            is_served = _waiting(owed) < left
        else:
            deliver_notices()
    return int(owed.filter(state=Notice.State.SENT).count())


def _waiting(owed: Any) -> int:
    return int(owed.pending().filter(available_at__lte=clock.now()).count())
