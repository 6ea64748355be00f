"""The verbs of a registry officer, done to one organisation or to many: first what will happen to each (U32)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import chain
from registry.jobs import actions as jobs
from registry.jobs.kinds import KINDS, Kind, one_by_one
from registry.jobs.models import Job
from registry.organisations import actions, rules, standing
from registry.organisations.models import Organisation


class Verb(NamedTuple):
    """What an officer does: the words on the button, the action, with a reason or without, what takes it back."""

    label: Any
    act: Callable[..., Any]
    has_reason: bool = True
    undo: str = ""


VERBS = {
    "verify": Verb(gettext_lazy("Verify"), actions.verify, has_reason=False),
    "return_for_correction": Verb(gettext_lazy("Return for correction"), actions.return_for_correction),
    "suspend": Verb(gettext_lazy("Suspend"), actions.suspend, undo="resume"),
    "resume": Verb(gettext_lazy("End the suspension"), actions.resume, undo="suspend"),
    "begin_liquidation": Verb(gettext_lazy("Begin liquidation"), actions.begin_liquidation),
    "liquidate": Verb(gettext_lazy("Liquidate for good"), actions.liquidate),
}


class Plan(NamedTuple):
    """To whom a verb will be done, and who is left as they are with the reason for each."""

    affected: list[Organisation]
    skipped: list[tuple[Organisation, str]]

    @property
    def fingerprint(self) -> str:
        """What a person has seen and agrees to: it changes with any of the rows."""
        return chain.fingerprint(chain.canonical([row.pk for row in self.affected]))


def plan(name: str, rows: Iterable[Organisation], *, by: Any) -> Plan:
    """What this verb of this person will do to these organisations, before anything is done."""
    judged = [(row, why_not(name, row, by=by)) for row in rows]
    return Plan([row for row, reason in judged if not reason], [(row, reason) for row, reason in judged if reason])


def why_not(name: str, organisation: Organisation, *, by: Any) -> str:
    """Why this person cannot do this verb to an organisation as it stands; nothing if they can."""
    if not rules.is_officer(by):
        return _("The role of a registry officer is needed.")
    if name not in rules.officer_offers(by, organisation):
        return _("Its status does not allow it: %(status)s.") % {"status": organisation.get_status_display()}
    return standing.why_not_verified(organisation) if name == "verify" else ""


def do(name: str, organisation: Organisation, *, because: str, by: Any, at: datetime) -> None:
    """One verb to one organisation, by the action of the site. Refused as it refuses."""
    verb = VERBS[name]
    reason = {"because": because} if verb.has_reason else {}
    verb.act(organisation, by=by, at=at, **reason)


def start(name: str, what: Plan, *, because: str, by: Any, at: datetime) -> Job:
    """Queue exactly what was seen: those who are left as they are stand in the job as well, with the reason."""
    return jobs.start(
        kind_of(name),
        by=by,
        at=at,
        because=because,
        records=[row.pk for row in what.affected],
        left={row.pk: reason for row, reason in what.skipped},
    )


def kind_of(name: str) -> str:
    """The kind of job that does a verb to many."""
    return f"organisations/{name}"


def _work(name: str) -> Callable[..., Any]:
    def act(organisation: Organisation, job: Job, at: datetime) -> None:
        do(name, organisation, because=job.because, by=job.by, at=at)

    return one_by_one(Organisation, act, lambda organisation, job: why_not(name, organisation, by=job.by))


KINDS.update((kind_of(name), Kind(verb.label, _work(name), Organisation, verb.undo)) for name, verb in VERBS.items())
