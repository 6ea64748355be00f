"""Ask the head to submit; and, by the clock, remind of what is not submitted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.applications import checks, insist
from tenders.applications.models import Application
from tenders.applications.rules import signers_of
from tenders.calls.models import Call
from tenders.prompts import notices, reminders
from tenders.prompts.models import Ask

# The head is asked again to submit the same application no sooner than this.
ASKED_AGAIN = timedelta(hours=1)


@transaction.atomic
def ask_to_submit(application: Application, *, by: Any, at: datetime) -> Ask:
    """Tell the head and whoever signs that an application is ready (U12).

    Refused when the call takes nothing, again within the hour, and where nobody signs; as `Incomplete` when something
    is missing still.
    """
    application = application.locked()
    insist.on_time(application.lot.call, at)
    insist.on_change(application)
    if application.asks.filter(asked_at__gt=at - ASKED_AGAIN).exists():
        raise Refused(_("They were asked less than an hour ago. They see it on their page and in their mail."))
    signers = signers_of(application.organisation, at)
    if not signers:
        raise Refused(_("Nobody signs for your organisation yet."))
    if missing := checks.gaps(application):
        raise insist.Incomplete(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    ask = Ask.objects.create(application=application, asked_by=by, asked_at=at)
    application.note("sent to be submitted", by=by, at=at)
    notices.asked(ask, to=signers, at=at)
    return ask


@transaction.atomic
def remind(call: Call, *, at: datetime) -> None:
    """Remind whoever has a draft of an open call, or one to be confirmed, of its deadline (U20).

    Once for each of the moments before it; a deadline that was moved has moments of its own.
    """
    moment = reminders.moment_of(call.deadline_at, at)
    if moment is None or not call.accepts_applications(at):
        return
    for application in reminders.unfinished(call, moment.began):
        notices.unfinished(application, moment, at=at)
