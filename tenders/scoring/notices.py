"""Who hears of scoring: the scorers what awaits them, the leaders when it is done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from notifications import outbox
from tenders.admission.rules import LEADING
from tenders.calls.models import Call
from tenders.commission.models import Member


def begun(call: Call, members: Iterable[Member], *, at: datetime) -> None:
    """Each scorer hears that the sheets are ready, and until when."""
    _post("begun", call, members, at, "scoring:index", scoring_until_at=call.scoring_until)


def finished(call: Call, *, at: datetime) -> None:
    """Chair, deputy and secretary hear that every sheet is locked, so that a session can be convened."""
    _post("finished", call, _leading(call), at, "decisions:session")


def too_few_sheets(call: Call, *, at: datetime) -> None:
    """Chair, deputy and secretary hear that conflicts left some application too few sheets (R-053)."""
    _post("too_few_sheets", call, _leading(call), at, "scoring:index")


def _leading(call: Call) -> Iterable[Member]:
    return call.commission.members.serving().filter(role__in=LEADING).select_related("user")


def _post(event: str, call: Call, members: Iterable[Member], at: datetime, page: str, **facts: Any) -> None:
    outbox.post(
        f"scoring/{event}",
        to=[member.user for member in members],
        about=call,
        url=reverse(page, args=[call.number]),
        at=at,
        key=at.isoformat(),
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        **facts,
    )
