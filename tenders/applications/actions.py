"""Start, revise, submit, recall, withdraw; and, with the opening, open, admit, reject, settle."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from lifecycle import chain
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from tenders.applications import checks, content, notices, numbers, rules
from tenders.applications.models import Application, LateAttempt, Receipt
from tenders.calls.models import Call, Lot


class TooLate(Refused):
    """The deadline has passed; whoever catches this keeps the work readable (Q23)."""


class Stale(Refused):
    """Somebody else has saved since this page was opened; whoever catches this shows both texts (Q30)."""


@transaction.atomic
def start(lot: Lot, organisation: Organisation, *, by: Any, at: datetime) -> Application:
    """Begin the one application of an organisation for a lot. Refused with the first condition not met (R-010)."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    for condition in checks.conditions(organisation, lot, at):
        if not condition.is_met:
            raise Refused(condition.remedy)
    application = Application.objects.create(
        number=numbers.of_application(),
        lot=lot,
        organisation=organisation,
        language="ru" if by.language == "ru" else "kk",
        started_by=by,
        started_at=at,
        edited_by=by,
        edited_at=at,
    )
    application.note("started", by=by, at=at)
    return application


@transaction.atomic
def revise(application: Application, facts: Mapping[str, Any], *, version: int, by: Any, at: datetime) -> Application:
    """Save the texts that were changed. Refused after the deadline, and as `Stale` over somebody else's newer text."""
    application = _editable(application, at)
    changed = {name: value for name, value in facts.items() if getattr(application, name) != value}
    if not changed:
        return application
    _insist_on(version, application)
    for name, value in changed.items():
        setattr(application, name, value)
    _touch(application, by, at, fields=list(changed))
    return application


@transaction.atomic
def set_rows(
    application: Application, part: str, rows: Iterable[models.Model], *, version: int, by: Any, at: datetime
) -> Application:
    """Replace one part of the working copy by these rows, in their order. Refused like `revise`."""
    application = _editable(application, at)
    _insist_on(version, application)
    relation = getattr(application, part)
    relation.all().delete()
    for row in rows:
        row.pk, row.application = None, application  # type: ignore[attr-defined]  # every part has this column
    relation.model.objects.bulk_create(rows)
    _touch(application, by, at)
    return application


def submit(application: Application, *, key: UUID, declarations: Iterable[str], by: Any, at: datetime) -> Receipt:
    """Hand the working copy in under seal and give a receipt (R-040 to R-042); once for each key (Q17).

    Refused when something is missing; as `TooLate` after the deadline, and then the attempt is written down.
    """
    try:
        return _submit(application, key=key, declarations=declarations, by=by, at=at)
    except TooLate:
        deadline = Call.objects.get(lots=application.lot_id).deadline_at
        if at > deadline:
            LateAttempt.objects.create(application=application, received_at=at, deadline_at=deadline, by=by)
        raise


@transaction.atomic
def _submit(application: Application, *, key: UUID, declarations: Iterable[str], by: Any, at: datetime) -> Receipt:
    call = Call.objects.select_for_update(of=("self",), no_key=True).get(lots=application.lot_id)
    application = application.locked()
    if given := application.receipts.filter(key=key).first():
        return given
    _insist_on_time(call, at)
    _insist_on_right(application, by)
    if missing := checks.gaps(application):
        raise Refused(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    if set(declarations) != set(content.DECLARATIONS):
        raise Refused(_("Confirm all five declarations."))
    receipt = _receive(application, call, key, by, at)
    facts = {"receipt": receipt, "submitted_at": at, "submitted_by": by}
    if application.status == Application.Status.SUBMITTED:
        Application.objects.filter(pk=application.pk).update(**facts)
        application.note("replaced", by=by, at=at)
    else:
        application.move_to(Application.Status.SUBMITTED, by=by, at=at, **facts)
    notices.submitted(application, receipt, at=at)
    return receipt


@transaction.atomic
def recall(application: Application, *, by: Any, at: datetime) -> None:
    """Take a submission back: nothing stands until it is submitted again. Refused after the deadline (R-042)."""
    application = _editable(application, at)
    _insist_on_right(application, by)
    application.move_to(Application.Status.DRAFT, by=by, at=at, receipt=None, submitted_at=None, submitted_by=None)
    notices.recalled(application, at=at)


@transaction.atomic
def withdraw(application: Application, *, by: Any, at: datetime) -> None:
    """End an application before the deadline; a new one may be begun. Refused after the deadline."""
    application = _editable(application, at)
    _insist_on_right(application, by)
    application.move_to(Application.Status.WITHDRAWN, by=by, at=at, receipt=None)
    notices.withdrawn(application, at=at)


@transaction.atomic
def open_sealed(call: Call, *, at: datetime) -> list[Application]:
    """Open every submitted application of a call at the same moment (R-043); the caller holds the call."""
    sealed = Application.objects.filter(lot__call=call, status=Application.Status.SUBMITTED)
    found = list(
        sealed.select_related("organisation", "lot", "receipt").order_by("lot__number", "receipt__received_at")
    )
    Application.move_all(found, Application.Status.OPENED, by=None, at=at, opened_at=at)
    return found


@transaction.atomic
def admit(applications: Iterable[Application], *, by: Any, at: datetime) -> None:
    """The commission admits these applications; the caller has written the rulings."""
    Application.move_all(list(applications), Application.Status.ADMITTED, by=by, at=at)


@transaction.atomic
def reject(application: Application, *, by: Any, at: datetime) -> None:
    """The commission rejects an application; the caller has written the ruling with its coded reason (R-056)."""
    application.locked().move_to(Application.Status.REJECTED, by=by, at=at)


@transaction.atomic
def mark_scored(applications: Iterable[Application], *, at: datetime) -> None:
    """Every sheet of these applications is locked."""
    Application.move_all(list(applications), Application.Status.SCORED, by=None, at=at)


@transaction.atomic
def settle(outcomes: Mapping[Application, str], *, by: Any, at: datetime) -> None:
    """Each scored application becomes what the results say: winner, reserve, not funded, below the threshold."""
    for outcome in sorted(set(outcomes.values())):
        bearers = [application for application, own in outcomes.items() if own == outcome]
        Application.move_all(bearers, outcome, by=by, at=at)


def _editable(application: Application, at: datetime) -> Application:
    application = application.locked()
    _insist_on_time(application.lot.call, at)
    if application.status not in (Application.Status.DRAFT, Application.Status.SUBMITTED):
        raise Refused(_("This application is %(status)s.") % {"status": application.get_status_display()})
    return application


def _insist_on_time(call: Call, at: datetime) -> None:
    if call.status == Call.Status.CANCELLED:
        raise Refused(_("The call is cancelled. Your text stays readable."))
    if not call.accepts_applications(at):
        raise TooLate(_("The deadline has passed. Your text stays readable, but it was not submitted."))


def _insist_on(version: int, application: Application) -> None:
    if version != application.version:
        editor = application.edited_by
        raise Stale(_("%(name)s has saved this section since you opened it.") % {"name": editor})


def _insist_on_right(application: Application, by: Any) -> None:
    if not rules.can_submit(by, application):
        raise Refused(_("Only the head or a signatory of the organisation may do this."))
    if not application.organisation.may_bid:
        raise Refused(_("The organisation may not take part now: see its page in the register."))


def _touch(application: Application, by: Any, at: datetime, fields: Iterable[str] = ()) -> None:
    application.version += 1
    application.edited_by, application.edited_at = by, at
    application.save(update_fields=["version", "edited_by", "edited_at", *fields])


def _receive(application: Application, call: Call, key: UUID, by: Any, at: datetime) -> Receipt:
    text = chain.canonical(content.snapshot(application))
    try:
        with transaction.atomic():
            return Receipt.objects.create(
                application=application,
                number=numbers.of_receipt(),
                received_at=at,
                deadline_at=call.deadline_at,
                submitted_by=by,
                key=key,
                content=text,
                sha256=chain.fingerprint(text),
                requested_amount=content.requested(application),
            )
    except IntegrityError as clash:
        raise Refused(_("The application was just submitted by somebody else. Open it again.")) from clash
