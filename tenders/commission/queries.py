"""What the page of a commission shows, in a fixed number of queries."""

from typing import Any

from django.db.models import Exists, OuterRef

from registry.organisations.models import Organisation
from tenders.calls.models import Lot
from tenders.commission import rules
from tenders.commission.models import Commission, Declaration, Member

LEADING = (Member.Role.CHAIR, Member.Role.DEPUTY, Member.Role.SECRETARY)


def commission_page(commission: Commission, user: Any) -> dict[str, Any]:
    """Who sits where, who has declared, and what this member can do now; recusals only for those who lead."""
    call, seat = commission.call, rules.seat_of(user, commission.call)
    awaited = set(Member.objects.awaited().filter(commission=commission).values_list("pk", flat=True))
    members = list(commission.members.serving().select_related("user"))
    leads = seat is not None and seat.role in LEADING
    return {
        "commission": commission,
        "call": call,
        "seat": seat,
        "members": [(member, _declared(member, call.is_sealed, awaited)) for member in members],
        "awaited": [member for member in members if member.pk in awaited],
        "must_declare": seat is not None and seat.pk in awaited,
        "reads": seat is not None and seat.role in Member.READING,
        "leads": leads,
        "may_appoint": rules.can_appoint(user, call),
        "recusals": _recusals(commission) if leads else [],
    }


def _declared(member: Member, is_sealed: bool, awaited: set[int]) -> bool | None:
    if is_sealed or member.role not in Member.READING:
        return None
    return member.pk not in awaited


def _recusals(commission: Commission) -> list[tuple[Lot, list[Member]]]:
    """The lots with members who declared a conflict on them; the bidder is not named (P-6)."""
    conflicts = Declaration.objects.conflicts().filter(member__commission=commission, member__until__isnull=True)
    pairs = set(conflicts.values_list("application__lot", "member"))
    members = {member.pk: member for member in commission.members.serving().select_related("user")}
    return [
        (lot, [member for pk, member in members.items() if (lot.pk, pk) in pairs])
        for lot in commission.call.lots.order_by("number")
        if any(lot.pk == recused for recused, _member in pairs)
    ]


def bidders_owed(member: Member, language: str) -> Any:
    """The bidders this member has still to answer for, by name: nothing of them but name and BIN (U21)."""
    owed = rules.owed_by(member).filter(organisation=OuterRef("pk"))
    order = "sort_ru" if language == "ru" else "sort_kk"
    named = Organisation.objects.only("code", "bin", "name_kk", "name_ru", "name_en", "sort_kk", "sort_ru")
    return named.filter(Exists(owed)).order_by(order, "pk")


def declared_by(member: Member) -> dict[str, Any]:
    """What this member has declared: the conflicts, and with how many bidders there is none."""
    conflicts = member.declarations.conflicts().select_related("application__organisation", "application__lot")
    answered = member.declarations.filter(answer=Declaration.Answer.NONE)
    free = answered.exclude(application__in=conflicts.values("application"))
    return {
        "declared": conflicts.order_by("application__lot__number", "pk"),
        "without": free.values("application__organisation").distinct().count(),
        "is_whole": not rules.owed_by(member).exists(),
    }
