"""Who may convene, vote and publish."""

from typing import Any

from tenders.calls.models import Call, Lot
from tenders.commission.models import Declaration, Member
from tenders.decisions.models import Session


def seat_of(user: Any, call: Call) -> Member | None:
    """The seat this person holds on the commission of a call, if any."""
    if not user.is_authenticated:
        return None
    return Member.objects.serving().filter(user=user, commission__call=call).first()


def leads(user: Any, call: Call) -> bool:
    """Whether this person chairs the commission of the call, or stands in for the chair."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in (Member.Role.CHAIR, Member.Role.DEPUTY)


def can_convene(user: Any, call: Call) -> bool:
    """The chair or the deputy calls the session, and the secretary may do it for them (domain section 7)."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in (Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY)


def can_vote(user: Any, session: Session, lot: Lot) -> bool:
    """A voting member who is present and declared no conflict on the lot (R-051, R-055)."""
    seat = seat_of(user, session.call)
    if seat is None or seat.role not in Member.VOTING:
        return False
    recused = Declaration.objects.conflicts().filter(member=seat, application__lot=lot).exists()
    return not recused and session.attendances.filter(member=seat).exists()


def can_publish(user: Any, call: Call) -> bool:
    """The chair or the deputy publishes the results (domain 5.1)."""
    return leads(user, call)


def can_see_ranking(user: Any, call: Call) -> bool:
    """The commission, once every sheet is locked; observers and everybody else wait for the protocol (R-067)."""
    seat = seat_of(user, call)
    ready = call.status == Call.Status.DELIBERATION or call.has_public_results
    return ready and seat is not None and seat.role != Member.Role.OBSERVER


def lots_without_conflict(user: Any, lots: list[Lot]) -> list[Lot]:
    """Of these lots, those on which this person declared no conflict; the others do not exist for them (R-051)."""
    conflicts = Declaration.objects.conflicts().filter(member__user=user, application__lot__in=lots)
    hidden = set(conflicts.values_list("application__lot_id", flat=True))
    return [lot for lot in lots if lot.pk not in hidden]


def offers(user: Any, call: Call, session: Session | None) -> set[str]:
    """The verbs this person can use right now on the decision."""
    if call.status != Call.Status.DELIBERATION:
        return set()
    verbs = {"convene"} if can_convene(user, call) else set()
    if session is not None and can_publish(user, call):
        verbs.add("publish")
    return verbs
