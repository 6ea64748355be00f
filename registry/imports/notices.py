"""Who hears of an import: the other officers of one that awaits them, the people of an NGO whose data it changed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications import outbox
from registry.imports.models import Import
from registry.organisations.models import Organisation
from registry.people.models import Link


def awaiting(of: Import, *, at: datetime) -> None:
    """Every other registry officer hears that an import awaits a second person."""
    officers = Assignment.objects.current(localdate(at)).filter(role=Assignment.Role.REGISTRY_OFFICER)
    others = User.objects.filter(pk__in=officers.values("user"), is_active=True).exclude(pk=of.uploaded_by_id)
    outbox.post(
        "imports/awaiting",
        to=others,
        about=of,
        url=of.get_absolute_url(),
        at=at,
        number=of.pk,
        rows=of.to_write,
    )


def corrected(organisations: Sequence[Organisation], of: Import, *, at: datetime) -> None:
    """The people of these organisations, where there are any, hear that their data were changed from a file."""
    links = Link.objects.filter(organisation__in=[one.pk for one in organisations]).current(localdate(at))
    for link in links.select_related("organisation", "user"):
        outbox.post(
            "imports/corrected",
            to=[link.user],
            about=link.organisation,
            url=link.organisation.get_absolute_url(),
            at=at,
            key=f"{of.pk}",
            name_kk=link.organisation.name_kk,
            name_ru=link.organisation.name_ru,
        )
