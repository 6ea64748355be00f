"""Where an application is on its way, for the people who wait for it: what is done, what is next, who acts (U16)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from tenders.applications.models import Application
from tenders.calls.models import Call

ENDED = (Call.Status.FAILED, Call.Status.CANCELLED)
SCORED = (Call.Status.DELIBERATION, Call.Status.RESULTS_PRELIM, Call.Status.RESULTS_FINAL)


class State(StrEnum):
    """How far a step is; the letters are those of the badges."""

    DONE = "done"
    NOW = "doing"
    LATER = "todo"
    NEVER = "skipped"


AHEAD = (State.NOW, State.LATER)


class Step(NamedTuple):
    """One step of the way: its name, who acts, when it happened, or until when it should."""

    name: str
    who: str
    state: State
    at: datetime | None = None
    until: datetime | None = None


def steps(application: Application) -> list[Step]:
    """The way of an application from its receipt to the decision. Needs `with_standing`."""
    call, received, opened = application.lot.call, application.submitted_at, application.opened_at
    checked_by, scored_by = _windows(call)
    way = [
        (_("Application received"), _("Your organisation"), received, None, received),
        (_("Sealed until the opening"), _("Nobody can read it"), None, call.opening_at, opened),
        (_("All applications opened"), _("The system, by itself"), opened, call.opening_at, opened),
        (_("Requirements checked"), _("The commission"), None, checked_by, application.is_ruled),
        (_("Applications scored"), _("At least three members, each alone"), None, scored_by, call.status in SCORED),
        (_("Decision made"), _("The commission, by vote"), call.results_at, None, call.has_public_results),
    ]
    states = _states([bool(is_done) for *_rest, is_done in way], _has_ended(application))
    return [
        Step(name, who, state, at if state == State.DONE else None, until if state in AHEAD else None)
        for (name, who, at, until, _is_done), state in zip(way, states, strict=True)
    ]


def _states(done: list[bool], has_ended: bool) -> list[State]:
    first = done.index(False) if False in done else len(done)
    after = State.NEVER if has_ended else State.LATER
    rest = [after if has_ended or index > first else State.NOW for index in range(first, len(done))]
    return [State.DONE] * first + rest


def _has_ended(application: Application) -> bool:
    out = (Application.Status.REJECTED, Application.Status.WITHDRAWN, Application.Status.LAPSED)
    return application.lot.call.status in ENDED or application.told_status in out


def _windows(call: Call) -> tuple[datetime | None, datetime | None]:
    """The legal limits of the check and of the scoring, as far as the profile sets them."""
    profile, opened = call.profile, call.opened_at or call.opening_at
    checked = profile.window_end(opened, profile.admission_wd, "wd") if profile.admission_wd else None
    if call.scoring_until or not (checked and profile.scoring_wd):
        return checked, call.scoring_until
    return checked, profile.window_end(checked, profile.scoring_wd, "wd")
