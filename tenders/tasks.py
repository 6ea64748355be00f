"""What happens because time passes. Each task may run at any moment, twice, or late."""

import logging
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

from celery import shared_task
from django.db import DatabaseError

from lifecycle import clock
from lifecycle.models import Refused
from tenders.admission import actions as admission
from tenders.applications import actions as applications
from tenders.attachments import actions as attachments
from tenders.attachments import checking
from tenders.attachments.models import Upload
from tenders.calls import actions as calls
from tenders.calls.models import Call
from tenders.decisions import actions as decisions
from tenders.following import actions as following
from tenders.following.models import Alert
from tenders.prompts import actions as prompts
from tenders.prompts import reminders
from tenders.questions import actions as questions
from tenders.questions.models import Question

log = logging.getLogger(__name__)


@shared_task
def close_expired_calls(**_: Any) -> None:
    """Close each call whose deadline has passed."""
    now = clock.now()
    _each(Call.objects.expired(now), lambda call: calls.close(call, at=now))


@shared_task
def open_closed_calls(**_: Any) -> None:
    """Open each closed call whose opening time has come."""
    now = clock.now()
    _each(Call.objects.to_be_opened(now), lambda call: admission.open_bids(call, at=now))


@shared_task
def destroy_keys_of_cancelled_calls(**_: Any) -> None:
    """Destroy the key of each call that was cancelled before its opening (R-028)."""
    now = clock.now()
    _each(Call.objects.to_lose_their_key(), lambda call: applications.destroy_key(call, at=now))


@shared_task
def make_results_final(**_: Any) -> None:
    """Make the results final of each call whose time for appeals is over."""
    now = clock.now()
    _each(Call.objects.past_appeals(now), lambda call: decisions.make_final(call, at=now))


@shared_task
def make_up_for_late_answers(**_: Any) -> None:
    """Move the deadline of each call that takes applications and owes an answer whose time is over (R-027)."""
    now = clock.now()
    owing = Call.objects.open(now).filter(pk__in=Question.objects.overdue(now).values("call"))
    _each(owing.select_related("profile"), lambda call: questions.make_up(call, at=now))


@shared_task
def remind_of_deadlines(**_: Any) -> None:
    """Remind whoever has not submitted of each deadline that nears (U20)."""
    now = clock.now()
    near = Call.objects.open(now).filter(deadline_at__lte=now + max(reminders.BEFORE))
    _each(near, lambda call: prompts.remind(call, at=now))


@shared_task
def alert_of_new_calls(**_: Any) -> None:
    """Tell whoever keeps a search of each new call that fits."""
    now = clock.now()
    _each(Alert.objects.owed(now), lambda call: following.alert(call, at=now))


@shared_task
def check_attachments(**_: Any) -> None:
    """Have the scanner look at each file that was received and not checked."""
    checking.run_due(clock.now)


@shared_task
def drop_uploads(**_: Any) -> None:
    """Throw away what arrived of files that nobody goes on with."""
    for upload in Upload.objects.given_up(clock.now()):
        attachments.drop(upload)


def _each(calls_due: Iterable[Call], act: Callable[[Call], object]) -> None:
    # A call that cannot be moved holds up no other: the stack lets each have its turn, and fails after the last.
    with ExitStack() as turns:
        for call in reversed(list(calls_due)):
            turns.callback(_one, call, act)


def _one(call: Call, act: Callable[[Call], object]) -> None:
    try:
        act(call)
    except (Refused, DatabaseError) as failure:
        # Somebody else has moved it, or holds it: the next tick tries again.
        log.warning("call %s was not moved: %s", call.pk, type(failure).__name__)
