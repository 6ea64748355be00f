"""Who leads admission: the secretary prepares, the chair rules, the deputy where the chair is recused."""

from typing import Any

from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.commission.rules import is_recused, seat_of


def leads(user: Any, call: Call) -> bool:
    """The chair, the deputy or the secretary of the commission."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in (Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY)


def can_rule(user: Any, application: Application) -> bool:
    """The chair rules on an application; the deputy where a conflict recuses the chair from the lot (R-052)."""
    seat = seat_of(user, application.lot.call)
    if seat is None or is_recused(seat, application.lot_id):
        return False
    if seat.role == Member.Role.CHAIR:
        return True
    return seat.role == Member.Role.DEPUTY and _chair_is_recused(seat, application.lot_id)


def _chair_is_recused(deputy: Member, lot_id: int) -> bool:
    chair = deputy.commission.members.serving().filter(role=Member.Role.CHAIR).first()
    return chair is None or is_recused(chair, lot_id)


def offers(user: Any, call: Call) -> set[str]:
    """The verbs this person can use right now on the admission of a call."""
    if not leads(user, call):
        return set()
    verbs = {Call.Status.OPENED: {"begin"}, Call.Status.ADMISSION: {"finish"}}
    return verbs.get(call.status, set())
