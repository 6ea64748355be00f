"""Who begins scoring, and who scores."""

from typing import Any

from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.commission.rules import seat_of
from tenders.scoring.models import ScoreSheet


def can_begin(user: Any, call: Call) -> bool:
    """The chair or the deputy begins scoring (domain 5.1)."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in (Member.Role.CHAIR, Member.Role.DEPUTY)


def can_score(user: Any, sheet: ScoreSheet) -> bool:
    """Only the member whose sheet it is."""
    return sheet.member.user_id == user.pk


def offers(user: Any, sheet: ScoreSheet) -> set[str]:
    """What this person can do with a sheet right now."""
    open_ = sheet.status == ScoreSheet.Status.DRAFT and sheet.application.lot.call.status == Call.Status.SCORING
    return {"save", "lock"} if open_ and can_score(user, sheet) else set()
