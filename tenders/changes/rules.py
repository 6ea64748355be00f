"""Who proposes a change, who confirms it, who declares an outage."""

from typing import Any

from tenders.calls import rules as calls
from tenders.calls.models import Call
from tenders.changes.models import Change


def can_propose(user: Any, call: Call) -> bool:
    """Officers and approvers of the customer."""
    return calls.can_change(user, call)


def can_confirm(user: Any, change: Change) -> bool:
    """An approver of the customer who did not propose the change (Q19)."""
    return calls.is_approver(user, change.call.customer) and user != change.proposed_by


def can_drop(user: Any, change: Change) -> bool:
    """Whoever could have proposed the change takes it back or does not accept it."""
    return can_propose(user, change.call)


def can_declare(user: Any) -> bool:
    """The system administrator runs the portal and declares its outages (Q20)."""
    return user.is_active and user.is_superuser


def can_agree_directly(user: Any, call: Call) -> bool:
    """An approver of the customer who did not draft the call (R-030)."""
    return calls.can_approve(user, call)


VERBS = {"confirm": (can_confirm, Change.Status.CONFIRMED), "drop": (can_drop, Change.Status.DROPPED)}


def offers(user: Any, change: Change) -> set[str]:
    """The verbs this person can use right now; the page draws one button for each."""
    return {verb for verb, (may, target) in VERBS.items() if change.may_move_to(target) and may(user, change)}
