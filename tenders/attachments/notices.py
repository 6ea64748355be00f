"""Who hears that a file was refused after it had been received (U17)."""

from datetime import datetime

from django.urls import reverse

from notifications import facts, outbox
from tenders.applications.rules import links_of
from tenders.attachments.models import Attachment


def refused(attachment: Attachment, *, at: datetime) -> None:
    """Everybody who acts for the NGO: the file is gone, and another must take its place."""
    application = attachment.application
    call = application.lot.call
    outbox.post(
        "attachments/refused",
        to=[link.user for link in links_of(application.organisation, at)],
        about=application,
        url=reverse("attachments:index", args=[application.number]),
        at=at,
        key=attachment.code,
        number=application.number,
        call=call.number,
        deadline_at=call.deadline_at,
        **facts.texts("title", call, "title"),
    )
