"""Write a message."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from notifications import actions as notifications
from tenders.applications.models import Application
from tenders.messages import notices, rules
from tenders.messages.models import Message


@transaction.atomic
def write(application: Application, text: str, *, by: Any, at: datetime) -> Message:
    """Write to the other side; it stands for ever (U16).

    Refused before the opening, for until then the customer must not learn that there is an application (R-041); to
    whoever stands for neither side; and for the same words twice in a row.
    """
    application = application.locked()
    side = rules.side_of(by, application)
    if side is None:
        raise Refused(_("Only the people of the organisation and the officials of the call write here."))
    if application.opened_at is None:
        raise Refused(_("Until the opening nobody may know of this application. Ask in the questions of the call."))
    last = application.messages.first()
    if last and (last.written_by_id, last.text) == (by.pk, text):
        raise Refused(_("You have written this already."))
    message = Message.objects.create(application=application, side=side, text=text, written_by=by, written_at=at)
    application.note("message written", by=by, at=at)
    notifications.read_about(application, "messages/written", by=by, at=at)
    notices.written(message, at=at)
    return message
