"""The maps of a problem and of a theme, pair by pair, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lifecycle.models import Refused
from tenders.plans.models import Comment, Problem, Theme
from tests.factories.accounts import UserFactory
from tests.factories.plans import CommentFactory, ProblemFactory, SupportFactory, ThemeFactory

pytestmark = pytest.mark.django_db

OF_PROBLEMS = {("filed", "published"), ("filed", "refused"), ("published", "taken_down")}
OF_THEMES = {("draft", "discussion"), ("discussion", "approved"), ("discussion", "dropped")}


def facts_for(there):
    now = timezone.now()
    moderated = {"moderated_at": now, "moderated_by": UserFactory(), "because_kk": "Себебі.", "because_ru": "Причина."}
    decided = {"decided_at": now, "decided_by": UserFactory()}
    return {
        **dict.fromkeys(("refused", "taken_down"), moderated),
        "published": moderated | {"published_at": now},
        "discussion": {"discussed_at": now, "discussion_until": now + timedelta(days=14)},
        "approved": decided,
        "dropped": decided | {"dropped_because_kk": "Бюджет жоқ.", "dropped_because_ru": "Нет бюджета."},
    }.get(there, {})


def tried(record, there, moves):
    here, allowed = record.status, (record.status, there) in moves
    if not allowed:
        with pytest.raises(Refused):
            record.move_to(there, by=None, at=timezone.now(), **facts_for(there))
    else:
        record.move_to(there, by=None, at=timezone.now(), **facts_for(there))
    stands = type(record).objects.get(pk=record.pk)
    assert stands.status == (there if allowed else here)
    assert [line.verb for line in record.trail()] == ([f"{here} → {there}"] if allowed else [])


@pytest.mark.parametrize("there", list(Problem.Status))
@pytest.mark.parametrize("here", list(Problem.Status))
def test_a_problem_moves_along_its_map_and_nowhere_else(here, there):
    tried(ProblemFactory(**({} if here == "filed" else {here: True})), there, OF_PROBLEMS)


@pytest.mark.parametrize("there", list(Theme.Status))
@pytest.mark.parametrize("here", list(Theme.Status))
def test_a_theme_moves_along_its_map_and_nowhere_else(here, there):
    state = {"draft": {}, "discussion": {"over": True}}.get(here, {here: True})

    tried(ThemeFactory(**state), there, OF_THEMES)


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        (lambda: ProblemFactory(published=True), {"published_at": None}),
        (lambda: ProblemFactory(published=True), {"moderated_by": None}),
        (lambda: ProblemFactory(refused=True), {"because_kk": ""}),
        (lambda: ProblemFactory(taken_down=True), {"because_ru": ""}),
        (lambda: ThemeFactory(), {"budget_amount": 0}),
        (lambda: ThemeFactory(), {"years": 0}),
        (lambda: ThemeFactory(discussion=True), {"discussion_until": None}),
        (lambda: ThemeFactory(approved=True), {"decided_at": None}),
        (lambda: ThemeFactory(dropped=True), {"dropped_because_kk": ""}),
        (lambda: CommentFactory(answered=True), {"answer_kk": ""}),
        (lambda: CommentFactory(answered=True), {"answered_by": None}),
    ],
)
def test_the_database_refuses_a_status_without_its_facts(made, missing):
    record = made()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**missing)


def test_the_database_refuses_an_approval_before_the_end_of_the_discussion_and_by_the_drafter():
    theme = ThemeFactory(approved=True)
    stands = Theme.objects.filter(pk=theme.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        stands.update(decided_at=theme.discussion_until)
    with pytest.raises(IntegrityError), transaction.atomic():
        stands.update(decided_by=theme.drafted_by)


def test_the_database_refuses_a_second_support_of_one_person():
    support = SupportFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportFactory(problem=support.problem, user=support.user)


def test_an_answer_without_a_comment_is_not_there():
    assert list(Comment.objects.unanswered()) == []
