"""Who puts files into an application and takes them out, and when a button for it is there."""

from datetime import datetime
from typing import Any

from tenders.applications.models import Application
from tenders.applications.rules import can_edit
from tenders.attachments.models import Attachment


def can_attach(user: Any, application: Application) -> bool:
    """Whoever writes the application."""
    return can_edit(user, application)


def is_open(application: Application, at: datetime) -> bool:
    """Whether files may still be put in: the call takes applications, and this one is not out."""
    stands = application.status in (Application.Status.DRAFT, Application.Status.SUBMITTED)
    return stands and application.lot.call.accepts_applications(at)


def is_removable(attachment: Attachment) -> bool:
    """Only from a draft: what stands submitted is superseded, never taken out."""
    return attachment.ended_at is None and attachment.application.status == Application.Status.DRAFT
