"""Who hears of a change: whoever counts on the call, and its officers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notifications import facts, outbox
from tenders.calls import notices as calls
from tenders.calls.models import Call
from tenders.changes.models import Change, DirectAgreement, Incident


def proposed(change: Change, *, at: datetime) -> None:
    """The officers of the customer hear that a change waits for a second person."""
    _of_change("proposed", change, calls.officers(change.call, at), at)


def confirmed(change: Change, *, at: datetime) -> None:
    """Whoever counts on the call hears what changed, why, and until when it takes applications now (R-026)."""
    people = calls.concerned(change.call, at).union(calls.officers(change.call, at))
    _of_change("confirmed", change, people, at)


def agreed(agreement: DirectAgreement, *, at: datetime) -> None:
    """Whoever counted on the call hears that the customer may agree directly, and why (R-030)."""
    call = agreement.call
    people = calls.concerned(call, at).union(calls.officers(call, at))
    why = facts.texts("because", agreement, "because")
    _post("agreed", call, people, at, url=call.get_absolute_url(), key="", **why)


def not_extended(incident: Incident, call: Call, *, at: datetime) -> None:
    """The officers of the customer hear that an outage fell on a deadline that has passed."""
    _post("not_extended", call, calls.officers(call, at), at, url=call.get_absolute_url(), key=str(incident.pk))


def _of_change(event: str, change: Change, people: Iterable[Any], at: datetime) -> None:
    told = facts.texts("because", change, "because") | {
        "what": Change.Kind(change.kind).label,
        "before_at": change.deadline_before_at,
        "after_at": change.deadline_after_at,
        "is_moved": change.moves_the_deadline,
        "asks_again": change.asks_again,
    }
    _post(event, change.call, people, at, url=change.get_absolute_url(), key=str(change.number), **told)


def _post(event: str, call: Call, people: Iterable[Any], at: datetime, url: str, key: str, **told: Any) -> None:
    title = facts.texts("title", call, "title")
    outbox.post(f"changes/{event}", to=people, about=call, url=url, at=at, key=key, number=call.number, **title, **told)
