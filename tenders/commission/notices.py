"""Who hears of a commission: its members, and of a recusal the chair and the secretary."""

from datetime import datetime

from django.urls import reverse

from notifications import outbox
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


def recused(conflict: Declaration, *, at: datetime) -> None:
    """Chair and secretary hear that a member left a lot; the bidder is not named (P-6)."""
    call = conflict.member.commission.call
    leading = Member.objects.serving().filter(
        commission__call=call, role__in=[Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY]
    )
    outbox.post(
        "commission/recused",
        to=[member.user for member in leading.exclude(pk=conflict.member_id).select_related("user")],
        about=conflict,
        url=reverse("commission:detail", args=[call.number]),
        at=at,
        number=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        lot=conflict.application.lot.number,
        member=conflict.member.user,
    )
