"""Who hears of a problem and of a theme: whoever named or said something, and the officials of the state body."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Assignment, User
from notifications import outbox
from registry.bodies.models import StateBody
from tenders.plans.models import Comment, Problem, Theme


def problem_filed(problem: Problem, *, at: datetime) -> None:
    """The call officers of the body hear that a problem waits for moderation."""
    _of_problem("problem_filed", problem, _officials(problem.body, at, "call_officer"), at)


def problem_published(problem: Problem, *, at: datetime) -> None:
    """Its author hears that the problem is on the board."""
    _of_problem("problem_published", problem, [problem.author], at)


def problem_kept_off(problem: Problem, *, at: datetime) -> None:
    """Its author hears why the problem is not on the board, or no more."""
    reasons = {"because_kk": problem.because_kk, "because_ru": problem.because_ru}
    _of_problem(f"problem_{problem.status}", problem, [problem.author], at, **reasons)


def discussion_opened(theme: Theme, *, by: Any, at: datetime) -> None:
    """Whoever named a problem of it, and the officials of its body, hear until when a theme is discussed."""
    people = _concerned(theme, at).exclude(pk=by.pk)
    _of_theme("discussion_opened", theme, people, at, until_at=theme.discussion_until)


def commented(said: Comment, *, at: datetime) -> None:
    """The call officers of the body hear that a comment waits for an answer."""
    theme = said.theme
    url = reverse("plans:answer", args=[theme.number, said.pk])
    officers = _officials(theme.body, at, "call_officer").exclude(pk=said.author_id)
    _of_theme("commented", theme, officers, at, url=url, key=str(said.pk))


def answered(said: Comment, *, at: datetime) -> None:
    """Whoever said it hears that there is an answer."""
    url = f"{said.theme.get_absolute_url()}#comment-{said.pk}"
    _of_theme("answered", said.theme, [said.author], at, url=url, key=str(said.pk))


def approved(theme: Theme, *, by: Any, at: datetime) -> None:
    """Whoever took part, and the officials of the body, hear that the theme stands in the plan."""
    _of_theme("approved", theme, _concerned(theme, at).exclude(pk=by.pk), at)


def dropped(theme: Theme, *, by: Any, at: datetime) -> None:
    """Whoever took part, and the officials of the body, hear why the theme is not in the plan."""
    reasons = {"because_kk": theme.dropped_because_kk, "because_ru": theme.dropped_because_ru}
    _of_theme("dropped", theme, _concerned(theme, at).exclude(pk=by.pk), at, **reasons)


def _officials(body: StateBody, at: datetime, *roles: str) -> Any:
    held = Assignment.objects.current(localtime(at).date()).filter(role__in=roles, body=body)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def _concerned(theme: Theme, at: datetime) -> Any:
    authors = Q(pk__in=theme.problems.values("author")) | Q(pk__in=theme.comments.values("author"))
    officials = Q(pk__in=_officials(theme.body, at, "call_officer", "approver").values("pk"))
    return User.objects.filter(authors | officials)


def _of_problem(event: str, problem: Problem, people: Iterable[Any], at: datetime, **facts: Any) -> None:
    told = {"code": problem.code, "title": problem.title}
    url = problem.get_absolute_url()
    outbox.post(f"plans/{event}", to=people, about=problem, url=url, at=at, key=event, **told, **facts)


def _of_theme(
    event: str, theme: Theme, people: Iterable[Any], at: datetime, url: str = "", key: str = "", **facts: Any
) -> None:
    told = {"number": theme.number, "title_kk": theme.title_kk, "title_ru": theme.title_ru}
    url = url or theme.get_absolute_url()
    outbox.post(f"plans/{event}", to=people, about=theme, url=url, at=at, key=f"{event} {key}", **told, **facts)
