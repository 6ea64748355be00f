"""Attach, detach, check, read; and a file that comes in parts: begin, take a part, drop."""

import logging
import secrets
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from files import scanner, vault
from files.faults import Fault
from files.pipeline import Judged
from lifecycle.models import Refused
from tenders.applications.models import Application
from tenders.attachments import limits, notices, rules
from tenders.attachments.models import Attachment, Upload, UploadPart
from tenders.calls.models import Call, Requirement

log = logging.getLogger(__name__)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# What a scanner says of itself may be long.
LONGEST = 120
ATTACHED, ON_THE_WAY = "attachments", "uploads"


class Elsewhere(Refused):
    """A part does not begin where the file has come to; whoever catches this says where that is."""


class Lost(Refused):
    """A file is not what was received, or is gone; whoever catches this serves nothing of it (Q42)."""


@transaction.atomic
def attach(
    application: Application,
    file: Judged,
    *,
    requirement: Requirement | None = None,
    replaces: Attachment | None = None,
    by: Any,
    at: datetime,
) -> Attachment:
    """Put a judged file into the working copy, in the place of another one if that is named.

    It counts as checked when the scanner has seen it, or at once where none is set up. Refused after the deadline, for
    a requirement of another call, above the limits of the call, for the same file twice, and on a full disk.
    """
    application = _held(application, at)
    _insist_on_place(application, file, requirement, replaces)
    kept = _laid_down(file.content, ATTACHED)
    made = Attachment.objects.create(
        code=_code(10),
        application=application,
        requirement=requirement,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        place=kept.place,
        key=kept.key,
        attached_at=at,
        attached_by=by,
        supersedes=replaces,
    )
    made.note("received", by=by, at=at)
    if replaces is not None:
        _end(replaces, "superseded", by, at)
    application.note("file replaced" if replaces else "file attached", by=by, at=at)
    if not scanner.is_configured():
        made.move_to(Attachment.Status.CHECKED, by=None, at=at, checked_at=at)
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: Any, at: datetime) -> None:
    """Take a file out of a draft. What was handed in with it keeps it; otherwise its bytes are destroyed."""
    application = _held(attachment.application, at)
    attachment = attachment.locked()
    attachment.application = application
    if attachment.ended_at is not None:
        raise Refused(_("This file is no longer in the application."))
    if not rules.is_removable(attachment):
        raise Refused(_("What is submitted is not taken out. Recall the application, or replace the file by another."))
    _end(attachment, "removed", by, at)
    application.note("file removed", by=by, at=at)
    if not attachment.receipts.exists():
        _destroy(attachment)


@transaction.atomic
def check(
    attachment: Attachment, *, fault: Fault | None = None, found: str = "", checked_with: str = "", at: datetime
) -> Attachment:
    """Write down what came of the check: no fault, or the file is refused, destroyed, and its people are told."""
    attachment = attachment.locked()
    if attachment.status != Attachment.Status.RECEIVED:
        return attachment
    if fault is None:
        attachment.move_to(
            Attachment.Status.CHECKED, by=None, at=at, checked_at=at, checked_with=checked_with[:LONGEST]
        )
        return attachment
    attachment.move_to(
        Attachment.Status.REFUSED,
        by=None,
        at=at,
        because=found,
        checked_at=at,
        checked_with=checked_with[:LONGEST],
        fault=fault,
    )
    notices.refused(attachment, at=at)
    _destroy(attachment)
    return attachment


def read(attachment: Attachment, *, by: Any, at: datetime) -> bytes:
    """The bytes of a file, which are those that were received: their hash is asked each time (Q42).

    Whoever reads and is not of the NGO leaves a line (Q50). Refused for what was refused or removed; as `Lost` when
    the bytes are other ones or gone, and then that is an incident in the trail of the file and in the log.
    """
    if attachment.status == Attachment.Status.REFUSED:
        raise Refused(_("This file was refused and destroyed. %(why)s") % {"why": attachment.because})
    if not attachment.place:
        raise Refused(_("This file was removed from the application and destroyed."))
    try:
        content = vault.read(attachment.place, attachment.key, sha256=attachment.sha256)
    except vault.Changed as changed:
        _told(attachment, "found changed", by, at)
        log.error("attachment %s is not what was received, or is gone", attachment.code)
        raise Lost(
            _("This file is not the one that was received, so it is not given out. The operator has been told.")
        ) from changed
    if not Application.objects.of(by).filter(pk=attachment.application_id).exists():
        _told(attachment, "file read", by, at)
    return content


# --- a file in parts --------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(application: Application, *, name: str, size: int, by: Any, at: datetime) -> Upload:
    """Begin to receive a file in parts. Refused after the deadline, and for a size above the limit of the call."""
    application = _held(application, at)
    if not 0 < size <= limits.of(application.lot.call.profile).each:
        raise Refused(_("The file is too large for this call, or is empty."))
    return Upload.objects.create(
        code=_code(24), application=application, name=name, size=size, started_by=by, started_at=at
    )


@transaction.atomic
def take_part(upload: Upload, content: bytes, *, start: int, at: datetime) -> Upload:
    """Take the next part. Refused as `Elsewhere` for one that begins at another place or leads beyond the size."""
    _held(upload.application, at)
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if start != upload.offset or not content or start + len(content) > upload.size:
        raise Elsewhere(_("The parts of the file do not fit together. Send it from where it has come to."))
    kept = _laid_down(content, ON_THE_WAY)
    UploadPart.objects.create(upload=upload, start=start, place=kept.place, key=kept.key)
    upload.offset += len(content)
    upload.save(update_fields=["offset"])
    return upload


def whole(upload: Upload) -> bytes:
    """The file, once all of it is there. Refused before, and when a part was changed where it lay."""
    if upload.offset != upload.size:
        raise Elsewhere(_("The file has not arrived in full yet."))
    try:
        return b"".join(vault.read(part.place, part.key) for part in upload.parts.all())
    except vault.Changed as changed:
        raise Refused(_("The file was changed on its way. Send it again.")) from changed


@transaction.atomic
def drop(upload: Upload) -> None:
    """Throw away what has arrived of a file: it is attached, or nobody goes on with it."""
    places = list(upload.parts.values_list("place", flat=True))
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(vault.destroy, *places))


# --- what they share --------------------------------------------------------------------------------------------------


def _held(application: Application, at: datetime) -> Application:
    held = Application.objects.select_for_update(of=("self",)).select_related("lot__call__profile")
    application = held.get(pk=application.pk)
    if rules.is_open(application, at):
        return application
    if application.lot.call.status == Call.Status.CANCELLED:
        raise Refused(_("The call is cancelled. Your text stays readable."))
    raise Refused(_("Files are put in and taken out only until the deadline."))


def _insist_on_place(
    application: Application, file: Judged, requirement: Requirement | None, replaces: Attachment | None
) -> None:
    if requirement is not None and requirement.call_id != application.lot.call_id:
        raise Refused(_("This requirement is not one of this call."))
    others = list(application.attachments.standing())
    if replaces is not None:
        others = [other for other in others if other.pk != replaces.pk]
        if len(others) == application.attachments.standing().count():
            raise Refused(_("This file is no longer in the application."))
    if any((other.sha256, other.requirement_id) == (file.sha256, requirement and requirement.pk) for other in others):
        raise Refused(_("The same file is there already."))
    allowed = limits.of(application.lot.call.profile)
    if len(file.content) > allowed.each:
        raise Refused(_("The file is too large for this call, or is empty."))
    if allowed.most is not None and len(others) >= allowed.most:
        raise Refused(_("The application has as many files as the call allows: %(most)d.") % {"most": allowed.most})
    if allowed.together is not None and sum(other.size for other in others) + len(file.content) > allowed.together:
        most = {"most": allowed.together // limits.MEGABYTE}
        raise Refused(_("All files together may have %(most)d MB. Make one of them smaller.") % most)


def _laid_down(content: bytes, folder: str) -> vault.Kept:
    try:
        return vault.keep(content, folder=folder)
    except vault.NoRoom as full:
        log.error("no room for files")
        raise Refused(
            _("There is no room for files on the server now, and the operator has been told. Your texts are saved.")
        ) from full


def _end(attachment: Attachment, verb: str, by: Any, at: datetime) -> None:
    attachment.ended_at, attachment.ended_by = at, by
    attachment.save(update_fields=["ended_at", "ended_by"])
    attachment.note(verb, by=by, at=at)


def _destroy(attachment: Attachment) -> None:
    """The bytes go once the row says so for good; the row with its hash stays."""
    place, attachment.place = attachment.place, ""
    attachment.save(update_fields=["place"])
    transaction.on_commit(partial(vault.destroy, place))


@transaction.atomic
def _told(attachment: Attachment, verb: str, by: Any, at: datetime) -> None:
    attachment.locked().note(verb, by=by, at=at)


def _code(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
