"""When whom a deadline is called to mind, and what is missing still (U20)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from notifications.models import Notice
from tenders.applications import checks, content, wording
from tenders.applications.models import Application
from tenders.calls.models import Call

# How long before the deadline. No law says so: it is what people need to still do something.
BEFORE = (timedelta(hours=3), timedelta(hours=24), timedelta(days=3), timedelta(days=7))
KINDS = ("prompts/unfinished", "prompts/unconfirmed")
AT_ONCE = 100


class Moment(NamedTuple):
    """The reminder whose turn it is: how long before the deadline, and since when."""

    before: timedelta
    began: datetime


def moment_of(deadline: datetime, at: datetime) -> Moment | None:
    """The last of the moments before this deadline that has come; none before the first and after the deadline."""
    if at > deadline:
        return None
    return next((Moment(span, deadline - span) for span in BEFORE if at >= deadline - span), None)


def unfinished(call: Call, since: datetime) -> Iterator[Application]:
    """What was begun before a moment, is not submitted, and of which nobody was reminded since for this deadline."""
    told = Notice.objects.filter(
        kind__in=KINDS,
        about_type=ContentType.objects.get_for_model(Application),
        created_at__gte=since,
        facts__deadline_at=call.deadline_at.isoformat(),
    )
    waiting = Application.objects.filter(
        lot__call=call,
        started_at__lt=since,
        status__in=[Application.Status.DRAFT, Application.Status.NEEDS_RECONFIRM],
    ).exclude(pk__in=told.values("about_id"))
    call = Call.objects.select_related("profile").prefetch_related("requirements").get(pk=call.pk)
    whole = waiting.select_related("lot", "working_copy").order_by("pk").prefetch_related(content.FILES)
    for application in whole.iterator(AT_ONCE):
        application.lot.call = call
        yield application


def lacking(application: Application) -> list[str]:
    """The sections in which something is missing, in their order."""
    missing = {gap.section for gap in checks.gaps(application)}
    return [section for section in wording.SECTIONS if section in missing]
