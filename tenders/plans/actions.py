"""Name, moderate and support problems; propose, discuss, answer, approve and drop themes."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from registry.bodies.models import StateBody
from registry.organisations.actions import ALPHABET
from tenders.plans import notices, rules
from tenders.plans.models import Comment, Problem, Support, Theme
from tenders.procedure.deadlines import ALMATY

# So many problems of one person may wait at once, and so many comments of one person on one theme: above it nobody
# would read them.
WAITING_AT_ONCE = 5

# --- problems ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def name_problem(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Problem:
    """Name a social problem to a state body; its officers are told. Refused while five of this person's wait."""
    if Problem.objects.filter(author=by, status=Problem.Status.FILED).count() >= WAITING_AT_ONCE:
        raise Refused(_("Five of your problems wait for moderation already. Name another when one is decided."))
    code = "P-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
    problem = Problem.objects.create(code=code, author=by, filed_at=at, **facts)
    problem.note("problem named", by=by, at=at)
    notices.problem_filed(problem, at=at)
    return problem


@transaction.atomic
def publish_problem(problem: Problem, *, by: Any, at: datetime) -> Problem:
    """Put a problem on the board, where everybody reads and supports it; its author is told."""
    problem = problem.locked()
    problem.move_to(Problem.Status.PUBLISHED, by=by, at=at, published_at=at, moderated_at=at, moderated_by=by)
    notices.problem_published(problem, at=at)
    return problem


@transaction.atomic
def refuse_problem(problem: Problem, *, because_kk: str, because_ru: str, by: Any, at: datetime) -> Problem:
    """Keep a problem off the board, with a reason in both languages; it stays where its author reads it."""
    return _kept_off(problem, Problem.Status.REFUSED, because_kk, because_ru, by, at)


@transaction.atomic
def take_down_problem(problem: Problem, *, because_kk: str, because_ru: str, by: Any, at: datetime) -> Problem:
    """Take a problem off the board; in place of its text everybody reads the reason."""
    return _kept_off(problem, Problem.Status.TAKEN_DOWN, because_kk, because_ru, by, at)


@transaction.atomic
def support_problem(problem: Problem, *, by: Any, at: datetime) -> Support:
    """Share a problem, once and for good. Refused for one's own, for one shared already, and off the board."""
    problem = problem.locked()
    if problem.status != Problem.Status.PUBLISHED:
        raise Refused(_("This problem is not on the board."))
    if not rules.can_support(by, problem):
        raise Refused(_("You named this problem yourself. Others can support it."))
    try:
        with transaction.atomic():
            return Support.objects.create(problem=problem, user=by, at=at)
    except IntegrityError as twice:
        raise Refused(_("You support this problem already.")) from twice


# --- themes -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(facts: Mapping[str, Any], problems: Iterable[Problem] = (), *, by: Any, at: datetime) -> Theme:
    """Begin a theme of a state body's plan, numbered once and for ever, out of the problems of the board."""
    body = StateBody.objects.select_for_update().get(pk=facts["body"].pk)
    theme = Theme.objects.create(**facts, number=_next_number(body, facts["year"]), drafted_by=by, drafted_at=at)
    theme.problems.set(problems)
    theme.note("drafted", by=by, at=at)
    return theme


@transaction.atomic
def revise(theme: Theme, facts: Mapping[str, Any], problems: Iterable[Problem] = (), *, by: Any, at: datetime) -> Theme:
    """Change a draft. Refused once its discussion has begun: what people discuss does not change under their hands."""
    theme = theme.locked()
    if theme.status != Theme.Status.DRAFT:
        raise Refused(
            _("The theme is %(status)s: only a draft can be changed.") % {"status": theme.get_status_display()}
        )
    for name, value in facts.items():
        setattr(theme, name, value)
    theme.save(update_fields=list(facts))
    theme.problems.set(problems)
    theme.note("revised", by=by, at=at)
    return theme


@transaction.atomic
def open_discussion(theme: Theme, *, last_day: date | None = None, by: Any, at: datetime) -> Theme:
    """Let everybody read and discuss a theme until its last day (R-021).

    Refused for fewer days than the profile asks for, and while it does not say why it repeats an earlier theme (R-031).
    """
    theme = theme.locked()
    first = theme.first_end(at)
    until = datetime.combine(last_day, theme.profile.deadline_not_after, tzinfo=ALMATY) if last_day else first
    if localtime(until).date() < localtime(first).date():
        raise Refused(_("The discussion lasts until %(day)s at least.") % {"day": f"{localtime(first):%d.%m.%Y}"})
    if (repeats := theme.repeats()) and not theme.is_explained:
        like = {"number": repeats[0].theme.number, "percent": repeats[0].percent}
        raise Refused(
            _("The theme is like theme %(number)s by %(percent)d of 100: say why it is ordered again.") % like
        )
    theme.move_to(Theme.Status.DISCUSSION, by=by, at=at, discussed_at=at, discussion_until=until)
    notices.discussion_opened(theme, by=by, at=at)
    return theme


@transaction.atomic
def comment(theme: Theme, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Comment:
    """Say something of a theme in discussion; the officers of its body are told. Refused after the last moment."""
    theme = theme.locked()
    if not theme.takes_comments(at):
        raise Refused(_("The discussion of this theme is over."))
    if theme.comments.unanswered().filter(author=by).count() >= WAITING_AT_ONCE:
        raise Refused(_("Five of your comments wait for an answer already. Say more when one is answered."))
    said = Comment.objects.create(theme=theme, author=by, said_at=at, **facts)
    theme.note("comment made", by=by, at=at)
    notices.commented(said, at=at)
    return said


@transaction.atomic
def answer(said: Comment, *, answer_kk: str, answer_ru: str, by: Any, at: datetime) -> Comment:
    """Answer a comment for everybody, in both languages, once; whoever said it is told."""
    theme = said.theme.locked()
    said = Comment.objects.select_for_update(of=("self",)).get(pk=said.pk)
    if said.answered_at:
        raise Refused(_("This comment is answered already."))
    said.answer_kk, said.answer_ru, said.answered_at, said.answered_by = answer_kk, answer_ru, at, by
    said.save(update_fields=["answer_kk", "answer_ru", "answered_at", "answered_by"])
    theme.note("comment answered", by=by, at=at)
    notices.answered(said, at=at)
    return said


@transaction.atomic
def approve(theme: Theme, *, by: Any, at: datetime) -> Theme:
    """Take a theme into the plan, as a second person; from now on calls can begin from it (R-020).

    Refused before its discussion is over, and while a comment is without an answer (R-021).
    """
    theme = theme.locked()
    _insist_on_second_person(theme, by)
    if theme.takes_comments(at):
        raise Refused(_("The discussion is not over yet."))
    if waiting := theme.comments.unanswered().count():
        raise Refused(_("Comments that are not answered: %(count)d. Answer each before.") % {"count": waiting})
    theme.move_to(Theme.Status.APPROVED, by=by, at=at, decided_at=at, decided_by=by)
    notices.approved(theme, by=by, at=at)
    return theme


@transaction.atomic
def drop(theme: Theme, *, because_kk: str, because_ru: str, by: Any, at: datetime) -> Theme:
    """Leave a theme out of the plan, as a second person, with a public reason."""
    theme = theme.locked()
    _insist_on_second_person(theme, by)
    reasons = {"dropped_because_kk": because_kk, "dropped_because_ru": because_ru}
    theme.move_to(Theme.Status.DROPPED, by=by, at=at, decided_at=at, decided_by=by, **reasons)
    notices.dropped(theme, by=by, at=at)
    return theme


def _kept_off(problem: Problem, status: str, because_kk: str, because_ru: str, by: Any, at: datetime) -> Problem:
    problem = problem.locked()
    reasons = {"because_kk": because_kk, "because_ru": because_ru}
    problem.move_to(status, by=by, at=at, moderated_at=at, moderated_by=by, **reasons)
    notices.problem_kept_off(problem, at=at)
    return problem


def _insist_on_second_person(theme: Theme, by: Any) -> None:
    if by == theme.drafted_by:
        raise Refused(_("Another person than the drafter must do this."))
    if not rules.can_decide(by, theme):
        raise Refused(_("Only an approver of the state body may do this."))


def _next_number(body: StateBody, year: int) -> str:
    prefix = f"{body.code.upper()}-{year}-T"
    given = body.themes.filter(number__startswith=prefix).values_list("number", flat=True)
    last = max((int(number.removeprefix(prefix)) for number in given), default=0)
    return f"{prefix}{last + 1:02}"
