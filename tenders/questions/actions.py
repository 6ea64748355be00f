"""Ask, answer; and make up for answers that are late."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused
from tenders.calls.models import Call
from tenders.changes import actions as changes
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tenders.questions import notices, rules
from tenders.questions.models import Question


@transaction.atomic
def ask(call: Call, text: str, *, by: Any, at: datetime) -> Question:
    """Ask about a published call until the profile's day (R-027).

    Refused afterwards, to people of the customer, and for what the same person has asked and waits for.
    """
    call = call.locked()
    if not rules.can_ask(by, call):
        raise Refused(_("People of the customer answer questions; they ask none."))
    if call.status != Call.Status.PUBLISHED or at > call.profile.questions_until(call.deadline_at):
        raise Refused(_("The time for questions is over. The answers that were given stay here."))
    if call.questions.waiting().filter(asked_by=by, text=text).exists():
        raise Refused(_("You have asked this already. The answer comes here and to your notices."))
    days, last = call.profile.answers_wd, call.questions.aggregate(last=models.Max("number"))["last"]
    question = Question.objects.create(
        call=call,
        number=(last or 0) + 1,
        text=text,
        asked_by=by,
        asked_at=at,
        due_at=call.profile.window_end(at, days) if days else None,
    )
    Entry.objects.append(question, "asked", by=by, at=at)
    notices.asked(question, at=at)
    return question


@transaction.atomic
def answer(question: Question, *, answer_kk: str, answer_ru: str, by: Any, at: datetime) -> Question:
    """Answer in public, in both languages, to all at once; a late answer moves the deadline day for day (R-027).

    Refused for what is answered already: an answer is not changed.
    """
    call = question.call.locked()
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.call = call
    if not rules.can_answer(by, call):
        raise Refused(_("Only people of the customer may do this."))
    if question.answered_at:
        raise Refused(_("This question is answered already. An answer that was given is not changed."))
    question.answer_kk, question.answer_ru = answer_kk, answer_ru
    question.answered_by, question.answered_at = by, at
    question.save(update_fields=["answer_kk", "answer_ru", "answered_by", "answered_at"])
    Entry.objects.append(question, "answered", by=by, at=at)
    notices.answered(question, at=at)
    make_up(call, at=at)
    return question


@transaction.atomic
def make_up(call: Call, *, at: datetime) -> None:
    """Move the deadline by the working days that answers are late by now; what was made up for counts (R-027)."""
    call = call.locked()
    asked = call.questions.values_list("due_at", "answered_at")
    answers = [moving.Answer(due=due, at=given or at) for due, given in asked if due]
    late = moving.late_days(answers, Holiday.objects.calendar(), call.profile.deadline_not_after)
    changes.make_up(call, late, at=at)
