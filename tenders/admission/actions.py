"""Open the applications, begin admission, rule on each, finish."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from lifecycle.models import Refused
from tenders.admission import notices, rules
from tenders.admission.models import OpeningIncident, Ruling
from tenders.applications import actions as applications
from tenders.applications.models import Application, Receipt
from tenders.applications.seal import KeyLost
from tenders.calls.models import Call, Requirement
from tenders.commission.models import Member
from tenders.commission.rules import readable
from tenders.explanations import actions as explanations
from tenders.protocols import actions as protocols
from tenders.protocols.models import Protocol

NONE_SUBMITTED = gettext_noop("No application was submitted.")
NONE_ADMITTED = gettext_noop("No application was admitted.")


def open_bids(call: Call, *, at: datetime) -> Protocol | None:
    """Open every application of a closed call at one moment and publish the list (R-043); no human act is needed.

    Whoever asks for little is asked in the same transaction to explain it (R-047).
    Safe to run twice. Refused before the opening time. Without an application the call fails (domain 5.1). One whose
    seal is broken stops no other: it stands in the protocol, and the officials are told. When the key of the call
    cannot be read nothing is opened; that is told once, and the next run opens everything if the key is back (Q62).
    """
    try:
        return _open(call, at=at)
    except KeyLost:
        _write_down_lost_key(call, at)
        raise


@transaction.atomic
def _open(call: Call, *, at: datetime) -> Protocol | None:
    call = call.locked()
    if call.status != Call.Status.CLOSED:
        return None
    if at < call.opening_at:
        raise Refused(_("The opening time has not come yet."))
    call.move_to(Call.Status.OPENED, by=None, at=at, opened_at=at)
    opened = applications.open_sealed(call, at=at)
    unreadable = _write_down_unreadable(call, at)
    explanations.ask(call, opened, at=at)
    body = _opening(call, opened, at) | ({"unreadable": [_named(one) for one in unreadable]} if unreadable else {})
    protocol = protocols.draw_up(call, Protocol.Kind.OPENING, body, by=None, at=at)
    if not opened and not unreadable:
        _fail(call, NONE_SUBMITTED, by=None, at=at)
    notices.opened(call, opened, at=at)
    return protocol


@transaction.atomic
def begin(call: Call, *, by: Any, at: datetime) -> None:
    """Begin admission once every member has declared about every bidder (R-051, domain 5.1)."""
    call = call.locked()
    awaited = Member.objects.awaited().filter(commission__call=call).select_related("user")
    if names := ", ".join(str(member.user) for member in awaited):
        raise Refused(_("These members have still to declare conflicts: %(names)s.") % {"names": names})
    call.move_to(Call.Status.ADMISSION, by=by, at=at)
    notices.begun(call, at=at)


@transaction.atomic
def admit(chosen: Iterable[Application], *, by: Any, at: datetime) -> int:
    """Admit applications of one call, as many as are chosen, in a fixed number of queries. Answers how many.

    Refused outside admission, to whoever does not rule on a lot of them, and when none is chosen or awaits a ruling.
    """
    ids = [one.pk for one in chosen]
    if not ids:
        raise Refused(_("Tick the applications to admit."))
    found = Application.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    for call in Call.objects.filter(lots__applications__in=ids).distinct():
        _insist_on_stage(call.locked())
        _insist_on_right(by, call, found)
    ready = [one for one in found if one.status == Application.Status.OPENED]
    if not ready:
        raise Refused(_("Nothing was admitted: each of these applications has its ruling already."))
    applications.admit(ready, by=by, at=at)
    Ruling.objects.bulk_create(Ruling(application=one, is_admitted=True, ruled_by=by, ruled_at=at) for one in ready)
    return len(ready)


@transaction.atomic
def reject(
    application: Application, *, requirement: Requirement, reason_kk: str, reason_ru: str, by: Any, at: datetime
) -> Ruling:
    """Reject an application on a published requirement, with the reason in both languages (R-056).

    Refused outside admission, to whoever does not rule on its lot, and on a requirement of another call.
    """
    call = application.lot.call.locked()
    _insist_on_stage(call)
    application = application.locked()
    _insist_on_right(by, call, [application])
    if requirement.call_id != call.pk:
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
    if rules.is_finished(call):
        raise Refused(_("The admission protocol is drawn up already."))
    _insist_on_rulings(call, by)
    rulings = list(_rulings(call))
    protocol = protocols.draw_up(call, Protocol.Kind.ADMISSION, {"rulings": [_row(r) for r in rulings]}, by=by, at=at)
    if not any(ruling.is_admitted for ruling in rulings):
        _fail(call, NONE_ADMITTED, by=by, at=at)
    notices.ruled(call, rulings, at=at)
    return protocol


def _insist_on_stage(call: Call) -> None:
    if call.status != Call.Status.ADMISSION:
        raise Refused(_("The call is not at admission: it is %(status)s.") % {"status": call.get_status_display()})


def _insist_on_rulings(call: Call, by: Any) -> None:
    """Whoever has a conflict on a lot hears that something is missing there, and not how much (R-051)."""
    left = Application.objects.filter(lot__call=call, status=Application.Status.OPENED)
    if count := left.filter(pk__in=readable(by, call).values("pk")).count():
        raise Refused(_("Applications without a ruling: %(count)d.") % {"count": count})
    if left.exists():
        raise Refused(_("A lot that you do not take part in is not finished yet."))


def _insist_on_right(by: Any, call: Call, judged: Iterable[Application]) -> None:
    if not {one.lot_id for one in judged} <= rules.ruled_lots(by, call):
        raise Refused(_("Only the chair rules on admission; the deputy where the chair has a conflict."))


def _fail(call: Call, sentence: str, *, by: Any, at: datetime) -> None:
    why = {}
    for language in ("kk", "ru"):
        with override(language):
            why[f"ended_because_{language}"] = _(sentence)
    call.move_to(Call.Status.FAILED, by=by, at=at, **why)
    notices.failed(call, at=at)


def _opening(call: Call, opened: Iterable[Application], at: datetime) -> dict[str, Any]:
    return {
        "deadline_at": _exact(call.deadline_at),
        "opened_at": _exact(at),
        "draw_commitment": call.draw_commitment,
        "bids": [_bid(application, cast(Receipt, application.receipt)) for application in opened],
    }


def _bid(application: Application, receipt: Receipt) -> dict[str, Any]:
    return _named(application) | {
        "received_at": _exact(receipt.received_at),
        "requested": str(receipt.opened.requested_amount),
        "attachments": 0,
    }


def _write_down_unreadable(call: Call, at: datetime) -> list[Application]:
    """What is still sealed after the opening: its seal is broken."""
    left = Application.objects.filter(lot__call=call, status=Application.Status.SUBMITTED)
    unreadable = list(left.select_related("organisation", "lot").order_by("lot__number", "number"))
    OpeningIncident.objects.bulk_create(OpeningIncident(call=call, application=one, found_at=at) for one in unreadable)
    if unreadable:
        notices.unreadable(call, unreadable, at=at)
    return unreadable


@transaction.atomic
def _write_down_lost_key(call: Call, at: datetime) -> None:
    call = call.locked()
    _incident, is_new = OpeningIncident.objects.get_or_create(call=call, application=None, defaults={"found_at": at})
    if is_new:
        call.note("key cannot be read", by=None, at=at)
        notices.key_lost(call, at=at)


def _exact(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


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
