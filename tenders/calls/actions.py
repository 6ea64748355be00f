"""Draft, copy, revise, set the parts, explain warnings, approve, send back, publish, change, cancel, close."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.db import models, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from registry.bodies.models import StateBody
from tenders.calls import checks, conditions, copying, notices, rules, standard
from tenders.calls.grounds import CostLine, Document, Explanation
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.plans.models import Theme
from tenders.protocols import actions as protocols
from tenders.protocols.models import Protocol


class Stale(Refused):
    """Somebody else has changed the same texts; whoever catches this shows both, and names which (Q30)."""

    def __init__(self, sentence: str, names: list[str]):
        super().__init__(sentence)
        self.names = names


@transaction.atomic
def draft(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Call:
    """Begin a call of a state body, numbered once and for ever, with the template of its instrument.

    Refused for a theme that is not approved, or of another body (R-020).
    """
    _insist_on_approved(facts.get("theme"), facts["customer"])
    template = standard.of(facts.get("instrument", standard.SOCIAL_ORDER))
    offered = {"legal_basis": template.legal_basis, "budget_code": template.budget_code}
    call = _begin(offered | dict(facts), by, at)
    least = call.profile.criterion_min_points
    Criterion.objects.bulk_create(
        Criterion(call=call, order=order, **{"min_points": least} | row)
        for order, row in enumerate(template.criteria, start=1)
    )
    Requirement.objects.bulk_create(Requirement(call=call, **row) for row in template.requirements)
    call.note("drafted", by=by, at=at)
    return call


@transaction.atomic
def copy(source: Call, dates: Mapping[str, Any], *, by: Any, at: datetime) -> Call:
    """Begin a call with everything of an earlier one but its dates; each part waits to be looked at again."""
    facts = {name: getattr(source, name) for name in copying.COPIED}
    call = _begin(facts | dict(dates) | {"copied_from": source, "unread_parts": copying.parts_of(source)}, by, at)
    for original in source.lots.prefetch_related("regions", "cost_lines"):
        lot = copying.lot(original, call)
        lot.save(force_insert=True)
        lot.regions.set(original.regions.all())
        CostLine.objects.bulk_create(copying.rows(original.cost_lines.all(), lot=lot))
    for originals in (source.criteria, source.requirements, source.documents):
        originals.model.objects.bulk_create(copying.rows(originals.all(), call=call))
    call.note("copied", by=by, at=at, because=source.number)
    return call


@transaction.atomic
def revise(
    call: Call,
    facts: Mapping[str, Any],
    *,
    part: str = "",
    seen: Mapping[str, str] | None = None,
    by: Any,
    at: datetime,
) -> Call:
    """Change texts and dates of a draft. Refused once the call is approved (R-024).

    `part` names the page that was looked at and saved. `seen` holds the marks of what that page had shown: refused as
    `Stale` when somebody else has changed the same texts since.
    """
    call = _draft_of(call)
    _insist_on_seen(call, facts, seen or {})
    for name, value in facts.items():
        setattr(call, name, value)
    call.save(update_fields=list(facts))
    _look(call, part)
    call.note("revised", by=by, at=at)
    return call


@transaction.atomic
def keep(call: Call, facts: Mapping[str, Any], *, seen: Mapping[str, str] | None = None, by: Any, at: datetime) -> Call:
    """Keep what a page saves by itself: one line of the trail until somebody does another thing.

    Refused as `Stale` when somebody else has changed these texts since the page was opened.
    """
    call = _draft_of(call)
    _insist_on_seen(call, facts, seen or {})
    if changed := {name: value for name, value in facts.items() if getattr(call, name) != value}:
        for name, value in changed.items():
            setattr(call, name, value)
        call.save(update_fields=list(changed))
        last = call.trail().last()
        if last is None or (last.verb, last.by) != ("revised", by):
            call.note("revised", by=by, at=at)
    return call


@transaction.atomic
def save_lot(
    call: Call, lot: Lot, regions: Iterable[Any], costs: Iterable[CostLine] | None = None, *, by: Any, at: datetime
) -> Lot:
    """Add a lot to a draft, or change it; its cost lines are replaced where they are given (R-023)."""
    call = _draft_of(call)
    if lot._state.adding:
        lot.call, lot.number = call, (call.lots.aggregate(last=models.Max("number"))["last"] or 0) + 1
    lot.save()
    lot.regions.set(regions)
    if costs is not None:
        _set_rows(lot.cost_lines, costs, lot=lot)
    _look(call, f"{copying.LOT}{lot.number}")
    call.note("lot saved", by=by, at=at)
    return lot


@transaction.atomic
def remove_lot(call: Call, lot: Lot, *, by: Any, at: datetime) -> None:
    """Take a lot out of a draft. Refused once the call is approved."""
    call = _draft_of(call)
    _look(call, f"{copying.LOT}{lot.number}")
    lot.delete()
    call.note("lot removed", by=by, at=at)


@transaction.atomic
def set_criteria(call: Call, criteria: Iterable[Criterion], *, by: Any, at: datetime) -> None:
    """Replace the criteria of a draft by these, in their order. Refused once the call is approved (R-024)."""
    call, criteria = _draft_of(call), list(criteria)
    taken = {criterion.code for criterion in criteria}
    free = (code for code in map("criterion-{}".format, count(1)) if code not in taken)
    for criterion in criteria:
        criterion.code = criterion.code or next(free)
    _set_rows(call.criteria, criteria, call=call)
    _look(call, "criteria")
    call.note("criteria saved", by=by, at=at)


@transaction.atomic
def set_requirements(call: Call, requirements: Iterable[Requirement], *, by: Any, at: datetime) -> None:
    """Replace the requirements of a draft by these. Refused once the call is approved."""
    call = _draft_of(call)
    call.requirements.all().delete()
    for requirement in requirements:
        requirement.pk, requirement.call = None, call
        requirement.save(force_insert=True)
    _look(call, "requirements")
    call.note("requirements saved", by=by, at=at)


@transaction.atomic
def set_documents(call: Call, documents: Iterable[Document], *, by: Any, at: datetime) -> None:
    """Replace the documents of a draft by these, in their order. Refused once the call is approved."""
    call = _draft_of(call)
    _set_rows(call.documents, documents, call=call)
    _look(call, "documents")
    call.note("documents saved", by=by, at=at)


@transaction.atomic
def explain(call: Call, answers: Mapping[str, str], *, by: Any, at: datetime) -> None:
    """Say why a draft keeps what it was warned of, warning by warning; earlier answers stay (R-016).

    An empty answer, and one that is there already, writes nothing.
    """
    call = _draft_of(call)
    new = [one for one in checks.warnings(call) if _is_new(one, answers.get(one.doubt.key, ""))]
    for doubt, _answer in new:
        facts = {"key": doubt.key, "fingerprint": doubt.fingerprint, "rule": doubt.rule, "found": doubt.found}
        Explanation.objects.create(call=call, **facts, reason=answers[doubt.key], by=by, at=at)
    if new:
        call.note("warnings answered", by=by, at=at)


@transaction.atomic
def approve(call: Call, *, by: Any, at: datetime) -> Call:
    """A second person agrees to a complete draft. Refused to its drafter, and while something is missing (R-025)."""
    call = call.locked()
    _insist_on_second_person(call, by)
    _insist_on_nothing_missing(checks.gaps(call))
    call.move_to(Call.Status.APPROVED, by=by, at=at, approved_by=by, approved_at=at)
    notices.approved(call, by=by, at=at)
    return call


@transaction.atomic
def send_back(call: Call, *, because: str, by: Any, at: datetime) -> Call:
    """An approved call becomes a draft again, with a reason. Refused once it is published."""
    call = call.locked()
    _insist_on_second_person(call, by)
    call.move_to(Call.Status.DRAFT, by=by, at=at, because=because, approved_by=None, approved_at=None)
    notices.sent_back(call, because=because, by=by, at=at)
    return call


@transaction.atomic
def publish(call: Call, *, by: Any, at: datetime) -> Call:
    """Publish an approved call: criteria, budget and profile are frozen, the draw is committed to (R-024 to R-026).

    Refused without a commission, and when less than the shortest window is left until the deadline.
    """
    call = call.locked()
    _insist_on_second_person(call, by)
    _insist_on_nothing_missing(checks.publication_gaps(call, at))
    seed = secrets.token_hex(32)
    call.move_to(
        Call.Status.PUBLISHED,
        by=by,
        at=at,
        published_at=at,
        published_by=by,
        conditions_hash=conditions.hash_of(call),
        draw_seed=seed,
        draw_commitment=hashlib.sha256(seed.encode()).hexdigest(),
    )
    notices.published(call, at=at)
    return call


@transaction.atomic
def cancel(call: Call, *, because_kk: str, because_ru: str, by: Any, at: datetime) -> Call:
    """Cancel a published call with a public reason; what is sealed stays sealed for ever (R-028)."""
    call = call.locked()
    _insist_on_second_person(call, by)
    call.move_to(Call.Status.CANCELLED, by=by, at=at, ended_because_kk=because_kk, ended_because_ru=because_ru)
    body = {"because_kk": because_kk, "because_ru": because_ru}
    protocols.draw_up(call, Protocol.Kind.CANCELLATION, body, by=by, at=at)
    notices.cancelled(call, at=at)
    return call


@transaction.atomic
def change_published(
    call: Call, texts: Iterable[models.Model], *, deadline_at: datetime, by: Any, at: datetime
) -> Call:
    """Write changed texts and a later deadline into a call that takes applications, and freeze it anew (R-026).

    The opening moves with the deadline. Refused once the deadline has passed, and for an earlier deadline (Q19).
    """
    call = call.locked()
    if call.status != Call.Status.PUBLISHED or at > call.deadline_at:
        raise Refused(_("The call does not take applications any more: nothing in it can be changed."))
    if deadline_at < call.deadline_at:
        raise Refused(_("A deadline is never moved to an earlier moment."))
    texts = list(texts)
    for record in texts:
        record.save()
    if texts:
        call = Call.objects.get(pk=call.pk)
        call.note("amended", by=by, at=at)
    if moved := deadline_at - call.deadline_at:
        call.deadline_at, call.opening_at = deadline_at, call.opening_at + moved
        call.note("deadline moved", by=by, at=at)
    call.conditions_hash = conditions.hash_of(call)
    call.save(update_fields=["deadline_at", "opening_at", "conditions_hash"])
    return call


@transaction.atomic
def close(call: Call, *, at: datetime) -> None:
    """Say aloud what the clock has decided: the deadline has passed. Does nothing a moment too early (Q9)."""
    call = call.locked()
    if call.status == Call.Status.PUBLISHED and at > call.deadline_at:
        call.move_to(Call.Status.CLOSED, by=None, at=at)


def _begin(facts: Mapping[str, Any], by: Any, at: datetime) -> Call:
    customer = StateBody.objects.select_for_update().get(pk=facts["customer"].pk)
    return Call.objects.create(**facts, number=_next_number(customer, at), drafted_by=by, drafted_at=at)


def _set_rows(stored: Any, rows: Iterable[Any], **owner: Any) -> None:
    stored.all().delete()
    for order, row in enumerate(rows, start=1):
        row.pk, row.order = None, order
        for name, record in owner.items():
            setattr(row, name, record)
        row.save(force_insert=True)


def _insist_on_seen(call: Call, facts: Mapping[str, Any], seen: Mapping[str, str]) -> None:
    stands = conditions.marks_of(call, facts)
    clashes = [
        name
        for name, value in facts.items()
        if seen.get(name, stands[name]) != stands[name] and getattr(call, name) != value
    ]
    if clashes:
        raise Stale(_("Somebody else has changed this part since you opened the page."), clashes)


def _look(call: Call, part: str) -> None:
    if part in call.unread_parts:
        call.unread_parts = [one for one in call.unread_parts if one != part]
        call.save(update_fields=["unread_parts"])


def _is_new(one: checks.Answered, reason: str) -> bool:
    return bool(reason) and (one.answer is None or one.answer.reason != reason)


def _next_number(customer: StateBody, at: datetime) -> str:
    prefix = f"{customer.code.upper()}-{localtime(at).year}-"
    given = customer.calls.filter(number__startswith=prefix).values_list("number", flat=True)
    last = max((int(number.removeprefix(prefix)) for number in given), default=0)
    return f"{prefix}{last + 1:03}"


def _insist_on_approved(theme: Theme | None, customer: StateBody) -> None:
    if theme and (theme.body_id != customer.pk or theme.status != Theme.Status.APPROVED):
        raise Refused(_("A call begins from an approved theme of its own customer."))


def _draft_of(call: Call) -> Call:
    call = call.locked()
    if call.status != Call.Status.DRAFT:
        raise Refused(_("The call is %(status)s: only a draft can be changed.") % {"status": call.get_status_display()})
    return call


def _insist_on_second_person(call: Call, by: Any) -> None:
    if by == call.drafted_by:
        raise Refused(_("Another person than the drafter must do this."))
    if not rules.is_approver(by, call.customer):
        raise Refused(_("Only an approver of the customer may do this."))


def _insist_on_nothing_missing(gaps: list[checks.Gap]) -> None:
    if gaps:
        raise Refused(" ".join(gap.sentence for gap in gaps))
