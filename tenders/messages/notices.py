"""Who hears of a message: the other side. What it says stands on the site alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from notifications import facts, outbox
from registry.people.models import Link
from tenders.applications.models import Application
from tenders.calls import notices as calls
from tenders.commission.models import Member
from tenders.messages.models import Message


def written(message: Message, *, at: datetime) -> None:
    """The other side hears that there is a message, about which application."""
    application = message.application
    call = application.lot.call
    people = _office(application, at) if message.side == Message.Side.ORGANISATION else _people(application, at)
    outbox.post(
        "messages/written",
        to=people,
        about=application,
        url=reverse("messages:index", args=[application.number]),
        at=at,
        key=f"{message.pk}",
        number=application.number,
        call=call.number,
        **facts.texts("title", call, "title"),
    )


def _people(application: Application, at: datetime) -> Iterable[Any]:
    links = Link.objects.of(application.organisation_id, on=localdate(at))
    return [link.user for link in links.select_related("user").order_by("pk")]


def _office(application: Application, at: datetime) -> Iterable[Any]:
    """The officers of the customer who score nothing, and the secretary if no conflict stands in the way."""
    seats = Member.objects.serving().filter(commission__call=application.lot.call)
    officers = calls.officers(application.lot.call, at).exclude(pk__in=seats.scoring().values("user"))
    secretaries = [
        seat.user
        for seat in seats.filter(role=Member.Role.SECRETARY).select_related("user")
        if Application.objects.opened().read_by_commission(seat.user).filter(pk=application.pk).exists()
    ]
    return {person.pk: person for person in [*officers, *secretaries]}.values()
