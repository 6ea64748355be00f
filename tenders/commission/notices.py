"""Who hears of a commission: its members, and of a recusal the chair and the secretary."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from notifications import outbox
from tenders.calls.models import Call
from tenders.commission.models import Commission, Declaration, Member


def appointed(commission: Commission, *, at: datetime) -> None:
    """Each member hears of the order, the call and the day of the opening."""
    call = commission.call
    people = [member.user for member in commission.members.serving().select_related("user")]
    outbox.post(
        "commission/appointed",
        to=people,
        about=commission,
        url=commission.get_absolute_url(),
        at=at,
        key=at.isoformat(),
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        opening_at=call.opening_at,
        order=commission.order_number,
    )


def declared(member: Member, *, at: datetime) -> None:
    """When the last member has declared, chair and secretary hear that admission can begin; who declared what stays."""
    call = member.commission.call
    if Member.objects.awaited().filter(commission=member.commission_id).exists():
        return
    outbox.post(
        "commission/declared",
        to=_leading(call),
        about=call,
        url=reverse("admission:index", args=[call.number]),
        at=at,
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
    )


def recused(conflict: Declaration, *, at: datetime) -> None:
    """Chair and secretary hear that a member left a lot; the bidder is not named (P-6)."""
    call = conflict.member.commission.call
    outbox.post(
        "commission/recused",
        to=_leading(call, but=conflict.member),
        about=conflict,
        url=reverse("commission:detail", args=[call.number]),
        at=at,
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        lot=conflict.application.lot.number,
        member=conflict.member.user,
    )


def _leading(call: Call, but: Member | None = None) -> list[User]:
    roles = [Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY]
    leading = Member.objects.serving().filter(commission__call=call, role__in=roles).select_related("user")
    return [member.user for member in leading if member != but]
