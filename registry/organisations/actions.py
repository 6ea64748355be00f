"""Register, revise, file again, verify, return, correct, suspend, resume, liquidate; the people who act."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Invitation
from lifecycle.models import Refused
from registry.organisations import notices
from registry.organisations.models import Link, Organisation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MANY = {"classes", "spheres"}


@transaction.atomic
def register(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """File an organisation in the register; the person who files it becomes its head.

    Refuses a BIN that another organisation has (R-002).
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    organisation = _written(Organisation(code=code, filed_at=at, filed_by=by), facts)
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
        raise Refused(_("An organisation needs a head: hand it over to another person first."))
    _ended(link, today)
    organisation.note("left", by=by, at=at)
    if link.user != by:
        notices.removed(link, at=at)


@transaction.atomic
def connect(organisation: Organisation, person: Any, *, role: str, by: Any, at: datetime, because: str = "") -> Link:
    """A person acts for the organisation in this role from today on; the role they had ends (R-007).

    Refused to whoever has this role already, to the only head, and for a liquidated organisation.
    """
    organisation = organisation.locked()
    if organisation.status == Organisation.Status.LIQUIDATED:
        raise Refused(_("The organisation is liquidated. Nobody acts for it any more."))
    people = Link.objects.of(organisation, on=localdate(at))
    had = people.filter(user=person).first()
    if had and had.role == role:
        raise Refused(_("%(person)s has this role already.") % {"person": person})
    if had and had.role == Link.Role.HEAD and people.filter(role=Link.Role.HEAD).count() == 1:
        raise Refused(_("An organisation needs a head: hand it over to another person first."))
    return _connected(organisation, person, role, by, at, because)


@transaction.atomic
def appoint_head(
    organisation: Organisation,
    person: Any,
    *,
    former: Collection[Link],
    stays_as: str = "",
    by: Any,
    at: datetime,
    because: str = "",
) -> Link:
    """A person becomes the head, and the former heads leave, or stay in another role; all of it is told to all.

    Refused to a head, and for a liquidated organisation.
    """
    link = connect(organisation, person, role=Link.Role.HEAD, by=by, at=at, because=because)
    for one in former:
        if stays_as:
            _connected(organisation, one.user, stays_as, by, at, because)
        else:
            _ended(one, localdate(at))
            organisation.note("left", by=by, at=at, because=because)
    notices.head_changed(link, former=[one.user for one in former], at=at)
    return link


@transaction.atomic
def empower(link: Link, *, number: str, first: date, last: date, by: Any, at: datetime) -> Link:
    """Write down the power of attorney that a signatory signs by; the one before it is superseded (R-007).

    Refused for any other role, for one who has left, and for days that have passed or are the wrong way round.
    """
    organisation, today = link.organisation.locked(), localdate(at)
    if link.role != Link.Role.SIGNATORY or not Link.objects.of(organisation, on=today).filter(pk=link.pk).exists():
        raise Refused(_("Only a signatory of the organisation signs by a power of attorney."))
    if last < first or last < today:
        raise Refused(_("The last day of the power of attorney has passed, or comes before its first."))
    link.proxy_number, link.proxy_from, link.proxy_until = number.strip(), first, last
    link.save(update_fields=["proxy_number", "proxy_from", "proxy_until"])
    organisation.note("proxy written down", by=by, at=at)
    notices.empowered(link, at=at)
    return link


def remind_of_proxy(link: Link, *, at: datetime) -> None:
    """Tell the signatory and the head on which day the power of attorney ends; once for each of its last days."""
    notices.proxy_ends(link, at=at)


def _connected(organisation: Organisation, person: Any, role: str, by: Any, at: datetime, because: str) -> Link:
    """A link from today on, in place of the one the person had."""
    today = localdate(at)
    had = Link.objects.of(organisation, on=today).filter(user=person).first()
    if had:
        _ended(had, today)
    link = Link.objects.create(organisation=organisation, user=person, role=role, since=today)
    is_head = role == Link.Role.HEAD
    organisation.note("head changed" if is_head else "role changed" if had else "joined", by=by, at=at, because=because)
    return link


def _ended(link: Link, day: date) -> None:
    link.until = day
    link.save(update_fields=["until"])


def _move(organisation: Organisation, status: str, event: str, because: str, by: Any, at: datetime) -> Organisation:
    organisation = organisation.locked()
    _insist_on_reason(because)
    organisation.move_to(status, by=by, at=at, because=because)
    notices.changed(event, organisation, at=at, because=because)
    return organisation


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
            raise Refused(_("This BIN is in the register already. Find it there and ask to be connected.")) from taken
        raise
    for name in facts.keys() & MANY:
        getattr(organisation, name).set(facts[name])
    return organisation
