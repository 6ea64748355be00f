"""Who sits on a commission, and what a declared conflict takes away."""

from typing import Any

from django.utils import timezone

from registry.organisations.models import Link
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.calls.rules import can_approve
from tenders.commission.models import Declaration, Member

DECLARES = (*Member.SCORING, Member.Role.SECRETARY)


def seat_of(user: Any, call: Call) -> Member | None:
    """The seat this person holds on the commission of a call today, if any."""
    if not user.is_authenticated:
        return None
    return Member.objects.serving().filter(user=user, commission__call=call).first()


def can_appoint(user: Any, call: Call) -> bool:
    """The approver of the customer who did not draft the call appoints its commission, before publication (R-025)."""
    return can_approve(user, call) and call.status in (Call.Status.DRAFT, Call.Status.APPROVED)


def can_declare(user: Any, call: Call) -> bool:
    """Everybody on the commission who may read applications declares; an observer reads none."""
    seat = seat_of(user, call)
    return seat is not None and seat.role in DECLARES


def has_declared(member: Member) -> bool:
    """Whether the member has answered for every bidder of the call (R-051)."""
    bidders = Application.objects.opened().filter(lot__call__commission=member.commission)
    return not bidders.exclude(declarations__in=member.declarations.all()).exists()


def is_recused(member: Member, lot_id: int) -> bool:
    """Whether a conflict takes this lot from the member (R-051)."""
    return Declaration.objects.conflicts().filter(member=member, application__lot=lot_id).exists()


def acts_for(user: Any, application: Application) -> bool:
    """Whether this person acts for the bidder, so that only a conflict can be declared (R-052)."""
    links = Link.objects.current(timezone.localdate())
    return links.filter(user=user, organisation=application.organisation_id).exists()
