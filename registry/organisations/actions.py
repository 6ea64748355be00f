"""Register, revise, file again, verify, return, suspend, resume, liquidate; the people who act."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Invitation
from lifecycle.models import Refused
from registry.organisations import notices
from registry.organisations.models import Link, Organisation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MANY = ("classes", "spheres")


@transaction.atomic
def register(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """File an organisation in the register; the person who files it becomes its head (R-001 to R-003, R-012)."""
    columns = {name: value for name, value in facts.items() if name not in MANY}
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    organisation = Organisation.objects.create(**columns, code=code, filed_at=at, filed_by=by)
    _set_many(organisation, facts)
    Link.objects.create(organisation=organisation, user=by, role=Link.Role.HEAD, since=localtime(at).date())
    organisation.note("filed", by=by, at=at)
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def revise(organisation: Organisation, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """Mend the data of an organisation that is not verified yet. Refused afterwards: an officer changes them then."""
    organisation = organisation.locked()
    if organisation.status not in (Organisation.Status.FILED, Organisation.Status.RETURNED):
        raise Refused(_("The data are verified. A registry officer changes them on your request."))
    for name, value in facts.items():
        if name not in MANY:
            setattr(organisation, name, value)
    organisation.save()
    _set_many(organisation, facts)
    organisation.note("revised", by=by, at=at)
    return organisation


@transaction.atomic
def refile(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """File again what was returned."""
    organisation = organisation.locked()
    organisation.move_to(Organisation.Status.FILED, by=by, at=at, filed_at=at, return_reason="")
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def verify(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """A registry officer has checked the organisation: it is active. Refused without both names (R-003)."""
    organisation = organisation.locked()
    if organisation.status != Organisation.Status.FILED:
        raise Refused(_("Only an organisation that awaits verification can be verified."))
    if not organisation.legal_form.is_ngo:
        raise Refused(_("This legal form is not an NGO: return it with the reason."))
    if not (organisation.name_kk.strip() and organisation.name_ru.strip()):
        raise Refused(_("The names in Kazakh and in Russian are needed before verification."))
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, verified_at=at, verified_by=by)
    notices.changed("verified", organisation, at=at)
    return organisation


@transaction.atomic
def return_for_correction(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Send an organisation back with the reason its people will read."""
    organisation = organisation.locked()
    _insist_on_reason(because)
    organisation.move_to(Organisation.Status.RETURNED, by=by, at=at, because=because, return_reason=because)
    notices.changed("returned", organisation, at=at, because=because)
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


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: Any, at: datetime) -> Invitation:
    """The head invites a person by e-mail to act for the organisation (R-007)."""
    links = Link.objects.current(localtime(at).date()).filter(organisation=organisation, user__email__iexact=email)
    if links.exists():
        raise Refused(_("This person acts for the organisation already."))
    return accounts.invite(
        email, purpose=Invitation.Purpose.ORGANISATION, role=role, organisation=organisation, by=by, at=at
    )


@transaction.atomic
def join(token: str, *, by: Any, at: datetime) -> Link:
    """Accept an invitation: the person acts for the organisation from today on. Refused once used or expired."""
    invitation = accounts.accept(token, by=by, at=at)
    organisation = Organisation.objects.get(invitations=invitation)
    link = Link.objects.create(organisation=organisation, user=by, role=invitation.role, since=localtime(at).date())
    organisation.note("joined", by=by, at=at)
    return link


@transaction.atomic
def remove(link: Link, *, by: Any, at: datetime) -> None:
    """End a person's link today; access ends at once (S11). The only head cannot go."""
    today = localtime(at).date()
    heads = Link.objects.current(today).filter(organisation=link.organisation, role=Link.Role.HEAD)
    if link.role == Link.Role.HEAD and heads.count() == 1:
        raise Refused(_("An organisation needs a head: name another one first."))
    link.until = today
    link.save(update_fields=["until"])
    link.organisation.note("left", by=by, at=at)


def _move(organisation: Organisation, status: str, event: str, because: str, by: Any, at: datetime) -> Organisation:
    organisation = organisation.locked()
    _insist_on_reason(because)
    organisation.move_to(status, by=by, at=at, because=because)
    notices.changed(event, organisation, at=at, because=because)
    return organisation


def _insist_on_reason(because: str) -> None:
    if not because.strip():
        raise Refused(_("Write the reason."))


def _set_many(organisation: Organisation, facts: Mapping[str, Any]) -> None:
    for name in MANY:
        if name in facts:
            getattr(organisation, name).set(facts[name])
