"""Who hears of a question: its officers without the asker; of an answer: everybody who counts on the call, at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from notifications import facts, outbox
from tenders.calls import notices as calls
from tenders.questions.models import Question


def asked(question: Question, *, at: datetime) -> None:
    """The officers of the customer hear what is asked, and by when it must be answered; not by whom."""
    url = reverse("questions:answer", args=[question.call.number, question.number])
    _post("asked", question, calls.officers(question.call, at), at, url)


def answered(question: Question, *, at: datetime) -> None:
    """Whoever counts on the call hears the answer in the same moment (R-027)."""
    url = reverse("questions:index", args=[question.call.number])
    _post("answered", question, calls.concerned(question.call, at), at, url)


def _post(event: str, question: Question, people: Iterable[Any], at: datetime, url: str) -> None:
    told = facts.texts("title", question.call, "title") | facts.texts("answer", question, "answer")
    outbox.post(
        f"questions/{event}",
        to=people,
        about=question,
        url=url,
        at=at,
        number=question.call.number,
        question=question.text,
        due_at=question.due_at,
        deadline_at=question.call.deadline_at,
        **told,
    )
