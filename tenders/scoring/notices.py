"""Who hears of scoring: the scorers what awaits them, the leaders when it is done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from notifications import outbox
from tenders.calls.models import Call
from tenders.commission.models import Member


def begun(call: Call, members: Iterable[Member], *, at: datetime) -> None:
    """Each scorer hears that the sheets are ready, and until when."""
    _post("begun", call, members, at, "scoring:index", scoring_until_at=call.scoring_until)


def finished(call: Call, *, at: datetime) -> None:
    """Chair, deputy and secretary hear that every sheet is locked, so that a session can be convened."""
    leading = call.commission.members.serving().filter(
        role__in=[Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY]
    )
    _post("finished", call, leading.select_related("user"), at, "decisions:session")


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
