"""Who brings files, who confirms them, and who takes which table out of the register."""

from datetime import datetime
from typing import Any

from registry.imports.models import Import
from registry.jobs.models import Job
from registry.organisations.rules import is_officer

Status = Import.Status
# From where each verb of an officer leads on.
VERBS = {
    "confirm": {Status.CHECKED, Status.AWAITING, Status.STOPPED},
    "cancel": {Status.UPLOADED, Status.CHECKING, Status.CHECKED, Status.AWAITING, Status.IMPORTING},
    "undo": {Status.IMPORTED, Status.STOPPED},
}


def can_import(user: Any) -> bool:
    """Registry officers bring files."""
    return is_officer(user)


def can_confirm(user: Any, of: Import) -> bool:
    """An officer; above the limit another one than the officer who brought the file (S38)."""
    return is_officer(user) and not (of.needs_another and of.uploaded_by_id == user.pk)


def offers(user: Any, of: Import, *, at: datetime) -> list[str]:
    """The verbs that this person can use right now."""
    if not is_officer(user):
        return []
    if of.emptied_at is not None:
        return []
    verbs = [verb for verb, statuses in VERBS.items() if of.status in statuses]
    if "confirm" in verbs and not (of.to_write and can_confirm(user, of)):
        verbs.remove("confirm")
    if "undo" in verbs and (of.undo_until is None or at >= of.undo_until):
        verbs.remove("undo")
    return verbs + ["go_on"] * (of.is_at_work and not is_going(of))


def is_going(of: Import) -> bool:
    """Whether a worker has the import, or will take it soon."""
    return any(job.parameters.get("of") == of.pk for job in Job.objects.going().filter(kind__startswith="imports/"))


def sees_contacts(user: Any) -> bool:
    """Whether a table for this person holds telephones, e-mails and names: for registry officers alone (R-008)."""
    return is_officer(user)
