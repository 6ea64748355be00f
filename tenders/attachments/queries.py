"""What the page of the files shows: what is asked for, and what is there for it."""

from datetime import datetime
from typing import Any

from tenders.applications.models import Application
from tenders.attachments import limits, rules
from tenders.attachments.forms import OTHER, AttachForm
from tenders.attachments.models import Attachment


def page(application: Application, form: AttachForm, now: datetime, *, can_attach: bool) -> dict[str, Any]:
    """The requirements that ask for a document with their files, then all others; and how much room is left."""
    there = list(application.attachments.standing())
    allowed = limits.of(application.lot.call.profile)
    for file in there:
        file.application = application
    known = {row.pk for row in form.asked.values()}
    return {
        "application": application,
        "call": application.lot.call,
        "now": now,
        "form": form,
        "asked": [(row, [file for file in there if file.requirement_id == row.pk]) for row in form.asked.values()],
        "others": [file for file in there if file.requirement_id not in known],
        "count": len(there),
        "size": sum(file.size for file in there),
        "limits": allowed,
        "can_attach": can_attach and rules.is_open(application, now),
        "can_remove": can_attach and application.status == Application.Status.DRAFT,
    }


def begun(application: Application, code: str) -> dict[str, Any]:
    """What the form begins with to replace a file: its code, and what it proves."""
    old: Attachment | None = application.attachments.standing().filter(code=code).select_related("requirement").first()
    if old is None:
        return {}
    return {"replaces": old.code, "requirement": old.requirement.code if old.requirement else OTHER}
