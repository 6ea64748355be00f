"""What people are told of problems and themes reads well in three languages."""

import pytest
from django.utils import timezone

from notifications import wording
from notifications.models import Notice
from tenders.plans import notices
from tests.factories.accounts import UserFactory
from tests.factories.plans import CommentFactory, ProblemFactory, ThemeFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "problem_filed": ("мәселе модерация күтеді", "проблема ждёт модерации", "a problem waits for moderation"),
    "problem_published": ("мәселеңіз тақтада", "Ваша проблема на доске", "your problem is on the board"),
    "problem_refused": (
        *("мәселеңіз тақтаға қойылмады", "Ваша проблема не помещена на доску", "your problem is not put on the board"),
    ),
    "problem_taken_down": ("мәселеңіз тақтадан алынды", "Ваша проблема снята с доски", "your problem is taken down"),
    "discussion_opened": ("талқылау басталды", "обсуждение началось", "the discussion has begun"),
    "commented": ("пікір жауап күтеді", "комментарий ждёт ответа", "a comment waits for an answer"),
    "answered": ("пікіріңізге жауап берілді", "на Ваш комментарий ответили", "your comment is answered"),
    "approved": ("тақырып бекітілді", "тема утверждена", "the theme is approved"),
    "dropped": ("тақырып жоспарға енбеді", "тема не вошла в план", "the theme is not in the plan"),
}


@pytest.fixture
def posted():
    """One notice of each kind, with what it is about."""
    body, at, nobody = StateBodyFactory(), timezone.now(), UserFactory()
    UserFactory(role="call_officer", body=body)
    refused, taken_down = ProblemFactory(refused=True), ProblemFactory(taken_down=True)
    said, dropped = CommentFactory(theme__body=body, theme__discussion=True), ThemeFactory(body=body, dropped=True)
    notices.problem_filed(ProblemFactory(body=body), at=at)
    notices.problem_published(ProblemFactory(published=True), at=at)
    notices.problem_kept_off(refused, at=at)
    notices.problem_kept_off(taken_down, at=at)
    notices.commented(said, at=at)
    notices.answered(said, at=at)
    notices.discussion_opened(said.theme, by=said.author, at=at)
    notices.approved(said.theme, by=said.author, at=at)
    notices.dropped(dropped, by=nobody, at=at)
    return {notice.kind.removeprefix("plans/"): notice for notice in Notice.objects.all()}


def test_each_kind_has_its_subject_in_three_languages_and_leads_somewhere(posted):
    told = {
        kind: tuple(wording.of(notice, language).subject.partition(": ")[2] for language in ("kk", "ru", "en"))
        for kind, notice in posted.items()
    }

    assert told == SUBJECTS
    assert [kind for kind, notice in posted.items() if not notice.url.startswith("/kk/")] == []


def test_a_reason_and_a_deadline_stand_in_the_news(posted):
    until = wording.of(posted["discussion_opened"], "en").news

    assert "Астана" not in until and "Astana time" in until
    assert "Назван человек." in wording.of(posted["problem_refused"], "ru").news
    assert "Қайталанған." in wording.of(posted["problem_taken_down"], "kk").news
    assert "Нет бюджета." in wording.of(posted["dropped"], "ru").news
