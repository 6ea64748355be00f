"""Who hears of the opening and of admission: each bidder of its own, the commission of what awaits it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications import outbox
from registry.people.models import Link
from tenders.admission.models import Ruling
from tenders.admission.rules import LEADING
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member


def opened(call: Call, applications: Iterable[Application], *, at: datetime) -> None:
    """Each bidder hears that its application was opened; each member who will read is asked for the declarations."""
    applications = list(applications)
    people = _people({one.organisation_id for one in applications}, at)
    told: dict[str, Any] = {"number": call.number, "title_kk": call.title_kk, "title_ru": call.title_ru}
    outbox.owe(
        letter
        for one in applications
        for letter in outbox.letters(
            "admission/opened",
            to=people[one.organisation_id],
            about=one,
            url=reverse("admission:opening", args=[call.number]),
            at=at,
            application=one.number,
            **told,
        )
    )
    if applications:
        members = call.commission.members.serving().filter(role__in=Member.READING).select_related("user")
        outbox.post(
            "commission/declare",
            to=[member.user for member in members],
            about=call,
            url=reverse("commission:conflicts", args=[call.number]),
            at=at,
            count=len(applications),
            **told,
        )


def begun(call: Call, *, at: datetime) -> None:
    """The chair hears that the applications await rulings, and the deputy, who rules where the chair is recused."""
    ruling = call.commission.members.serving().filter(role__in=[Member.Role.CHAIR, Member.Role.DEPUTY])
    outbox.post(
        "admission/begun",
        to=[member.user for member in ruling.select_related("user")],
        about=call,
        url=reverse("admission:index", args=[call.number]),
        at=at,
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
    )


def failed(call: Call, *, at: datetime) -> None:
    """The customer's people and the commission hear that the call failed, and why."""
    members = call.commission.members.serving().select_related("user")
    officers = [person for person in (call.drafted_by, call.approved_by) if person]
    outbox.post(
        "admission/failed",
        to={*officers, *(member.user for member in members)},
        about=call,
        url=call.get_absolute_url(),
        at=at,
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        reason_kk=call.ended_because_kk,
        reason_ru=call.ended_because_ru,
    )


def unreadable(call: Call, applications: Iterable[Application], *, at: datetime) -> None:
    """The officials hear which applications could not be opened and what to do; each such bidder of its own (Q62)."""
    applications = list(applications)
    numbers = ", ".join(one.number for one in applications)
    office = reverse("applications:office", args=[call.number])
    _tell_officials("admission/unreadable", call, at, url=office, applications=numbers)
    people = _people({one.organisation_id for one in applications}, at)
    outbox.owe(
        letter
        for one in applications
        for letter in outbox.letters(
            "admission/not_opened",
            to=people[one.organisation_id],
            about=one,
            url=reverse("applications:detail", args=[one.number]),
            at=at,
            application=one.number,
            number=call.number,
            title_kk=call.title_kk,
            title_ru=call.title_ru,
        )
    )


def key_lost(call: Call, *, at: datetime) -> None:
    """The officials hear that the opening could not take place, and what brings it about (Q62)."""
    _tell_officials("admission/key_lost", call, at, url=reverse("applications:office", args=[call.number]))


def _tell_officials(kind: str, call: Call, at: datetime, *, url: str, **told: Any) -> None:
    leading = call.commission.members.serving().filter(role__in=LEADING).select_related("user")
    officers = [person for person in (call.drafted_by, call.approved_by) if person]
    names = {"number": call.number, "title_kk": call.title_kk, "title_ru": call.title_ru}
    people = {*officers, *(member.user for member in leading)}
    outbox.post(kind, to=people, about=call, url=url, at=at, **names, **told)


def ruled(call: Call, rulings: Iterable[Ruling], *, at: datetime) -> None:
    """Each bidder hears whether it is admitted, and if not, on which requirement and why (R-056)."""
    rulings = list(rulings)
    people = _people({ruling.application.organisation_id for ruling in rulings}, at)
    outbox.owe(
        letter
        for ruling in rulings
        for letter in outbox.letters(
            "admission/admitted" if ruling.is_admitted else "admission/rejected",
            to=people[ruling.application.organisation_id],
            about=ruling.application,
            url=reverse("applications:detail", args=[ruling.application.number]),
            at=at,
            number=call.number,
            title_kk=call.title_kk,
            title_ru=call.title_ru,
            application=ruling.application.number,
            reason_kk=ruling.reason_kk,
            reason_ru=ruling.reason_ru,
        )
    )


def _people(organisations: Iterable[int], at: datetime) -> dict[int, list[User]]:
    links = Link.objects.current(timezone.localdate(at)).filter(organisation__in=organisations).select_related("user")
    people: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        people[link.organisation_id].append(link.user)
    return people
