"""Which applications ask for little, and who may still explain it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from tenders.applications.budget import is_low
from tenders.applications.models import Application, Receipt
from tenders.applications.rules import can_edit
from tenders.calls.grounds import CostLine
from tenders.calls.models import Call
from tenders.explanations.models import LowPrice


def low(call: Call, opened: Iterable[Application]) -> Iterable[tuple[Application, Decimal, Decimal]]:
    """Which of these applications are low, each with what it requests and the justified cost of its lot (R-047)."""
    percent, opened = call.profile.low_price_percent, list(opened)
    justified = _justified({one.lot_id for one in opened})
    for one in opened:
        requested = cast(Receipt, one.receipt).opened.requested_amount
        cost = justified.get(one.lot_id, one.lot.budget_amount)
        if is_low(requested, cost, percent):
            yield one, requested, cost


def _justified(lots: set[int]) -> dict[int, Decimal]:
    """The sum of the cost lines of each lot that has any."""
    found: dict[int, Decimal] = {}
    for line in CostLine.objects.filter(lot__in=lots):
        found[line.lot_id] = found.get(line.lot_id, Decimal(0)) + line.amount
    return found


def is_owed(low_price: LowPrice | None, now: datetime) -> bool:
    """Whether an explanation is still to come and would be in time."""
    return low_price is not None and not low_price.is_explained and now <= low_price.due_at


def can_explain(user: Any, application: Application) -> bool:
    """Whoever may write for the organisation: the head, a signatory and an editor."""
    return can_edit(user, application)
