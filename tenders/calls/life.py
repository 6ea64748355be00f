"""What happens to a call after its publication, as its public page tells it: changes, answers, following."""

from datetime import datetime
from typing import Any

from tenders.calls.models import Call


def of(call: Any, user: Any, at: datetime) -> dict[str, Any]:
    """What changed and why, what was answered, until when to ask, and whether this person follows the call.

    The call comes with its counts.
    """
    agreement = None
    if call.status == Call.Status.FAILED:
        agreement = getattr(call, "direct_agreement", None)
    return {
        "now": at,
        "changes": call.changes.confirmed() if call.change_count else [],
        "answered": call.answer_count,
        "questions_until": call.profile.questions_until(call.deadline_at) if call.accepts_applications(at) else None,
        "is_followed": user.is_authenticated and call.followers.filter(user=user).exists(),
        "agreement": agreement,
    }


def in_the_office(call: Call, at: datetime) -> dict[str, Any]:
    """What waits for the people of the customer: proposals for a second person, questions for an answer."""
    if call.published_at is None:
        return {"now": at}
    return {"now": at, "proposals": call.changes.proposed(), "waiting": call.questions.waiting().count()}
