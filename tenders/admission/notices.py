"""Who hears of the opening and of admission: each bidder of its own, the commission of what awaits it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from notifications import outbox
from registry.organisations.models import Link
from tenders.admission.models import Ruling
from tenders.applications.models import Application
from tenders.calls.models import Call


def opened(call: Call, applications: Iterable[Application], *, at: datetime) -> None:
    """Each bidder hears that its application was opened; each member is asked for the declarations."""
    applications = list(applications)
    people = _people({one.organisation_id for one in applications}, at)
    told = {"number": call.number, "title_kk": call.title_kk, "title_ru": call.title_ru}
    for one in applications:
        outbox.post(
            "admission/opened",
            to=people[one.organisation_id],
            about=one,
            url=reverse("admission:opening", args=[call.number]),
            at=at,
            application=one.number,
            **told,
        )
    if applications:
        members = call.commission.members.serving().select_related("user")
        outbox.post(
            "commission/declare",
            to=[member.user for member in members],
            about=call,
            url=reverse("commission:conflicts", args=[call.number]),
            at=at,
            count=len(applications),
            **told,
        )


def ruled(call: Call, rulings: Iterable[Ruling], *, at: datetime) -> None:
    """Each bidder hears whether it is admitted, and if not, on which requirement and why (R-056)."""
    rulings = list(rulings)
    people = _people({ruling.application.organisation_id for ruling in rulings}, at)
    for ruling in rulings:
        outbox.post(
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


def _people(organisations: Iterable[int], at: datetime) -> dict[int, list[User]]:
    links = Link.objects.current(at.date()).filter(organisation__in=organisations).select_related("user")
    people: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        people[link.organisation_id].append(link.user)
    return people
