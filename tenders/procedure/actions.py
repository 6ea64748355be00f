"""Keep a number of the law or a day of the calendar; make a new version of a profile."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused
from tenders.procedure import rules
from tenders.procedure.models import Holiday, MciRate, Profile


@transaction.atomic
def keep(record: Profile | Holiday | MciRate, *, by: Any, at: datetime, because: str) -> None:
    """Save a profile, a holiday or an index with the reason of the change.

    Refused without a reason, and for a profile that a published call goes by.
    """
    if not because.strip():
        raise Refused(_("Give the reason of the change."))
    if isinstance(record, Profile) and record.pk and rules.is_frozen(record):
        raise Refused(_("A published call goes by this profile. Make a new version."))
    verb = "corrected" if record.pk else "added"
    record.save()
    Entry.objects.append(record, verb, by=by, at=at, because=because)


@transaction.atomic
def make_version(profile: Profile, *, by: Any, at: datetime) -> Profile:
    """Copy a profile under its next version, to be changed before a call goes by it."""
    versions = Profile.objects.select_for_update().filter(code=profile.code)
    last = max(versions.values_list("version", flat=True))
    copy = Profile.objects.get(pk=profile.pk)
    copy.pk, copy.version, copy.is_default, copy.is_confirmed = None, last + 1, False, False
    copy.save(force_insert=True)
    Entry.objects.append(copy, "added", by=by, at=at, because=str(profile))
    return copy
