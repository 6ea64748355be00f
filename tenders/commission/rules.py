"""Who sits on a commission, and what a declared conflict takes away."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from registry.people.models import Link
from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.calls.rules import can_approve
from tenders.commission.models import Declaration, Member


def seat_of(user: Any, call: Call) -> Member | None:
    """The seat this person holds on the commission of a call today, if any."""
    if not user.is_authenticated:
        return None
    seats = Member.objects.serving().filter(user=user, commission__call=call)
    return seats.select_related("commission__call", "user").first()


def can_appoint(user: Any, call: Call) -> bool:
    """The approver of the customer who did not draft the call appoints its commission, before publication (R-025)."""
    return can_approve(user, call) and call.status in (Call.Status.DRAFT, Call.Status.APPROVED)


def can_declare(user: Any, call: Call) -> bool:
    """Everybody on the commission who may read applications declares; an observer reads none."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in Member.READING


def must_declare(user: Any, number: str) -> bool:
    """Whether this person still owes the commission of a call a declaration, so that nothing of it opens (U21)."""
    if not user.is_authenticated:
        return False
    return Member.objects.awaited().filter(user=user, commission__call__number=number).exists()


def owed_by(member: Member) -> QuerySet[Application]:
    """The opened applications of the call about whose bidders the member has not answered."""
    bidders = Application.objects.opened().filter(lot__call__commission=member.commission_id)
    return bidders.exclude(pk__in=member.declarations.values("application"))


def is_recused(member: Member, lot_id: int) -> bool:
    """Whether a conflict takes this lot from the member (R-051)."""
    return Declaration.objects.conflicts().filter(member=member, application__lot=lot_id).exists()


def recused_lots(member: Member) -> set[int]:
    """The lots of the call that conflicts take from the member (R-051)."""
    return set(Declaration.objects.conflicts().filter(member=member).values_list("application__lot_id", flat=True))


def own_organisations(user: Any) -> set[int]:
    """The organisations this person acts for today: about them only a conflict can be declared (R-052)."""
    links = Link.objects.current(timezone.localdate()).filter(user=user)
    return set(links.values_list("organisation_id", flat=True))


def readable(user: Any, call: Call) -> QuerySet[Application]:
    """What this person reads as a member: the opened applications of every lot without a conflict (R-051, S17).

    Narrower than `visible_to`: an own organisation's application is no business of the commission's room.
    """
    return Application.objects.opened().read_by_commission(user).filter(lot__call=call)


def open_lots(user: Any, call: Call) -> list[Lot]:
    """The lots with something this member reads; a lot with a conflict does not exist for them."""
    return list(call.lots.filter(applications__in=readable(user, call).values("pk")).distinct().order_by("number"))
