"""What the pages of the opening and of admission show, in a fixed number of queries."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from tenders.admission import rules
from tenders.admission.models import Ruling
from tenders.applications import content, eligibility
from tenders.applications.models import Application
from tenders.calls.models import Call, Requirement
from tenders.commission.models import Commission, Member
from tenders.commission.rules import open_lots, readable
from tenders.protocols.models import Protocol

ROW = (
    "number",
    "status",
    "lot_id",
    "lot__number",
    "organisation__name_kk",
    "organisation__name_ru",
    "organisation__name_en",
    "receipt__opened__requested_amount",
)


def opening_page(call: Call, start: int, per: int) -> dict[str, Any] | None:
    """The public list of an opening as its protocol has it (R-043): bidder, BIN, moment, sum; none before it.

    A long list comes in stretches of `per` rows.
    """
    protocol = call.protocols.filter(kind=Protocol.Kind.OPENING).defer("pdf_kk", "pdf_ru").first()
    if protocol is None:
        return None
    rows = protocol.body["bids"]
    return {
        "call": call,
        "protocol": protocol,
        "bids": [_bid(row) for row in rows[start : start + per]],
        "unreadable": [row["number"] for row in protocol.body.get("unreadable", [])],
        "count": len(rows),
        "total": sum((Decimal(row["requested"]) for row in rows), Decimal(0)),
        "preceding": max(start - per, 0) if start else None,
        "following": start + per if start + per < len(rows) else None,
    }


def _bid(row: dict[str, Any]) -> SimpleNamespace:
    told = {"received_at": datetime.fromisoformat(row["received_at"]), "requested": Decimal(row["requested"])}
    return SimpleNamespace(**row | told)


def for_list(applications: QuerySet[Application]) -> QuerySet[Application]:
    """What a row of the list shows, and no content."""
    return (
        applications.select_related("lot", "organisation", "receipt__opened")
        .only(*ROW)
        .order_by("lot__number", "number")
    )


def admission_page(commission: Commission, seat: Member) -> dict[str, Any]:
    """How far admission is, what this member may do, and in which lots."""
    call, seen = commission.call, readable(seat.user, commission.call).order_by()
    counts = seen.aggregate(
        total=Count("pk"),
        left=Count("pk", filter=Q(status=Application.Status.OPENED)),
        rejected=Count("pk", filter=Q(status=Application.Status.REJECTED)),
    )
    awaited = Member.objects.awaited().filter(commission=commission).select_related("user")
    is_at_work = call.status == Call.Status.ADMISSION
    is_finished = not is_at_work or rules.is_finished(call)
    return {
        "commission": commission,
        "call": call,
        "counts": counts,
        "lots": open_lots(seat.user, call),
        "ruled_lots": rules.lots_of(seat, call) if is_at_work and not is_finished else set(),
        "is_finished": is_finished,
        "offers": rules.offers(seat, call, finished=is_finished),
        "awaited": list(awaited) if call.status == Call.Status.OPENED else [],
        "due_at": _due(call),
    }


def _due(call: Call) -> datetime | None:
    if call.status not in (Call.Status.OPENED, Call.Status.ADMISSION) or not call.profile.admission_wd:
        return None
    return call.opened_at and call.profile.window_end(call.opened_at, call.profile.admission_wd)


def ruling_page(application: Application, user: Any) -> dict[str, Any]:
    """An application beside the requirements, each with the rejections on it so far: same defect, same treatment."""
    call = application.lot.call
    seen = Ruling.objects.filter(application__in=readable(user, call).values("pk")).exclude(application=application)
    parallel = Prefetch("rulings", queryset=seen.select_related("application"), to_attr="parallel")
    return {
        "application": application,
        "call": call,
        "content": content.of_receipt(application.receipt),
        "requirements": call.requirements.prefetch_related(parallel),
        "findings": eligibility.for_commission(application),
        "ruling": Ruling.objects.filter(application=application).select_related("requirement").first(),
        "may_rule": call.status == Call.Status.ADMISSION and rules.can_rule(user, application),
    }


def requirements_of(call: Call) -> QuerySet[Requirement]:
    """What a rejection may name."""
    return call.requirements.order_by("code")


def next_without_ruling(application: Application, user: Any) -> str:
    """The number of the next application of the list without a ruling, or nothing."""
    call = application.lot.call
    waiting = readable(user, call).filter(status=Application.Status.OPENED, lot__in=rules.ruled_lots(user, call))
    beyond = Q(lot__number__gt=application.lot.number) | Q(lot=application.lot_id, number__gt=application.number)
    ordered = waiting.exclude(pk=application.pk).order_by("lot__number", "number").values_list("number", flat=True)
    return ordered.filter(beyond).first() or ordered.first() or ""
