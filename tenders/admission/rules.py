"""Who leads admission: the secretary prepares, the chair rules, the deputy where the chair is recused."""

from typing import Any

from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.commission.rules import recused_lots, seat_of
from tenders.protocols.models import Protocol

LEADING = (Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY)


def leads(user: Any, call: Call) -> bool:
    """The chair, the deputy or the secretary of the commission."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in LEADING


def ruled_lots(user: Any, call: Call) -> set[int]:
    """The lots on which this person rules: the chair without a conflict, else the deputy (R-052)."""
    seat = seat_of(user, call)
    return lots_of(seat, call) if seat else set()


def lots_of(seat: Member, call: Call) -> set[int]:
    """The lots on which the holder of this seat rules (R-052)."""
    if seat.role not in (Member.Role.CHAIR, Member.Role.DEPUTY):
        return set()
    lots = set(call.lots.values_list("pk", flat=True))
    if seat.role == Member.Role.DEPUTY:
        chair = Member.objects.serving().filter(commission=seat.commission_id, role=Member.Role.CHAIR).first()
        lots &= recused_lots(chair) if chair else lots
    return lots - recused_lots(seat)


def can_rule(user: Any, application: Application) -> bool:
    """Whether this person rules on this application (R-052)."""
    return application.lot_id in ruled_lots(user, application.lot.call)


def offers(seat: Member, call: Call, *, finished: bool) -> set[str]:
    """The verbs the holder of this seat can use right now on the admission of a call."""
    if seat.role not in LEADING:
        return set()
    if call.status == Call.Status.ADMISSION and not finished:
        return {"finish"}
    return {"begin"} if call.status == Call.Status.OPENED else set()


def is_finished(call: Call) -> bool:
    """Whether the admission protocol is drawn up, so that scoring can begin."""
    return call.protocols.filter(kind=Protocol.Kind.ADMISSION).exists()
