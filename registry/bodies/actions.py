"""Enter a record for a reason, correct it, end it; nothing entered is ever removed."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused

Record = TypeVar("Record", bound=models.Model)
# What has a first and a last day.
Lasting = TypeVar("Lasting", bound=Any)


@transaction.atomic
def enter(record: Record, *, because: str, by: Any, at: datetime) -> Record:
    """Keep a new record with the reason it is entered for. Refused without a reason, and for what is there already."""
    _insist_on_reason(because)
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as there:
        raise Refused(_("This is entered already, or its facts contradict each other.")) from there
    Entry.objects.append(record, "entered", by=by, at=at, because=because)
    return record


@transaction.atomic
def end(record: Lasting, *, until: date, because: str, by: Any, at: datetime) -> Lasting:
    """Write the last day of what lasted, with the reason.

    Refused without a reason, for what has ended already, and for a day before the first.
    """
    _insist_on_reason(because)
    held: Lasting = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if held.until is not None:
        raise Refused(_("This has ended already."))
    if held.since and until < held.since:
        raise Refused(_("The last day is before the first."))
    held.until = until
    held.save(update_fields=["until"])
    Entry.objects.append(held, "ended", by=by, at=at, because=because)
    return held


def _insist_on_reason(because: str) -> None:
    if not because.strip():
        raise Refused(_("Write the reason."))
