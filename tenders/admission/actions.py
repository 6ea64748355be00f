"""Open the applications, begin admission, rule on each, finish."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lifecycle.models import Refused
from tenders.admission import notices, rules
from tenders.admission.models import Ruling
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.calls.models import Call, Requirement
from tenders.commission.models import Member
from tenders.commission.rules import DECLARES, has_declared
from tenders.protocols import actions as protocols
from tenders.protocols.models import Protocol


@transaction.atomic
def open_bids(call: Call, *, at: datetime) -> Protocol | None:
    """Open every application of a closed call at one moment and publish the list (R-043); no human act is needed.

    Safe to run twice. Refused before the opening time. Without an application the call fails (domain 5.1).
    """
    call = call.locked()
    if call.status != Call.Status.CLOSED:
        return None
    if at < call.opening_at:
        raise Refused(_("The opening time has not come yet."))
    call.move_to(Call.Status.OPENED, by=None, at=at, opened_at=at)
    opened = applications.open_sealed(call, at=at)
    protocol = protocols.draw_up(call, Protocol.Kind.OPENING, _opening(call, opened, at), by=None, at=at)
    if not opened:
        _fail(call, "No application was submitted.", by=None, at=at)
    notices.opened(call, opened, at=at)
    return protocol


@transaction.atomic
def begin(call: Call, *, by: Any, at: datetime) -> None:
    """Begin admission once every member has declared about every bidder (R-051, domain 5.1)."""
    call = call.locked()
    awaited = undeclared(call)
    if awaited:
        names = ", ".join(str(member.user) for member in awaited)
        raise Refused(_("These members have still to declare conflicts: %(names)s.") % {"names": names})
    call.move_to(Call.Status.ADMISSION, by=by, at=at)


def undeclared(call: Call) -> list[Member]:
    """The members who still owe a declaration about some bidder."""
    members = call.commission.members.serving().filter(role__in=DECLARES).select_related("user", "commission")
    return [member for member in members if not has_declared(member)]


@transaction.atomic
def admit(chosen: Iterable[Application], *, by: Any, at: datetime) -> int:
    """Admit applications, as many as are chosen, in a fixed number of queries. Answers how many."""
    found = Application.objects.filter(pk__in=[application.pk for application in chosen]).select_related("lot__call")
    ready = [one for one in found if one.status == Application.Status.OPENED]
    for call in {one.lot.call for one in ready}:
        _insist_on_stage(call.locked())
    lots = {one.lot_id: one for one in ready}
    if not all(rules.can_rule(by, one) for one in lots.values()):
        raise Refused(_("Only the chair rules on admission; the deputy where the chair has a conflict."))
    Ruling.objects.bulk_create(Ruling(application=one, is_admitted=True, ruled_by=by, ruled_at=at) for one in ready)
    applications.admit(ready, by=by, at=at)
    return len(ready)


@transaction.atomic
def reject(
    application: Application, *, requirement: Requirement, reason_kk: str, reason_ru: str, by: Any, at: datetime
) -> Ruling:
    """Reject an application on a published requirement, with the reason in both languages (R-056)."""
    _insist_on_stage(application.lot.call.locked())
    application = application.locked()
    if not rules.can_rule(by, application):
        raise Refused(_("Only the chair rules on admission; the deputy where the chair has a conflict."))
    if requirement.call_id != application.lot.call_id:
        raise Refused(_("Name a requirement that this call has published."))
    applications.reject(application, by=by, at=at)
    return Ruling.objects.create(
        application=application,
        is_admitted=False,
        requirement=requirement,
        reason_kk=reason_kk,
        reason_ru=reason_ru,
        ruled_by=by,
        ruled_at=at,
    )


@transaction.atomic
def finish(call: Call, *, by: Any, at: datetime) -> Protocol:
    """Close admission with its protocol, once every application has a ruling; with nobody admitted the call fails."""
    call = call.locked()
    _insist_on_stage(call)
    if call.protocols.filter(kind=Protocol.Kind.ADMISSION).exists():
        raise Refused(_("The admission protocol is drawn up already."))
    left = Application.objects.filter(lot__call=call, status=Application.Status.OPENED).count()
    if left:
        raise Refused(_("Applications without a ruling: %(count)d.") % {"count": left})
    rulings = list(_rulings(call))
    protocol = protocols.draw_up(call, Protocol.Kind.ADMISSION, {"rulings": [_row(r) for r in rulings]}, by=by, at=at)
    if not any(ruling.is_admitted for ruling in rulings):
        _fail(call, "No application was admitted.", by=by, at=at)
    notices.ruled(call, rulings, at=at)
    return protocol


def _insist_on_stage(call: Call) -> None:
    if call.status != Call.Status.ADMISSION:
        raise Refused(_("The call is not at admission: it is %(status)s.") % {"status": call.get_status_display()})


def _fail(call: Call, sentence: str, *, by: Any, at: datetime) -> None:
    why = {}
    for language in ("kk", "ru"):
        with override(language):
            why[f"ended_because_{language}"] = _(sentence)
    call.move_to(Call.Status.FAILED, by=by, at=at, **why)


def _opening(call: Call, opened: Iterable[Application], at: datetime) -> dict[str, Any]:
    return {
        "deadline_at": call.deadline_at.astimezone(UTC).isoformat(),
        "opened_at": at.astimezone(UTC).isoformat(),
        "draw_commitment": call.draw_commitment,
        "bids": [
            _named(application)
            | {
                "received_at": application.receipt.received_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "requested": str(application.receipt.requested_amount),
                "attachments": 0,
            }
            for application in opened
        ],
    }


def _rulings(call: Call) -> Iterable[Ruling]:
    found = Ruling.objects.filter(application__lot__call=call)
    return found.select_related("requirement", "application__lot", "application__organisation").order_by(
        "application__lot__number", "application__number"
    )


def _row(ruling: Ruling) -> dict[str, Any]:
    return _named(ruling.application) | {
        "is_admitted": ruling.is_admitted,
        "requirement": ruling.requirement.code if ruling.requirement else "",
        "reason_kk": ruling.reason_kk,
        "reason_ru": ruling.reason_ru,
    }


def _named(application: Application) -> dict[str, Any]:
    ngo = application.organisation
    return {
        "lot": application.lot.number,
        "number": application.number,
        "name_kk": ngo.name_kk,
        "name_ru": ngo.name_ru,
        "bin": ngo.bin or "",
    }
