"""Where an application is on its way, for the people who wait for it: what is done, what is next, who acts (U16)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle.models import Entry
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.procedure.models import Profile
from tenders.protocols.models import Protocol

ENDED = (Call.Status.FAILED, Call.Status.CANCELLED)
SCORED = (Call.Status.DELIBERATION, Call.Status.RESULTS_PRELIM, Call.Status.RESULTS_FINAL)
Status = Application.Status
# Which of those whose results are published go on to a contract, and which only if one of these drops out.
WON, WAITING = (Status.WINNER,), (Status.RESERVE,)
OUT = (Status.REJECTED, Status.WITHDRAWN, Status.LAPSED)


class State(StrEnum):
    """How far a step is; the letters are those of the badges."""

    DONE = "done"
    NOW = "doing"
    LATER = "todo"
    NEVER = "skipped"


class Step(NamedTuple):
    """One step of the way: its name, who acts, when it should happen and when it did, and the limit of the profile."""

    name: str
    who: str
    state: State
    planned: datetime | None = None
    at: datetime | None = None
    limit: str = ""


class Fact(NamedTuple):
    """What is known of a step before it is compared with the others."""

    name: str
    who: str
    is_done: bool
    planned: datetime | None = None
    at: datetime | None = None
    limit: str = ""


def steps(application: Application) -> list[Step]:
    """The way of an application from its receipt to its report. Needs `with_standing`."""
    known = [*_sealed(application), *_judged(application), *_carried_out(application.lot.call.profile)]
    states = _states(application, [fact.is_done for fact in known])
    return [
        Step(fact.name, fact.who, state, fact.planned, fact.at if state == State.DONE else None, fact.limit)
        for fact, state in zip(known, states, strict=True)
    ]


def acting(known: Sequence[Step]) -> Step | None:
    """The step that somebody must take now; while applications are sealed, the opening. None when nothing follows."""
    now = next((step for step in known if step.state == State.NOW), None)
    return known[2] if now is known[1] else now


def _sealed(application: Application) -> Sequence[Fact]:
    call, opened = application.lot.call, application.opened_at
    minutes = call.profile.opening_within_minutes
    soon = ngettext(
        "At most %(count)d minute after the deadline.", "At most %(count)d minutes after the deadline.", minutes
    ) % {"count": minutes}
    received = application.submitted_at
    return (
        Fact(_("Application received"), _("Your organisation"), bool(received), call.deadline_at, received),
        Fact(_("Sealed until the opening"), _("Nobody can read it"), bool(opened), call.opening_at, opened),
        Fact(_("All applications opened"), _("The system, by itself"), bool(opened), call.opening_at, opened, soon),
    )


def _judged(application: Application) -> Sequence[Fact]:
    call = application.lot.call
    profile, (checked_by, scored_by) = call.profile, _windows(call)
    checked_at = _moment(call.protocols.filter(kind=Protocol.Kind.ADMISSION), "drawn_up_at")
    scored = Entry.objects.of(call).filter(verb__endswith=f"→ {Call.Status.DELIBERATION}")
    return (
        Fact(
            _("Requirements checked"), _("The commission"), application.is_ruled,
            checked_by, checked_at, _within(profile.admission_wd),
        ),
        Fact(
            _("Applications scored"), _("At least three members, each alone"), call.status in SCORED,
            scored_by, _moment(scored, "at"), _within(profile.scoring_wd),
        ),
        Fact(
            _("Decision made"), _("The commission, by vote"), call.has_public_results,
            None, call.results_at, _within(profile.publication_wd),
        ),
    )  # fmt: skip


def _carried_out(profile: Profile) -> Sequence[Fact]:
    """What follows the decision: nothing of it has a day yet, and none is invented."""
    return (
        Fact(
            _("Contract signed"),
            _("Your organisation and the customer, after the time for appeals"),
            False,
            limit=_within(profile.ngo_signs_wd),
        ),
        Fact(_("Work reported"), _("Your organisation, as the contract says"), False),
    )


def _states(application: Application, done: list[bool]) -> list[State]:
    first = done.index(False)
    told = application.told_status
    if _has_ended(application) or (application.lot.call.has_public_results and told not in (*WON, *WAITING)):
        return [State.DONE] * first + [State.NEVER] * (len(done) - first)
    now = State.LATER if told in WAITING else State.NOW
    return [State.DONE] * first + [now] + [State.LATER] * (len(done) - first - 1)


def _has_ended(application: Application) -> bool:
    call, told = application.lot.call, application.told_status
    is_unreadable = told == Status.SUBMITTED and call.opened_at is not None
    return call.status in ENDED or told in OUT or is_unreadable


def _moment(rows: Any, name: str) -> datetime | None:
    found: datetime | None = rows.values_list(name, flat=True).last()
    return found


def _within(days: int | None) -> str:
    if not days:
        return ""
    return ngettext("At most %(count)d working day.", "At most %(count)d working days.", days) % {"count": days}


def _windows(call: Call) -> tuple[datetime | None, datetime | None]:
    """The legal limits of the check and of the scoring, as far as the profile sets them."""
    profile, opened = call.profile, call.opened_at or call.opening_at
    checked = profile.window_end(opened, profile.admission_wd, "wd") if profile.admission_wd else None
    if call.scoring_until or not (checked and profile.scoring_wd):
        return checked, call.scoring_until
    return checked, profile.window_end(checked, profile.scoring_wd, "wd")
