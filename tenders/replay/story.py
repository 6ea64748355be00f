"""The tender from its first application to its results, in the order in which it happened."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from math import ceil
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
from tenders.replay.browser import Browser
from tenders.replay.panel import Panel

SECOND = timedelta(seconds=1)
# How long before the deadline the last ones press, all at once; how many times slower than the rehearsal all may be.
AT_LAST = timedelta(seconds=0.95)
SLACK = 2
REHEARSED = 3

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


def play(tell: Tell) -> Told:
    """Play the whole tender on the database there is, telling of each step, and count what came of it.

    Raises Astray where the site answers something else than the story expects.
    """
    began, now = monotonic(), clock.now()
    with transaction.atomic():
        known = scene.cast(now)
    tell(f"{len(known.ngos)} NGOs stand in the register.")
    pace = _rehearse(known)
    bids = plan.bids()
    deadline = clock.now() + timedelta(seconds=ceil(pace * len(bids) * SLACK))
    with transaction.atomic():
        call = scene.call(known, deadline=deadline, now=clock.now())
    tell(f"Call {call.number} takes applications until {deadline:%H:%M:%S} UTC, {pace:.2f} s each.")
    entries = _apply(known, call, bids, tell)
    _pass_the_deadline(call)
    tell("The call is closed and all applications are opened.")
    _decide(call, entries, tell)
    sent = delivery.deliver(scene.owed_to(known))
    tell(f"{sent} letters left.")
    return _count(call, sent, monotonic() - began)


def _rehearse(known: scene.Cast) -> float:
    """How many seconds one application takes from its beginning to its receipt; nothing of it stays."""
    with transaction.atomic():
        now = clock.now()
        call = scene.call(known, deadline=now + timedelta(days=1), now=now)
        took = []
        for bid in plan.bids()[:REHEARSED]:
            began = monotonic()
            ngo = known.ngos[bid.ngo]
            applicants.submit(applicants.write(bid, ngo, call, Browser(ngo.head)))
            took.append(monotonic() - began)
        transaction.set_rollback(True)
    return sorted(took)[len(took) // 2]


def _apply(known: scene.Cast, call: Call, bids: list[plan.Bid], tell: Tell) -> list[Entry]:
    """Everybody writes; most submit as they please, some in the last second, some a second late."""
    browsers = {number: Browser(ngo.head) for number, ngo in enumerate(known.ngos)}
    entries = [applicants.write(bid, known.ngos[bid.ngo], call, browsers[bid.ngo]) for bid in bids]
    tell(f"{len(entries)} applications are written.")
    in_time = [entry for entry in entries if not entry.bid.is_late]
    early, last = in_time[: -plan.IN_THE_LAST_SECOND], in_time[-plan.IN_THE_LAST_SECOND :]
    _spread(early, call.deadline_at - SECOND)
    delivery.wait_until(call.deadline_at - AT_LAST)
    with ThreadPoolExecutor(len(last)) as crowd:
        list(crowd.map(_submit_beside_others, last))
    tell(f"{len(in_time)} are submitted, {len(last)} of them in the last second.")
    delivery.wait_until(call.deadline_at + SECOND)
    for entry in entries:
        if entry.bid.is_late:
            applicants.submit_late(entry)
    tell(f"{plan.LATE} came a second late and are refused.")
    return in_time


def _spread(entries: list[Entry], end: datetime) -> None:
    begin = clock.now()
    for number, entry in enumerate(entries):
        delivery.wait_until(begin + (end - SECOND - begin) * number / len(entries))
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
