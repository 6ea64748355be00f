"""Who asks, who answers, who may know the asker."""

from typing import Any

from tenders.calls import rules as calls
from tenders.calls.models import Call


def can_ask(user: Any, call: Call) -> bool:
    """Anybody signed in but the people of the customer, who answer."""
    return user.is_authenticated and not calls.can_change(user, call)


def can_answer(user: Any, call: Call) -> bool:
    """Officers and approvers of the customer."""
    return calls.can_change(user, call)


def can_know_the_asker(user: Any) -> bool:
    """The audit alone (R-027)."""
    return user.is_authenticated and user.holds("auditor")
