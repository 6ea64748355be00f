"""Who hears of the register: an organisation's people, and the registry officers of what awaits them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications import outbox
from notifications.facts import texts
from registry.organisations.models import Link, Organisation


def filed(organisation: Organisation, *, at: datetime) -> None:
    """Every registry officer hears that an organisation awaits verification."""
    officers = Assignment.objects.current(localdate(at)).filter(role=Assignment.Role.REGISTRY_OFFICER)
    people = User.objects.filter(pk__in=officers.values("user"), is_active=True)
    url = reverse("admin:registry_organisation_change", args=[organisation.pk])
    _post("filed", organisation, people, at, url=url)


def changed(event: str, organisation: Organisation, *, at: datetime, because: str = "") -> None:
    """The organisation's people hear what an officer decided, and why: verified, returned, suspended and so on."""
    links = Link.objects.of(organisation, on=localdate(at)).select_related("user")
    _post(event, organisation, [link.user for link in links], at, because=because)


def removed(link: Link, *, at: datetime) -> None:
    """The person hears that somebody else has ended their link."""
    _post("removed", link.organisation, [link.user], at, url=reverse("organisations:mine"))


def merged(duplicate: Organisation, survivor: Organisation, *, at: datetime) -> None:
    """The people of both hear which record is the one from now on, those of the duplicate with the way there."""
    today = localdate(at)
    users = {
        link.user for one in (duplicate, survivor) for link in Link.objects.of(one, on=today).select_related("user")
    }
    _post(
        "merged",
        duplicate,
        sorted(users, key=lambda user: user.pk),
        at,
        url=reverse("organisations:mine"),
        into_kk=survivor.name_kk,
        into_ru=survivor.name_ru,
        code=survivor.code,
    )


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
        "organisations/proxy_ends",
        to=[link.user, *(head.user for head in heads)],
        about=link,
        url=organisation.get_absolute_url(),
        at=at,
        key=f"{link.proxy_until}",
        last_on=link.proxy_until,
        signatory=str(link.user),
        **texts("name", organisation, "name"),
    )


def _post(event: str, organisation: Organisation, people: Any, at: datetime, url: str = "", **facts: Any) -> None:
    outbox.post(
        f"organisations/{event}",
        to=people,
        about=organisation,
        url=url or organisation.get_absolute_url(),
        at=at,
        key=at.isoformat(),
        name_kk=organisation.name_kk,
        name_ru=organisation.name_ru,
        **facts,
    )
