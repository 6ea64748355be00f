"""Propose an amendment or a later deadline, confirm, drop; declare an outage; make up for late answers; agree directly.

A published call changes only by a change that one official proposes and another confirms (Q19); the clock alone acts
by itself, when answers are late (R-027). Every change stands in the open with its reason and both deadlines.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from lifecycle.models import Entry, Refused
from tenders.applications import actions as applications
from tenders.calls import actions as calls
from tenders.calls.models import Call
from tenders.changes import failures, notices, parts, rules
from tenders.changes.models import Change, DirectAgreement, Incident
from tenders.changes.parts import Difference
from tenders.procedure import moving
from tenders.procedure.models import Holiday

Kind, Status = Change.Kind, Change.Status


class Shortens(Refused):
    """An attempt to bring a deadline forward: refused, and written to the trail of the call (Q19)."""


@transaction.atomic
def propose_amendment(
    call: Call, part: str, facts: Mapping[str, Any], *, because_kk: str, because_ru: str, by: Any, at: datetime
) -> Change:
    """Propose other words for a part of a published call, with a public reason (R-026).

    Refused when nothing differs, and once the call takes no applications.
    """
    call = _open_for(call, by, at)
    rows = list(parts.differences(part, parts.of(call)[part], facts))
    if not rows:
        raise Refused(_("Nothing is changed yet: write the new text first."))
    return _propose(
        call,
        Kind.AMENDMENT,
        call.deadline_at,
        differences=[row._asdict() for row in rows],
        asks_again=parts.touches_conditions(rows),
        because_kk=because_kk,
        because_ru=because_ru,
        by=by,
        at=at,
    )


def propose_extension(call: Call, to: datetime, *, because_kk: str, because_ru: str, by: Any, at: datetime) -> Change:
    """Propose a later deadline with a public reason (Q19).

    Refused outside the hours and days of the profile; as `Shortens` for an earlier one, and then the attempt is
    written down.
    """
    try:
        return _propose_extension(call, to, because_kk=because_kk, because_ru=because_ru, by=by, at=at)
    except Shortens:
        with transaction.atomic():
            call.locked().note("shortening refused", by=by, at=at)
        raise


@transaction.atomic
def _propose_extension(call: Call, to: datetime, *, by: Any, at: datetime, **reason: str) -> Change:
    call = _open_for(call, by, at)
    if to <= call.deadline_at:
        raise Shortens(_("A deadline is never shortened: choose a later moment than it has now."))
    _insist_on_lawful_moment(call, to)
    return _propose(call, Kind.EXTENSION, to, by=by, at=at, **reason)


@transaction.atomic
def confirm(change: Change, *, by: Any, at: datetime) -> Change:
    """Bring a change into force as a second person: the call, its deadline and its hash become new in one moment.

    What was submitted must be confirmed if the conditions have changed (Q26). Refused to whoever proposed it, and
    when the call has become another since.
    """
    call = change.call.locked()
    change = change.locked()
    if not rules.can_confirm(by, change):
        raise Refused(_("Another approver of the customer than the one who proposed it must confirm this."))
    before, hash_before = call.deadline_at, call.conditions_hash
    texts, deadline = _rewritten(change, call), _deadline_after(change, call, at)
    call = calls.change_published(call, texts, deadline_at=deadline, by=by, at=at)
    change.move_to(
        Status.CONFIRMED,
        by=by,
        at=at,
        decided_by=by,
        decided_at=at,
        deadline_before_at=before,
        deadline_after_at=deadline,
        hash_before=hash_before,
        hash_after=call.conditions_hash,
    )
    change.call = call
    if change.asks_again:
        applications.ask_again(call, at=at)
    notices.confirmed(change, at=at)
    return change


@transaction.atomic
def drop(change: Change, *, by: Any, at: datetime) -> None:
    """Take back a proposal, or do not accept it. Refused once it is in force."""
    change = change.locked()
    if not rules.can_drop(by, change):
        raise Refused(_("Only people of the customer may do this."))
    change.move_to(Status.DROPPED, by=by, at=at, decided_by=by, decided_at=at)


@transaction.atomic
def make_up(call: Call, late: int, *, at: datetime) -> Change | None:
    """Move the deadline by the working days that answers were late and that are not made up for yet (R-027).

    Does nothing when there are none, and once the deadline has passed. Safe to run twice.
    """
    call = call.locked()
    days = late - sum(call.changes.filter(kind=Kind.ANSWERS).values_list("days", flat=True))
    if days <= 0 or not _takes(call, at):
        return None
    deadline = moving.later(call.deadline_at, days, Holiday.objects.calendar())
    change = _new(call, Kind.ANSWERS, deadline, days=days, by=None, at=at, **_said_of_lateness(days))
    hash_before = call.conditions_hash
    call = calls.change_published(call, [], deadline_at=deadline, by=None, at=at)
    hashes = {"hash_before": hash_before, "hash_after": call.conditions_hash}
    change.move_to(Status.CONFIRMED, by=None, at=at, decided_at=at, **hashes)
    notices.confirmed(change, at=at)
    return change


@transaction.atomic
def declare(
    *, began_at: datetime, ended_at: datetime, evidence_kk: str, evidence_ru: str, by: Any, at: datetime
) -> Incident:
    """Publish an outage, and propose a later deadline for each call on whose last hours it fell (R-029, Q20).

    Refused for an outage that is not over.
    """
    if not rules.can_declare(by):
        raise Refused(_("Only a system administrator declares an outage."))
    if not began_at < ended_at <= at:
        raise Refused(_("An outage begins before it ends, and is declared when it is over."))
    evidence = {"evidence_kk": evidence_kk, "evidence_ru": evidence_ru}
    incident = Incident.objects.create(began_at=began_at, ended_at=ended_at, **evidence, declared_by=by, declared_at=at)
    Entry.objects.append(incident, "entered", by=by, at=at)
    # A deadline before the outage cannot have suffered from it.
    hit = Call.objects.filter(published_at__isnull=False, deadline_at__gte=began_at, opened_at__isnull=True)
    for call in hit.select_related("profile", "customer").order_by("pk"):
        _propose_after(incident, call, by, at)
    return incident


@transaction.atomic
def agree_directly(
    call: Call, first: Call, *, because_kk: str, because_ru: str, by: Any, at: datetime
) -> DirectAgreement:
    """Say in public that a tender failed twice and the customer agrees directly, with the reason (R-030).

    Refused unless both calls of the customer have failed, the first before the second was published.
    """
    call = call.locked()
    if not rules.can_agree_directly(by, call):
        raise Refused(_("Another person than the drafter must do this."))
    if hasattr(call, "direct_agreement"):
        raise Refused(_("This is decided already."))
    if call.status != Call.Status.FAILED or not failures.before(call).filter(pk=first.pk).exists():
        raise Refused(_("A direct agreement needs two failed calls of the same customer and sphere."))
    agreement = DirectAgreement.objects.create(
        call=call, first_call=first, because_kk=because_kk, because_ru=because_ru, decided_by=by, decided_at=at
    )
    call.note("direct agreement", by=by, at=at)
    notices.agreed(agreement, at=at)
    return agreement


def _takes(call: Call, at: datetime) -> bool:
    return call.status == Call.Status.PUBLISHED and at <= call.deadline_at


def _open_for(call: Call, by: Any, at: datetime) -> Call:
    call = call.locked()
    if not rules.can_propose(by, call):
        raise Refused(_("Only people of the customer may do this."))
    if not _takes(call, at):
        raise Refused(_("The call does not take applications any more: nothing in it can be changed."))
    return call


def _insist_on_lawful_moment(call: Call, to: datetime) -> None:
    profile, local = call.profile, localtime(to)
    if not profile.deadline_not_before <= local.time() <= profile.deadline_not_after:
        hours = {"from": f"{profile.deadline_not_before:%H:%M}", "to": f"{profile.deadline_not_after:%H:%M}"}
        raise Refused(_("Set the deadline between %(from)s and %(to)s, Astana time.") % hours)
    if profile.deadline_on_working_day and not Holiday.objects.calendar().is_working(local.date()):
        raise Refused(_("Set the deadline on a working day."))
    for lot in call.lots.filter(starts_on__lte=local.date()):
        number = {"number": lot.number}
        raise Refused(_("Lot %(number)d: the work begins after the deadline for applications.") % number)


def _new(call: Call, kind: str, deadline: datetime, *, by: Any, at: datetime, **facts: Any) -> Change:
    change = Change.objects.create(
        call=call,
        number=call.changes.count() + 1,
        kind=kind,
        deadline_before_at=call.deadline_at,
        deadline_after_at=deadline,
        proposed_by=by,
        proposed_at=at,
        **facts,
    )
    change.note("proposed", by=by, at=at)
    return change


def _propose(call: Call, kind: str, deadline: datetime, *, by: Any, at: datetime, **facts: Any) -> Change:
    change = _new(call, kind, deadline, by=by, at=at, **facts)
    notices.proposed(change, at=at)
    return change


def _rewritten(change: Change, call: Call) -> list[Any]:
    known = parts.of(call)
    touched: dict[str, Any] = {}
    for row in (Difference(**row) for row in change.differences):
        record = touched.setdefault(row.part, known[row.part])
        if parts.plain(getattr(record, row.field)) != row.before:
            raise Refused(_("The call has been changed since this was proposed. Propose it anew."))
        setattr(record, row.field, parts.revived(record, row))
    return list(touched.values())


def _deadline_after(change: Change, call: Call, at: datetime) -> datetime:
    if change.kind == Kind.AMENDMENT:
        leaves = call.profile.amendment_leaves_wd
        return moving.after_amendment(call.deadline_at, at, leaves, Holiday.objects.calendar())
    if change.deadline_after_at <= call.deadline_at:
        day = {"day": date_format(localtime(call.deadline_at), "DATETIME_FORMAT")}
        raise Refused(_("The deadline is %(day)s by now, not earlier than this asks for. Do not accept it.") % day)
    return change.deadline_after_at


def _propose_after(incident: Incident, call: Call, by: Any, at: datetime) -> None:
    profile = call.profile
    if profile.outage_minutes is None or profile.outage_last_hours is None or profile.outage_moves_wd is None:
        return
    call = call.locked()
    lasted = moving.of_the_last_hours(incident.began_at, incident.ended_at, call.deadline_at, profile.outage_last_hours)
    if lasted.total_seconds() <= profile.outage_minutes * 60:
        return
    if not _takes(call, at):
        notices.not_extended(incident, call, at=at)
        return
    length, calendar = incident.ended_at - incident.began_at, Holiday.objects.calendar()
    deadline = moving.after_outage(call.deadline_at, length, profile.outage_moves_wd, calendar)
    reason = {"because_kk": incident.evidence_kk, "because_ru": incident.evidence_ru}
    _propose(call, Kind.OUTAGE, deadline, incident=incident, by=by, at=at, **reason)


def _said_of_lateness(days: int) -> dict[str, str]:
    told = {}
    for language in ("kk", "ru"):
        with override(language):
            told[f"because_{language}"] = _("Answers to questions were late. Working days made up for: %(days)d.") % {
                "days": days
            }
    return told
