"""The tender from its first application to its results, in the order in which it happened."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from statistics import median
from time import monotonic
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Sum

from lifecycle import clock
from tenders import tasks
from tenders.applications.models import Application, LateAttempt
from tenders.calls.models import Call
from tenders.decisions.models import Result
from tenders.replay import applicants, delivery, plan, scene
from tenders.replay.applicants import Entry
from tenders.replay.browser import Astray, Browser
from tenders.replay.panel import Panel

SECOND = timedelta(seconds=1)
# How long before the deadline the last ones press, all at once.
AT_LAST = timedelta(seconds=0.95)
# How many times slower than at the rehearsal writing and submitting may be; twice that at the next try.
WRITING, SUBMITTING = 1.6, 3
REHEARSED = 5
TRIES = 3

Tell = Callable[[str], object]


class Told(NamedTuple):
    """What came of a replay, counted in the database: sums in tenge, time in seconds."""

    applications: int
    ngos: int
    late_refused: int
    winners: int
    awarded_tenge: int
    notices_sent: int
    seconds: float


class Pace(NamedTuple):
    """How many seconds one application takes to be written, and to be submitted."""

    writing: float
    submitting: float


def play(tell: Tell) -> Told:
    """Play the whole tender on the database there is, telling of each step, and count what came of it.

    Raises Astray where the site answers something else than the story expects.
    """
    began, now = monotonic(), clock.now()
    known = scene.cast(now)
    tell(f"{len(known.ngos)} NGOs stand in the register.")
    call, entries = _call_for(known, tell)
    _submit_all(call, entries, tell)
    _pass_the_deadline(call)
    tell("The call is closed and all applications are opened.")
    _decide(call, entries, tell)
    sent = delivery.deliver(scene.owed_to(known))
    tell(f"{sent} letters left.")
    return _count(call, sent, monotonic() - began)


def _call_for(known: scene.Cast, tell: Tell) -> tuple[Call, list[Entry]]:
    """A call, and every application for it written early enough.

    Where the machine has become too slow for its deadline, nobody submits, the call fails for want of applications,
    as the law has it, and another is announced with twice the time.
    """
    pace = _rehearse(known)
    for number in range(TRIES):
        slack = 2**number
        now, to_submit = clock.now(), pace.submitting * SUBMITTING * slack * plan.APPLICATIONS
        until = now + timedelta(seconds=pace.writing * WRITING * slack * len(plan.bids()))
        call = scene.call(known, deadline=until + timedelta(seconds=to_submit) + 3 * SECOND, now=now)
        tell(f"Call {call.number} takes applications until {call.deadline_at:%H:%M:%S} UTC.")
        if entries := _write_all(known, call, until):
            tell(f"{len(entries)} applications are written.")
            return call, entries
        tell("This machine has become too slow for that deadline; the call is announced again with more time.")
    raise Astray(f"No deadline of {TRIES} could be kept on this machine.")


def _rehearse(known: scene.Cast) -> Pace:
    """How long one application takes, as most of some did; nothing of them stays."""
    with transaction.atomic():
        now = clock.now()
        call = scene.call(known, deadline=now + timedelta(days=1), now=now)
        took = [_timed(bid, known.ngos[bid.ngo], call) for bid in plan.bids()[:REHEARSED]]
        transaction.set_rollback(True)
    return Pace(median(pace.writing for pace in took), median(pace.submitting for pace in took))


def _timed(bid: plan.Bid, ngo: scene.Ngo, call: Call) -> Pace:
    began = monotonic()
    entry = applicants.write(bid, ngo, call, Browser(ngo.head))
    written = monotonic()
    applicants.submit(entry)
    return Pace(written - began, monotonic() - written)


def _write_all(known: scene.Cast, call: Call, until: datetime) -> list[Entry]:
    """Every application, written; none at all when there was too little time for it."""
    browsers = [Browser(ngo.head) for ngo in known.ngos]
    entries: list[Entry] = []
    for bid in plan.bids():
        if clock.now() > until:
            return []
        entries.append(applicants.write(bid, known.ngos[bid.ngo], call, browsers[bid.ngo]))
    return entries


def _submit_all(call: Call, entries: list[Entry], tell: Tell) -> None:
    """Most submit as they please, some in the last second, some a second late."""
    in_time = [entry for entry in entries if not entry.bid.is_late]
    late = [entry for entry in entries if entry.bid.is_late]
    early, last = in_time[: -plan.IN_THE_LAST_SECOND], in_time[-plan.IN_THE_LAST_SECOND :]
    _spread(early, call.deadline_at - 2 * SECOND)
    delivery.wait_until(call.deadline_at - AT_LAST)
    with ThreadPoolExecutor(len(last)) as crowd:
        list(crowd.map(_submit_beside_others, last))
    tell(f"{len(in_time)} are submitted, {len(last)} of them in the last second.")
    delivery.wait_until(call.deadline_at + SECOND)
    for entry in late:
        applicants.submit_late(entry)
    tell(f"{len(late)} came a second late and are refused.")


def _spread(entries: list[Entry], end: datetime) -> None:
    begin = clock.now()
    for number, entry in enumerate(entries):
        delivery.wait_until(begin + (end - begin) * number / len(entries))
        applicants.submit(entry)


def _submit_beside_others(entry: Entry) -> None:
    try:
        applicants.submit(entry)
    finally:
        connection.close()


def _pass_the_deadline(call: Call) -> None:
    """The jobs of the clock, beside a clock that may beat already."""
    while call.is_sealed:
        tasks.close_expired_calls()
        tasks.open_closed_calls()
        call.refresh_from_db()


def _decide(call: Call, entries: list[Entry], tell: Tell) -> None:
    panel = Panel(call)
    panel.declare()
    panel.admit()
    tell("Every member has declared; every application is admitted.")
    panel.score({entry.number: entry.bid for entry in entries})
    tell("Every score sheet is locked.")
    panel.decide()
    tell("The results are published.")


def _count(call: Call, sent: int, seconds: float) -> Told:
    received: Any = Application.objects.filter(lot__call=call, receipt__isnull=False)
    won: Any = Result.objects.filter(lot__call=call, outcome=Result.Outcome.WINNER)
    return Told(
        applications=received.count(),
        ngos=received.values("organisation").distinct().count(),
        late_refused=LateAttempt.objects.filter(application__lot__call=call).count(),
        winners=won.values("application__organisation").distinct().count(),
        awarded_tenge=int(won.aggregate(sum=Sum("awarded_amount"))["sum"] or 0),
        notices_sent=sent,
        seconds=round(seconds, 1),
    )
