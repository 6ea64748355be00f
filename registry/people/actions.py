"""Invite, join, connect, appoint the head, empower, remove; carry people over to another record (R-007)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Invitation
from lifecycle.models import Refused
from registry.people import notices
from registry.people.models import Link


@transaction.atomic
def invite(organisation: Any, *, email: str, role: str, by: Any, at: datetime) -> Invitation:
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
    if invitation.organisation is None:
        raise Refused(_("This link leads to no organisation."))
    organisation = invitation.organisation.locked()
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
def connect(organisation: Any, person: Any, *, role: str, by: Any, at: datetime, because: str = "") -> Link:
    """A person acts for the organisation in this role from today on; the role they had ends (R-007).

    Refused to whoever has this role already, to the only head, and for a liquidated organisation.
    """
    organisation = organisation.locked()
    if organisation.is_over:
        raise Refused(_("The organisation is liquidated or merged. Nobody acts for it any more."))
    people = Link.objects.of(organisation, on=localdate(at))
    had = people.filter(user=person).first()
    if had and had.role == role:
        raise Refused(_("%(person)s has this role already.") % {"person": person})
    if had and had.role == Link.Role.HEAD and people.filter(role=Link.Role.HEAD).count() == 1:
        raise Refused(_("An organisation needs a head: hand it over to another person first."))
    return _connected(organisation, person, role, by, at, because)


@transaction.atomic
def appoint_head(
    organisation: Any,
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


def _connected(organisation: Any, person: Any, role: str, by: Any, at: datetime, because: str) -> Link:
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


def carry_people(duplicate: Any, survivor: Any, *, at: datetime) -> None:
    """Whoever acts for a duplicate acts for the survivor, who do not yet.

    Those of a verified duplicate go on with what it has begun: an application under seal, which nobody else knows of.
    Nobody has verified those of an unverified one, which begins nothing: their links to it end, and where the survivor
    has people of its own, these invite them.
    """
    today = localdate(at)
    there = set(Link.objects.of(survivor, on=today).values_list("user", flat=True))
    was_verified = duplicate.verified_at is not None
    for link in Link.objects.of(duplicate, on=today).select_for_update(of=("self",)):
        if not was_verified:
            _ended(link, today)
        if (was_verified or not there) and link.user_id not in there:
            link.pk, link.organisation, link.since, link.until, link._state.adding = None, survivor, today, None, True
            link.save()
