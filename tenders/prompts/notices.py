"""Who hears that an application waits: whoever signs, when a colleague asks; all its people, when the deadline nears.

No mail tells what the application says: the names of the sections are those of the form.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from notifications import facts, outbox
from registry.people.models import Link
from tenders.applications import wording
from tenders.applications.models import Application
from tenders.prompts.models import Ask
from tenders.prompts.reminders import Moment, lacking


def asked(ask: Ask, *, to: Iterable[User], at: datetime) -> None:
    """Whoever signs hears who asks, for which call, and until when."""
    url = reverse("prompts:submit", args=[ask.application.number])
    _post("asked", ask.application, to, at, url, key=f"{ask.pk}", asker=str(ask.asked_by))


def unfinished(application: Application, moment: Moment, *, at: datetime) -> None:
    """The people who write or sign hear until when, and which sections lack something."""
    links = Link.objects.of(application.organisation_id, on=localdate(at)).filter(role__in=Link.WRITES)
    people = [link.user for link in links.select_related("user").order_by("pk")]
    event = "unconfirmed" if application.status == Application.Status.NEEDS_RECONFIRM else "unfinished"
    lacks = [{"name": wording.SECTIONS[section]} for section in lacking(application)]
    key = f"{moment.before}:{application.lot.call.deadline_at.isoformat()}"
    _post(event, application, people, at, application.get_absolute_url(), key=key, sections=lacks)


def _post(
    event: str, application: Application, to: Iterable[User], at: datetime, url: str, key: str, **told: Any
) -> None:
    call = application.lot.call
    outbox.post(
        f"prompts/{event}",
        to=to,
        about=application,
        url=url,
        at=at,
        key=key,
        number=application.number,
        call=call.number,
        deadline_at=call.deadline_at,
        **facts.texts("title", call, "title"),
        **told,
    )
