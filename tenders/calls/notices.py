"""Who hears of a call: its officers, and whoever has begun an application."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Assignment, User
from notifications import outbox
from registry.people.models import Link
from tenders.calls.models import Call

# An application in any status but withdrawn: its people still count on the call.
STANDING = ("draft", "submitted", "needs_reconfirm", "opened", "admitted", "rejected", "scored")


def approved(call: Call, *, by: Any, at: datetime) -> None:
    """The drafter hears that the call is approved."""
    _post("approved", call, [call.drafted_by], at, url=reverse("calls:manage", args=[call.number]), by=by)


def sent_back(call: Call, *, because: str, by: Any, at: datetime) -> None:
    """The drafter hears what to mend."""
    url = reverse("calls:manage", args=[call.number])
    _post("sent_back", call, [call.drafted_by], at, url=url, by=by, because=because)


def published(call: Call, *, at: datetime) -> None:
    """The officers of the customer hear that the call is open, and until when."""
    _post("published", call, officers(call, at), at)


def cancelled(call: Call, *, at: datetime) -> None:
    """Whoever has a draft or a submitted application hears why the call ended, and that nothing was opened."""
    ended = {"because_kk": call.ended_because_kk, "because_ru": call.ended_because_ru}
    _post("cancelled", call, concerned(call, at).union(officers(call, at)), at, **ended)


def concerned(call: Call, at: datetime) -> Any:
    """Whoever counts on the call: people with an application or a draft, its followers, and who asked about it."""
    applicants = Link.objects.current(localtime(at).date()).filter(
        organisation__applications__lot__call=call, organisation__applications__status__in=STANDING
    )
    follows, asked = Q(pk__in=call.followers.values("user")), Q(pk__in=call.questions.values("asked_by"))
    return User.objects.filter(Q(pk__in=applicants.values("user")) | follows | asked)


def officers(call: Call, at: datetime) -> Any:
    """Who drafts and approves for the customer today."""
    holders = Assignment.objects.current(localtime(at).date()).filter(
        role__in=["call_officer", "approver"], body=call.customer
    )
    return User.objects.filter(pk__in=holders.values("user"))


def _post(event: str, call: Call, people: Iterable[Any], at: datetime, url: str = "", **facts: Any) -> None:
    outbox.post(
        f"calls/{event}",
        to=people,
        about=call,
        url=url or call.get_absolute_url(),
        at=at,
        key=at.isoformat(),
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        deadline_at=call.deadline_at,
        **facts,
    )
