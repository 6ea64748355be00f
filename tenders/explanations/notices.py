"""Who hears that a low price is to be explained: the people of the organisation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from notifications import outbox
from registry.people.models import Link
from tenders.calls.models import Call
from tenders.explanations.models import LowPrice


def asked(call: Call, found: Iterable[LowPrice], *, at: datetime) -> None:
    """Each bidder whose price is low hears why it is asked, the sums, the last moment and where to answer."""
    found = list(found)
    people = _people({low.application.organisation_id for low in found}, at)
    outbox.owe(
        letter
        for low in found
        for letter in outbox.letters(
            "explanations/asked",
            to=people[low.application.organisation_id],
            about=low.application,
            url=reverse("explanations:explain", args=[low.application.number]),
            at=at,
            application=low.application.number,
            number=call.number,
            requested_amount=low.requested_amount,
            justified_amount=low.justified_amount,
            share=f"{call.profile.low_price_percent.normalize():f}",
            due_at=low.due_at,
            title_kk=call.title_kk,
            title_ru=call.title_ru,
        )
    )


def _people(organisations: Iterable[int], at: datetime) -> dict[int, list[Any]]:
    links = Link.objects.current(localdate(at)).filter(organisation__in=organisations).select_related("user")
    people: dict[int, list[Any]] = defaultdict(list)
    for link in links.order_by("pk"):
        people[link.organisation_id].append(link.user)
    return people
