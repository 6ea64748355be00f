"""Who restores a version, and when the button for it is there; its own people read them at any time."""

from datetime import datetime
from typing import Any

from tenders.applications.models import Application
from tenders.applications.rules import can_edit


def can_restore(user: Any, application: Application) -> bool:
    """Whoever writes the application."""
    return can_edit(user, application)


def is_open(application: Application, at: datetime) -> bool:
    """Whether the working copy may still be changed."""
    return application.status in Application.AT_WORK and application.lot.call.accepts_applications(at)
