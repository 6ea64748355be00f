"""Who begins scoring, and who scores."""

from typing import Any

from tenders.calls.models import Call, Criterion
from tenders.commission.models import Member
from tenders.commission.rules import seat_of
from tenders.scoring.marks import NOTHING, is_whole
from tenders.scoring.models import ScoreSheet

BEGINS = (Member.Role.CHAIR, Member.Role.DEPUTY)


def can_begin(user: Any, call: Call) -> bool:
    """The chair or the deputy begins scoring (domain 5.1)."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in BEGINS


def can_score(user: Any, sheet: ScoreSheet) -> bool:
    """Only the member whose sheet it is."""
    return sheet.member.user_id == user.pk


def missing_of(sheet: ScoreSheet) -> list[Criterion]:
    """The criteria without a mark, or whose comment is shorter than the profile asks for (R-058)."""
    call, given = sheet.application.lot.call, sheet.marks()
    least = call.profile.comment_min_chars
    return [one for one in call.criteria.all() if not is_whole(given.get(one.pk, NOTHING), least)]


def offers(user: Any, sheet: ScoreSheet) -> set[str]:
    """What this person can do with a sheet right now."""
    open_ = sheet.status == ScoreSheet.Status.DRAFT and sheet.application.lot.call.status == Call.Status.SCORING
    return {"save", "lock"} if open_ and can_score(user, sheet) else set()
