"""Who may draft, approve, publish and cancel a call."""

from typing import Any

from registry.bodies.models import StateBody
from tenders.calls.models import Call


def bodies_of(user: Any) -> list[int]:
    """The state bodies for which this person drafts calls."""
    return [a.body_id for a in user.current_assignments if a.role == "call_officer"] if user.is_authenticated else []


def can_enter_office(user: Any) -> bool:
    """Call officers and approvers work in the office; an auditor looks on."""
    return any(user.holds(role) for role in ("call_officer", "approver", "auditor"))


def is_officer(user: Any, body: StateBody) -> bool:
    """A call officer of this state body."""
    return user.is_authenticated and user.holds("call_officer", body.pk)


def is_approver(user: Any, body: StateBody) -> bool:
    """An approver of this state body."""
    return user.is_authenticated and user.holds("approver", body.pk)


def can_manage(user: Any, call: Call) -> bool:
    """Officers and approvers of the customer follow the call through its steps; an auditor looks on."""
    return is_officer(user, call.customer) or is_approver(user, call.customer) or user.holds("auditor")


def can_edit(user: Any, call: Call) -> bool:
    """A call officer of the customer edits the draft."""
    return is_officer(user, call.customer)


def can_change(user: Any, call: Call) -> bool:
    """Officers and approvers of the customer propose changes of a published call, and answer questions about it."""
    return is_officer(user, call.customer) or is_approver(user, call.customer)


def can_approve(user: Any, call: Call) -> bool:
    """An approver of the customer who did not draft the call (R-025)."""
    return is_approver(user, call.customer) and user != call.drafted_by


VERBS = {
    "approve": (can_approve, Call.Status.APPROVED),
    "send_back": (can_approve, Call.Status.DRAFT),
    "publish": (can_approve, Call.Status.PUBLISHED),
    "cancel": (can_approve, Call.Status.CANCELLED),
}


def offers(user: Any, call: Call) -> set[str]:
    """The verbs this person can use right now; the page draws one button for each."""
    verbs = {verb for verb, (may, target) in VERBS.items() if call.may_move_to(target) and may(user, call)}
    if call.status == Call.Status.DRAFT and can_edit(user, call):
        verbs.add("edit")
    if call.status in (Call.Status.DRAFT, Call.Status.APPROVED) and can_approve(user, call):
        verbs.add("appoint")
    if call.status == Call.Status.PUBLISHED and can_change(user, call):
        verbs |= {"amend", "extend"}
    if call.status == Call.Status.FAILED and can_approve(user, call):
        verbs.add("agree_directly")
    if call.published_at is not None and is_officer(user, call.customer):
        verbs.add("copy")
    return verbs
