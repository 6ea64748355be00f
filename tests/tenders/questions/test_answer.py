"""Answers go to all at once; when they are late, the deadline moves day for day (R-027)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from notifications.models import Notice
from tenders import tasks
from tenders.calls.models import Call
from tenders.changes.models import Change
from tenders.following import actions as following
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tenders.questions import actions
from tenders.questions.models import Question
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
ANSWER = {"answer_kk": "Иә, қатыса алады.", "answer_ru": "Да, может."}


@pytest.fixture
def question(call):
    return actions.ask(call, "Может ли участвовать филиал?", by=UserFactory(), at=timezone.now())


def later(call, days):
    return moving.later(call.deadline_at, days, Holiday.objects.calendar())


def test_everybody_concerned_hears_the_answer_in_the_same_moment(call, officer, question):
    draft, sent = ApplicationFactory(lot=call.lots.get()), ApplicationFactory(lot=call.lots.get(), submitted=True)
    follower, stranger, now = UserFactory(), UserFactory(), timezone.now()
    following.follow(call, by=follower, at=now)
    Notice.objects.all().delete()

    actions.answer(question, **ANSWER, by=officer, at=now)

    told = Notice.objects.filter(kind="questions/answered")
    assert set(told.values_list("to", flat=True)) == {
        person.pk for person in (head_of(draft), head_of(sent), follower, question.asked_by)
    }
    assert set(told.values_list("send_after", flat=True)) == {now}
    assert stranger.pk not in told.values_list("to", flat=True)


def test_an_answer_in_time_moves_nothing(call, officer, question):
    actions.answer(question, **ANSWER, by=officer, at=question.due_at)

    assert (Call.objects.get().deadline_at, Change.objects.count()) == (call.deadline_at, 0)


def test_an_answer_a_second_late_moves_the_deadline_by_a_working_day(call, officer, question):
    hash_before = call.conditions_hash

    actions.answer(question, **ANSWER, by=officer, at=question.due_at + SECOND)

    [change], fresh = Change.objects.all(), Call.objects.get()
    assert fresh.deadline_at == later(call, 1)
    assert fresh.opening_at - fresh.deadline_at == call.opening_at - call.deadline_at
    assert (change.kind, change.status, change.days, change.proposed_by) == ("answers", "confirmed", 1, None)
    assert (change.deadline_before_at, change.deadline_after_at) == (call.deadline_at, fresh.deadline_at)
    assert (change.hash_before, change.hash_after) == (hash_before, fresh.conditions_hash)
    assert "опозданием" in change.because_ru
    assert Notice.objects.filter(kind="changes/confirmed", to=question.asked_by).count() == 1


def test_the_clock_moves_the_deadline_while_an_answer_is_owed_and_once_for_each_day(call, question, monkeypatch):
    def tick(at):
        monkeypatch.setattr(tasks.clock, "now", lambda: at)
        tasks.make_up_for_late_answers()
        return Call.objects.get().deadline_at

    assert tick(question.due_at) == call.deadline_at
    assert tick(question.due_at + SECOND) == later(call, 1)
    assert tick(question.due_at + 2 * SECOND) == later(call, 1)
    next_evening = call.profile.window_end(question.due_at, 1)
    assert tick(next_evening) == later(call, 1)
    assert tick(next_evening + SECOND) == later(call, 2)
    assert [change.days for change in Change.objects.all()] == [1, 1]


def test_two_answers_late_on_the_same_day_move_the_deadline_once(call, officer, question):
    other = actions.ask(call, "А представительство?", by=UserFactory(), at=question.asked_at)

    for late in (question, other):
        actions.answer(late, **ANSWER, by=officer, at=question.due_at + SECOND)

    assert Call.objects.get().deadline_at == later(call, 1)


def test_after_the_deadline_an_answer_is_given_and_moves_nothing(call, officer, question):
    Call.objects.filter(pk=call.pk).update(deadline_at=question.due_at, opening_at=question.due_at)

    actions.answer(question, **ANSWER, by=officer, at=question.due_at + SECOND)

    assert Call.objects.get().deadline_at == question.due_at
    assert Question.objects.get().answer_ru == ANSWER["answer_ru"]


def test_a_profile_without_the_number_moves_nothing(call, officer):
    type(call.profile).objects.filter(pk=call.profile_id).update(answers_wd=None)
    question = actions.ask(call, "Может ли участвовать филиал?", by=UserFactory(), at=timezone.now())

    actions.answer(question, **ANSWER, by=officer, at=timezone.now() + timedelta(days=9))

    assert (question.due_at, Change.objects.count()) == (None, 0)


def test_an_answer_is_given_once_and_is_not_changed(call, officer, approver, question):
    actions.answer(question, **ANSWER, by=officer, at=timezone.now())

    with pytest.raises(Refused, match="answered already"):
        actions.answer(question, answer_kk="Жоқ.", answer_ru="Нет.", by=approver, at=timezone.now())

    assert Question.objects.get().answer_ru == ANSWER["answer_ru"]


def test_strangers_answer_nothing(call, question):
    with pytest.raises(Refused):
        actions.answer(question, **ANSWER, by=UserFactory(role="auditor"), at=timezone.now())


def test_make_up_without_questions_does_nothing(call):
    actions.make_up(call, at=timezone.now())

    assert Change.objects.count() == 0


def test_the_page_asks_for_both_languages_and_shows_the_answer_to_all(client, call, officer, question):
    client.force_login(officer)
    url = reverse("questions:answer", args=[call.number, question.number])

    half = client.post(url, {"answer_kk": "Иә."})
    client.post(url, ANSWER)
    client.logout()

    assert list(half.context["form"].errors) == ["answer_ru"]
    assert half.context["form"]["answer_kk"].value() == "Иә."
    assert ANSWER["answer_ru"] in client.get(f"/ru/calls/{call.number}/questions/").text
    assert ANSWER["answer_kk"] in client.get(f"/kk/calls/{call.number}/questions/").text


def test_the_page_costs_the_same_with_one_question_and_with_many(client, call, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        for number in range(call.questions.count() + 1, call.questions.count() + 30):
            Question.objects.create(
                call=call, number=number, text="?", asked_by=UserFactory(), asked_at=timezone.now(),
                answered_by=UserFactory(), answered_at=timezone.now(), **ANSWER,
            )  # fmt: skip
        with django_assert_max_num_queries(8) as asked:
            client.get(reverse("questions:index", args=[call.number]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_desk_of_an_officer_leads_to_the_question(client, call, officer, question):
    client.force_login(officer)

    assert reverse("questions:answer", args=[call.number, 1]) in client.get(reverse("desk:index")).text
