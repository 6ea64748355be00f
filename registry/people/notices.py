"""Who hears of the people of an organisation: they themselves."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from notifications import outbox
from notifications.facts import texts
from registry.people.models import Link


def removed(link: Link, *, at: datetime) -> None:
    """The person hears that somebody else has ended their link."""
    _post("removed", link.organisation, [link.user], at, url=reverse("organisations:mine"))


def head_changed(link: Link, *, former: Collection[Any], at: datetime) -> None:
    """Everybody who acts for the organisation, and whoever was its head, hears who is the head now."""
    organisation = link.organisation
    links = Link.objects.of(organisation, on=localdate(at)).select_related("user")
    people = {person.pk: person for person in [*former, *(one.user for one in links)]}
    _post("head_changed", organisation, people.values(), at, url=reverse("organisations:mine"), head=str(link.user))


def empowered(link: Link, *, at: datetime) -> None:
    """The signatory hears by which power of attorney they sign, and until when."""
    days: dict[str, Any] = {"number": link.proxy_number, "first_on": link.proxy_from, "last_on": link.proxy_until}
    _post("empowered", link.organisation, [link.user], at, **days)


def proxy_ends(link: Link, *, at: datetime) -> None:
    """The signatory and the head hear that a power of attorney ends soon; once for each last day."""
    organisation = link.organisation
    heads = Link.objects.of(organisation, on=localdate(at)).filter(role=Link.Role.HEAD).select_related("user")
    outbox.post(
        "people/proxy_ends",
        to=[link.user, *(head.user for head in heads)],
        about=link,
        url=organisation.get_absolute_url(),
        at=at,
        key=f"{link.proxy_until}",
        last_on=link.proxy_until,
        signatory=str(link.user),
        **texts("name", organisation, "name"),
    )


def _post(event: str, organisation: Any, people: Any, at: datetime, url: str = "", **facts: Any) -> None:
    outbox.post(
        f"people/{event}",
        to=people,
        about=organisation,
        url=url or organisation.get_absolute_url(),
        at=at,
        key=at.isoformat(),
        **texts("name", organisation, "name"),
        **facts,
    )
