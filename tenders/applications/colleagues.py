"""Who else is at work on an application, in sentences: a hint for its own people, never a lock (Q31)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tenders.applications import wording
from tenders.applications.models import Application
from tenders.drafts import actions as drafts
from tenders.drafts.models import Presence

MINUTE = timedelta(minutes=1)


def meet(application: Application, section: str, *, by: Any, at: datetime) -> list[str]:
    """Tell a person's colleagues that they are at this section now, and the person who else is at work.

    A page that saves itself asks this every few seconds: one question, and a row written twice a minute at most.
    """
    present = list(Presence.objects.at_work(at).filter(application=application))
    own = next((presence for presence in present if presence.user_id == by.pk), None)
    drafts.arrive(application, section, was=own, by=by, at=at)
    return [_sentence(presence, at) for presence in present if presence is not own]


def at_work(application: Application, user: Any, at: datetime) -> list[str]:
    """A sentence for each other person who did something at this application within the last two minutes."""
    others = Presence.objects.at_work(at).filter(application=application).exclude(user=user)
    return [_sentence(presence, at) for presence in others]


def _sentence(presence: Presence, at: datetime) -> str:
    minutes = (at - presence.at) // MINUTE
    facts = {
        "name": presence.user,
        "section": wording.SECTIONS.get(presence.section, presence.section),
        "minutes": minutes,
    }
    if not minutes:
        return _("%(name)s is editing “%(section)s” now.") % facts
    return _("%(name)s is editing “%(section)s” (%(minutes)d min ago).") % facts
