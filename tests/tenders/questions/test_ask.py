"""Anybody signed in asks until the profile's day; nobody but the audit learns who asked (R-027)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.questions import actions
from tenders.questions.models import Question
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TEXT = "Может ли в лоте участвовать филиал?"


def test_the_officers_hear_what_is_asked_and_by_when_to_answer_but_not_by_whom(call, officer, approver):
    asker, now = UserFactory(name="Дарья Спросившая", email="asker@ngo.test"), timezone.now()

    question = actions.ask(call, TEXT, by=asker, at=now)

    assert (question.number, question.text, question.asked_by) == (1, TEXT, asker)
    assert question.due_at == call.profile.window_end(now, 2)
    assert set(Notice.objects.values_list("kind", "to")) == {
        ("questions/asked", officer.pk),
        ("questions/asked", approver.pk),
    }
    for notice in Notice.objects.all():
        assert asker.name not in str(notice.facts)
        assert asker.email not in str(notice.facts)


@pytest.mark.parametrize(("shift", "is_taken"), [(-SECOND, True), (timedelta(0), True), (SECOND, False)])
def test_questions_are_taken_to_the_last_second_of_the_profiles_day(call, shift, is_taken):
    at = call.profile.questions_until(call.deadline_at) + shift

    if is_taken:
        actions.ask(call, TEXT, by=UserFactory(), at=at)
    else:
        with pytest.raises(Refused, match="The time for questions is over"):
            actions.ask(call, TEXT, by=UserFactory(), at=at)

    assert Question.objects.count() == is_taken


@pytest.mark.parametrize("state", ["closed", "scoring", "cancelled", "failed"])
def test_nothing_is_asked_about_a_call_that_takes_no_applications(state):
    call = CallFactory(**{state: True})

    with pytest.raises(Refused):
        actions.ask(call, TEXT, by=UserFactory(), at=call.published_at)

    assert (Question.objects.count(), Entry.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_the_people_of_the_customer_ask_nothing(call, officer):
    with pytest.raises(Refused):
        actions.ask(call, TEXT, by=officer, at=timezone.now())


def test_a_second_press_asks_nothing_more(call):
    asker = UserFactory()
    actions.ask(call, TEXT, by=asker, at=timezone.now())

    with pytest.raises(Refused, match="You have asked this already"):
        actions.ask(call, TEXT, by=asker, at=timezone.now())

    assert Question.objects.count() == 1


def test_what_waits_is_read_by_its_asker_the_customer_and_the_audit_alone(call, officer, approver):
    asker = UserFactory()
    question = actions.ask(call, TEXT, by=asker, at=timezone.now())
    stranger = UserFactory(role="approver", body=CallFactory().customer)

    seen = [
        user
        for user in (asker, officer, approver, UserFactory(role="auditor"), stranger, UserFactory(), AnonymousUser())
        if question in Question.objects.visible_to(user)
    ]

    assert seen[:3] == [asker, officer, approver]
    assert len(seen) == 4
    assert seen[3].holds("auditor")


def test_the_asker_is_named_to_the_audit_alone(client, call, officer, approver):
    asker = UserFactory(name="Дарья Спросившая")
    question = actions.ask(call, TEXT, by=asker, at=timezone.now())
    actions.answer(question, answer_kk="Иә.", answer_ru="Да.", by=officer, at=timezone.now())
    url = reverse("questions:index", args=[call.number])

    pages = {"anybody": client.get(url).text}
    for who in (officer, approver, UserFactory(administrator=True), UserFactory(role="auditor", name="Auditor")):
        client.force_login(who)
        pages[who.name] = client.get(url).text

    assert [name for name, text in pages.items() if asker.name in text] == ["Auditor"]
    assert all(TEXT in text for text in pages.values())


def test_the_trail_of_questions_is_not_in_the_admin(client, call):
    actions.ask(call, TEXT, by=UserFactory(name="Дарья Спросившая"), at=timezone.now())
    client.force_login(UserFactory(administrator=True))

    pages = [client.get(f"/en/admin/{page}/").text for page in ("lifecycle/entry", "notifications/notice")]

    assert all("Дарья" not in page and "questions/asked" not in page for page in pages)


def test_the_page_keeps_what_was_typed_when_it_is_too_late(client, call):
    client.force_login(UserFactory())
    call.deadline_at = call.opening_at = timezone.now() + timedelta(days=1)
    call.save()
    url = reverse("questions:ask", args=[call.number])

    late = client.post(url, {"text": TEXT})
    empty = client.post(url, {"text": " "})

    assert late.context["form"]["text"].value() == TEXT
    assert "The time for questions is over" in late.text
    assert list(empty.context["form"].errors) == ["text"]


def test_whoever_has_not_signed_in_is_led_to_the_sign_in(client, call):
    assert client.get(reverse("questions:ask", args=[call.number])).status_code == 302


def test_a_question_asked_on_the_page_is_thanked_for(client, call):
    client.force_login(UserFactory())

    page = client.post(reverse("questions:ask", args=[call.number]), {"text": TEXT}, follow=True)

    assert "Your question is sent." in page.text
    assert Question.objects.get().text == TEXT
