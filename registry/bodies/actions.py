"""Enter a record for a reason, correct it, end it, publish an opinion; nothing entered is ever removed."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused, insist_on_reason
from registry.bodies.models import Body, BodyEvent, Opinion

Record = TypeVar("Record", bound=models.Model)
# What has a first and a last day.
Lasting = TypeVar("Lasting", bound=Any)


@transaction.atomic
def enter(record: Record, *, because: str, by: Any, at: datetime) -> Record:
    """Keep a new record with the reason it is entered for. Refused without a reason, and for what is there already."""
    insist_on_reason(because)
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as there:
        raise Refused(_("This is entered already, or its facts contradict each other.")) from there
    Entry.objects.append(record, "entered", by=by, at=at, because=because)
    return record


@transaction.atomic
def correct(record: Body | BodyEvent, *, because: str, by: Any, at: datetime) -> None:
    """Keep what an officer changed of a body or an event, with the reason; old and new are in the history (R-009)."""
    insist_on_reason(because)
    type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    record.save()
    Entry.objects.append(record, "corrected", by=by, at=at, because=because)


@transaction.atomic
def end(record: Lasting, *, until: date, because: str, by: Any, at: datetime) -> Lasting:
    """Write the last day of what lasted, with the reason.

    Refused without a reason, for what has ended already, and for a day before the first.
    """
    insist_on_reason(because)
    held: Lasting = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if held.until is not None:
        raise Refused(_("This has ended already."))
    if held.since and until < held.since:
        raise Refused(_("The last day is before the first."))
    held.until = until
    held.save(update_fields=["until"])
    Entry.objects.append(held, "ended", by=by, at=at, because=because)
    return held


@transaction.atomic
def publish_opinion(opinion: Opinion, *, because: str, by: Any, at: datetime) -> Opinion:
    """Publish what a body advises about a call or a theme; it binds nobody and moves nothing (A19).

    Refused about what not everybody may read, for a day to come, and where it supersedes what is superseded already or
    what another body said or what is about something else.
    """
    insist_on_reason(because)
    if not _is_read_by_all(opinion.about):
        raise Refused(_("Not everybody may read what this opinion is about."))
    if opinion.given_on > localdate(at):
        raise Refused(_("The day on which it was given is in the future."))
    if opinion.supersedes_id is not None:
        _insist_on_successor(opinion, Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.supersedes_id))
    opinion.published_at = at
    opinion.save(force_insert=True)
    Entry.objects.append(opinion, "published", by=by, at=at, because=because)
    return opinion


def _is_read_by_all(record: Any) -> bool:
    """Whether a stranger reads it, by its own rule: a draft is written about by nobody."""
    return type(record)._default_manager.visible_to(AnonymousUser()).filter(pk=record.pk).exists()


def _insist_on_successor(later: Opinion, earlier: Opinion) -> None:
    if Opinion.objects.filter(supersedes=earlier).exists():
        raise Refused(_("This opinion is superseded already."))
    of_both = [(one.body_id, one.about_type_id, one.about_id) for one in (later, earlier)]
    if of_both[0] != of_both[1]:
        raise Refused(_("An opinion supersedes one of the same body about the same thing."))
