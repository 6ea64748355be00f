"""Who asks, who answers, who may take a question back."""

from typing import Any

from registry.organisations.rules import is_officer
from registry.support.models import Consultation, Guide, News

__all__ = ["OF_GUIDES", "OF_NEWS", "OF_QUESTIONS", "can_withdraw", "is_officer", "officer_offers", "offers"]

Verbs = dict[str, str]

OF_NEWS: Verbs = {"publish": News.Status.PUBLISHED, "withdraw": News.Status.WITHDRAWN}
OF_GUIDES: Verbs = {"publish": Guide.Status.PUBLISHED, "withdraw": Guide.Status.WITHDRAWN}
OF_QUESTIONS: Verbs = {
    "answer": Consultation.Status.ANSWERED,
    "publish": Consultation.Status.PUBLISHED,
    "close": Consultation.Status.CLOSED,
}


def can_withdraw(user: Any, question: Consultation) -> bool:
    """Only the asker takes a question back."""
    return question.asked_by_id == user.pk


def offers(user: Any, question: Consultation) -> set[str]:
    """The verbs the asker can use right now."""
    is_open = question.may_move_to(Consultation.Status.WITHDRAWN)
    return {"withdraw"} if is_open and can_withdraw(user, question) else set()


def officer_offers(user: Any, record: Any, verbs: Verbs) -> list[str]:
    """The verbs a registry officer can use on this record right now, in the order of its map."""
    if not is_officer(user):
        return []
    return [verb for verb, target in verbs.items() if record.may_move_to(target)]
