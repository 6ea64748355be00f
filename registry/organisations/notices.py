"""Who hears of the register: an organisation's people, and the registry officers of what awaits them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications import outbox
from registry.organisations.models import Organisation
from registry.people.models import Link


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
