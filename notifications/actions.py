"""What people do with notices."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused
from notifications.models import Notice


def read_all(*, by: Any, at: datetime) -> int:
    """Mark everything this person has been shown by now as read. Answers how many were new."""
    return Notice.objects.for_reader(by, at).unread().update(read_at=at)


def read_about(record: Model, kind: str, *, by: Any, at: datetime) -> int:
    """Mark as read what this person was told of one kind about one record: it has been answered."""
    about = ContentType.objects.get_for_model(record)
    told = Notice.objects.for_reader(by, at).unread().filter(kind=kind, about_type=about, about_id=record.pk)
    return told.update(read_at=at)


@transaction.atomic
def retry(notice: Notice, *, by: Any, at: datetime) -> Notice:
    """Send what could not be sent once more, with all its tries (Q5). Refuses what is not dead."""
    notice = _dead(notice)
    notice.retry(at=at)
    Entry.objects.append(notice, "retried", by=by, at=at)
    return notice


@transaction.atomic
def give_up(notice: Notice, *, by: Any, at: datetime, because: str) -> Notice:
    """Never send what could not be sent; the reason stays (Q5). Refuses what is not dead, and an empty reason."""
    notice = _dead(notice)
    if not because.strip():
        raise Refused(_("Say why this notice is given up."))
    notice.give_up(because=because)
    Entry.objects.append(notice, "given up", by=by, at=at, because=because)
    return notice


def _dead(notice: Notice) -> Notice:
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.state != Notice.State.DEAD:
        raise Refused(_("Only a notice that could not be sent can be decided on."))
    return notice
