"""Who asks the head to submit."""

from typing import Any

from tenders.applications.models import Application
from tenders.applications.rules import can_edit, can_submit


def can_ask(user: Any, application: Application) -> bool:
    """Whoever writes the application and may not submit it: an editor, a signatory whose proxy is over."""
    return can_edit(user, application) and not can_submit(user, application)
