"""Register, revise, file again, verify, return, correct, suspend, resume, liquidate; the people who act."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Invitation
from lifecycle.models import Refused
from registry.organisations import notices, standing
from registry.organisations.models import Link, Organisation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MANY = {"classes", "spheres"}
# Rows of one statement: SQLite takes no more values than 32,766.
TOGETHER = 500


@transaction.atomic
def register(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """File an organisation in the register; the person who files it becomes its head.

    Refuses a BIN that another organisation has (R-002).
    """
    organisation = _written(Organisation(code=_new_code(), filed_at=at, filed_by=by), facts)
    Link.objects.create(organisation=organisation, user=by, role=Link.Role.HEAD, since=localdate(at))
    organisation.note("filed", by=by, at=at)
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def revise(organisation: Organisation, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """Mend the data of an organisation that is not verified yet. Refused afterwards: an officer changes them then."""
    organisation = organisation.locked()
    if not organisation.may_be_revised:
        raise Refused(_("The data are verified. A registry officer changes them on your request."))
    organisation = _written(organisation, facts)
    organisation.note("revised", by=by, at=at)
    return organisation


@transaction.atomic
def refile(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """File again what was returned. Refused for anything else."""
    organisation = organisation.locked()
    organisation.move_to(Organisation.Status.FILED, by=by, at=at, filed_at=at, return_reason="")
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def verify(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """A registry officer has checked the organisation: it is active.

    Refused for what does not await it, for a form that is not an NGO (R-012), without names in both languages (R-003).
    """
    organisation = organisation.locked()
    if reason := standing.why_not_verified(organisation):
        raise Refused(reason)
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, verified_at=at, verified_by=by)
    notices.changed("verified", organisation, at=at)
    return organisation


@transaction.atomic
def return_for_correction(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Send an organisation back with the reason its people will read."""
    organisation = organisation.locked()
    _insist_on_reason(because)
    if organisation.status != Organisation.Status.FILED:
        raise Refused(_("Only an organisation that awaits verification can be returned."))
    organisation.move_to(Organisation.Status.RETURNED, by=by, at=at, because=because, return_reason=because)
    notices.changed("returned", organisation, at=at, because=because)
    return organisation


@transaction.atomic
def correct(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> Organisation:
    """A registry officer changes data for a reason; old and new value are kept (R-009).

    Refused for a liquidated organisation, for a BIN that another one has, and without a reason.
    """
    organisation = organisation.locked()
    _insist_on_reason(because)
    if organisation.status == Organisation.Status.LIQUIDATED:
        raise Refused(_("A liquidated organisation is changed no more."))
    organisation = _written(organisation, facts)
    organisation.note("corrected", by=by, at=at, because=because)
    return organisation


@transaction.atomic
def enter_all(
    rows: Sequence[Mapping[str, Any]], *, because: str, filed_by: Any, by: Any, at: datetime
) -> list[Organisation]:
    """Enter many organisations that an officer answers for: filed by one, verified by another or the same, active.

    Old and new values and a line of the trail are kept of each (R-009). The caller has asked that no BIN is taken.
    """
    found = [_entered(facts, filed_by, at) for facts in rows]
    Organisation.objects.bulk_create(found, batch_size=TOGETHER)
    for name in MANY:
        through = getattr(Organisation, name).through
        entry = getattr(Organisation, name).rel.model._meta.model_name
        lines = (
            through(organisation_id=one.pk, **{f"{entry}_id": chosen.pk})
            for one, facts in zip(found, rows, strict=True)
            for chosen in facts.get(name, ())
        )
        through.objects.bulk_create(lines, batch_size=TOGETHER)
    _log_entered(found, rows, by=by, at=at, because=because)
    Organisation.move_all(
        found, Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by
    )
    return found


@transaction.atomic
def enter_again(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> Organisation:
    """Enter anew what an undone import had left returned: corrected, filed and verified in one step."""
    organisation = _written(organisation.locked(), facts)
    organisation.move_to(
        Organisation.Status.FILED, by=by, at=at, because=because, filed_at=at, filed_by=by, return_reason=""
    )
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by)
    return organisation


@transaction.atomic
def take_back_all(organisations: Sequence[Organisation], *, because: str, by: Any, at: datetime) -> None:
    """Take many held organisations out of the public register that an import entered by mistake.

    They are returned, with the reason, and wait there with their BIN: none is deleted, none counts as verified, and the
    next import of a right file enters them again. No other verb leads there: R-006 speaks of NGOs rightly registered.
    """
    Organisation.move_all(
        organisations,
        Organisation.Status.RETURNED,
        by=by,
        at=at,
        because=because,
        verified_at=None,
        verified_by=None,
        return_reason=because,
    )


@transaction.atomic
def suspend(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Suspend an active organisation with a reason: it cannot apply (R-006, R-010)."""
    return _move(organisation, Organisation.Status.SUSPENDED, "suspended", because, by, at)


@transaction.atomic
def resume(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """End a suspension with a reason."""
    if organisation.locked().status != Organisation.Status.SUSPENDED:
        raise Refused(_("Only a suspended organisation can be resumed."))
    return _move(organisation, Organisation.Status.ACTIVE, "resumed", because, by, at)


@transaction.atomic
def begin_liquidation(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Write down that liquidation has begun (R-006, R-014)."""
    return _move(organisation, Organisation.Status.LIQUIDATING, "liquidating", because, by, at)


@transaction.atomic
def liquidate(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Write down that the organisation is no more; this is final (R-006)."""
    return _move(organisation, Organisation.Status.LIQUIDATED, "liquidated", because, by, at)


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: Any, at: datetime) -> Invitation:
    """The head invites a person by e-mail to act for the organisation (R-007). Refused for one who does already."""
    organisation = organisation.locked()
    if Link.objects.of(organisation, on=localdate(at)).filter(user__email__iexact=email.strip()).exists():
        raise Refused(_("This person acts for the organisation already."))
    return accounts.invite(
        email, purpose=Invitation.Purpose.ORGANISATION, role=role, organisation=organisation, by=by, at=at
    )


@transaction.atomic
def join(token: str, *, by: Any, at: datetime) -> Link:
    """Accept an invitation: the person acts for the organisation from today on.

    Refused once it was used, withdrawn or has run out, to anybody else, and to one who acts for it already (R-007).
    """
    invitation = accounts.accept(token, by=by, at=at)
    if invitation.organisation_id is None:
        raise Refused(_("This link leads to no organisation."))
    organisation = Organisation.objects.get(pk=invitation.organisation_id).locked()
    if Link.objects.of(organisation, on=localdate(at)).filter(user=by).exists():
        raise Refused(_("You act for this organisation already."))
    link = Link.objects.create(organisation=organisation, user=by, role=invitation.role, since=localdate(at))
    organisation.note("joined", by=by, at=at)
    return link


@transaction.atomic
def remove(link: Link, *, by: Any, at: datetime) -> None:
    """End a person's link today; access ends at once (S11). Refused for one that has ended, and for the only head."""
    organisation, today = link.organisation.locked(), localdate(at)
    people = Link.objects.of(organisation, on=today)
    if not people.filter(pk=link.pk).exists():
        raise Refused(_("This person acts for the organisation no longer."))
    if link.role == Link.Role.HEAD and people.filter(role=Link.Role.HEAD).count() == 1:
        raise Refused(_("An organisation needs a head: invite another one first."))
    link.until = today
    link.save(update_fields=["until"])
    organisation.note("left", by=by, at=at)
    if link.user != by:
        notices.removed(link, at=at)


def _move(organisation: Organisation, status: str, event: str, because: str, by: Any, at: datetime) -> Organisation:
    organisation = organisation.locked()
    _insist_on_reason(because)
    organisation.move_to(status, by=by, at=at, because=because)
    notices.changed(event, organisation, at=at, because=because)
    return organisation


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def _entered(facts: Mapping[str, Any], filed_by: Any, at: datetime) -> Organisation:
    columns = {name: value for name, value in facts.items() if name not in MANY}
    organisation = Organisation(code=_new_code(), filed_at=at, filed_by=filed_by, **columns)
    organisation.fold()
    return organisation


def _log_entered(
    found: Sequence[Organisation], rows: Sequence[Mapping[str, Any]], *, by: Any, at: datetime, because: str
) -> None:
    """What the journal keeps of a new row; it hears of no row that is written together with others."""
    about = ContentType.objects.get_for_model(Organisation)
    # Names of entries are said once, and not once a row.
    entries = {entry for facts in rows for name in MANY for entry in facts.get(name, ())}
    spoken = {entry: str(entry) for entry in entries}
    LogEntry.objects.bulk_create(
        (
            LogEntry(
                content_type=about,
                object_pk=str(one.pk),
                object_id=one.pk,
                object_repr=str(one),
                action=LogEntry.Action.CREATE,
                changes={name: _as_journal(value, spoken) for name, value in facts.items() if value},
                actor=by,
                actor_email=by.email,
                timestamp=at,
                additional_data={"because": because},
            )
            for one, facts in zip(found, rows, strict=True)
        ),
        batch_size=TOGETHER,
    )


def _as_journal(value: Any, spoken: Mapping[Any, str]) -> Any:
    """A first value as the journal writes it: of a list what was put in, of an entry its number."""
    if isinstance(value, list):
        return {"type": "m2m", "operation": "add", "objects": [spoken[entry] for entry in value]}
    return ["None", str(getattr(value, "pk", value))]


def _insist_on_reason(because: str) -> None:
    if not because.strip():
        raise Refused(_("Write the reason."))


def _written(organisation: Organisation, facts: Mapping[str, Any]) -> Organisation:
    """Write facts to their columns and lists; another request may have taken the BIN since the form was checked."""
    for name in facts.keys() - MANY:
        setattr(organisation, name, facts[name])
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        if Organisation.objects.exclude(pk=organisation.pk).filter(bin=organisation.bin).exists():
            raise Refused(_("This BIN is in the register already. Ask its head to invite you.")) from taken
        raise
    for name in facts.keys() & MANY:
        getattr(organisation, name).set(facts[name])
    return organisation
