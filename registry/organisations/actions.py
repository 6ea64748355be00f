"""Register, revise, file again, verify, return, correct, suspend, resume, liquidate."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lifecycle.models import Refused, insist_on_reason
from registry.organisations import notices, standing
from registry.organisations.alike import compare
from registry.organisations.models import Organisation
from registry.people.models import Link

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MANY = {"classes", "spheres"}


@transaction.atomic
def register(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """File an organisation in the register; the person who files it becomes its head.

    Refuses a BIN that another organisation has (R-002).
    """
    organisation = written(Organisation(code=new_code(), filed_at=at, filed_by=by), facts)
    Link.objects.create(organisation=organisation, user=by, role=Link.Role.HEAD, since=localdate(at))
    organisation.note("filed", by=by, at=at)
    compare([organisation], at=at)
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def revise(organisation: Organisation, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """Mend the data of an organisation that is not verified yet. Refused afterwards: an officer changes them then."""
    organisation = organisation.locked()
    if not organisation.may_be_revised:
        raise Refused(_("The data are verified. A registry officer changes them on your request."))
    organisation = written(organisation, facts)
    organisation.note("revised", by=by, at=at)
    compare([organisation], at=at)
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
    insist_on_reason(because)
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

    Refused for a liquidated or a merged organisation, for a BIN that another one has, and without a reason.
    """
    organisation = organisation.locked()
    insist_on_reason(because)
    if organisation.is_over:
        raise Refused(_("A liquidated or merged organisation is changed no more."))
    organisation = written(organisation, facts)
    organisation.note("corrected", by=by, at=at, because=because)
    compare([organisation], at=at)
    return organisation


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


def _move(organisation: Organisation, status: str, event: str, because: str, by: Any, at: datetime) -> Organisation:
    organisation = organisation.locked()
    insist_on_reason(because)
    organisation.move_to(status, by=by, at=at, because=because)
    notices.changed(event, organisation, at=at, because=because)
    return organisation


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def written(organisation: Organisation, facts: Mapping[str, Any]) -> Organisation:
    """Write facts to their columns and lists; another request may have taken the BIN since the form was checked."""
    for name in facts.keys() - MANY:
        setattr(organisation, name, facts[name])
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        if Organisation.objects.exclude(pk=organisation.pk).filter(bin=organisation.bin).exists():
            raise Refused(_("This BIN is in the register already. Find it there and ask to be connected.")) from taken
        raise
    for name in facts.keys() & MANY:
        getattr(organisation, name).set(facts[name])
    return organisation
