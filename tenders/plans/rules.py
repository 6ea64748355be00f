"""Who may name, support and moderate problems, propose, discuss, answer and decide themes."""

from typing import Any

from registry.bodies.models import StateBody
from tenders.plans.models import Problem, Theme


def bodies_of(user: Any) -> list[int]:
    """The state bodies for which this person proposes themes and moderates problems."""
    return [held.body_id for held in user.current_assignments if held.role == "call_officer"]


def can_enter_office(user: Any) -> bool:
    """Call officers and approvers work in the office; an auditor looks on."""
    return any(user.holds(role) for role in ("call_officer", "approver", "auditor"))


def can_moderate(user: Any, problem: Problem) -> bool:
    """A call officer of the body that the problem is addressed to."""
    return user.is_authenticated and user.holds("call_officer", problem.body_id)


def can_read_words(user: Any, problem: Problem) -> bool:
    """Everybody while it is on the board; else its author, the office of its body and auditors."""
    if problem.status == Problem.Status.PUBLISHED:
        return True
    if not user.is_authenticated:
        return False
    is_of_office = any(user.holds(role, problem.body_id) for role in ("call_officer", "approver"))
    return is_of_office or user.pk == problem.author_id or user.holds("auditor")


def can_support(user: Any, problem: Problem) -> bool:
    """Anybody who has an account, but for the one who named it."""
    return user.is_authenticated and user.pk != problem.author_id


def can_propose(user: Any, body: StateBody) -> bool:
    """A call officer of the body."""
    return user.is_authenticated and user.holds("call_officer", body.pk)


def can_manage(user: Any, theme: Theme) -> bool:
    """Officers and approvers of the body follow the theme through its steps; an auditor looks on."""
    return can_edit(user, theme) or user.holds("approver", theme.body_id) or user.holds("auditor")


def can_edit(user: Any, theme: Theme) -> bool:
    """A call officer of the body writes the theme, opens its discussion and answers the comments."""
    return user.is_authenticated and user.holds("call_officer", theme.body_id)


def can_decide(user: Any, theme: Theme) -> bool:
    """An approver of the body who did not draft the theme."""
    return user.is_authenticated and user.holds("approver", theme.body_id) and user.pk != theme.drafted_by_id


OF_PROBLEMS = {
    "publish": Problem.Status.PUBLISHED,
    "refuse": Problem.Status.REFUSED,
    "take_down": Problem.Status.TAKEN_DOWN,
}
OF_THEMES = {
    "open": (can_edit, Theme.Status.DISCUSSION),
    "approve": (can_decide, Theme.Status.APPROVED),
    "drop": (can_decide, Theme.Status.DROPPED),
}


def problem_offers(user: Any, problem: Problem) -> set[str]:
    """The verbs this person can use on a problem right now; the page draws one button for each."""
    verbs = set()
    if can_moderate(user, problem):
        verbs = {verb for verb, target in OF_PROBLEMS.items() if problem.may_move_to(target)}
        verbs |= {"propose"} if problem.status == Problem.Status.PUBLISHED else set()
    if problem.status == Problem.Status.PUBLISHED and can_support(user, problem):
        verbs.add("support")
    return verbs


def theme_offers(user: Any, theme: Theme) -> set[str]:
    """The verbs this person can use on a theme right now; the page draws one button for each."""
    verbs = {verb for verb, (may, target) in OF_THEMES.items() if theme.may_move_to(target) and may(user, theme)}
    if can_edit(user, theme):
        for verb, status in (("edit", "draft"), ("answer", "discussion"), ("call", "approved")):
            verbs |= {verb} if theme.status == status else set()
    return verbs
