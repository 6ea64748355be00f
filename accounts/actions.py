"""What is done with people: roles given and ended, invitations sent, accepted and withdrawn, profiles changed."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import notices, rules
from accounts.models import Assignment, Invitation, User
from lifecycle import chain
from lifecycle.models import Entry, Refused


@transaction.atomic
def assign(user: User, *, role: str, body: Any = None, by: User, at: datetime, because: str = "") -> Assignment:
    """Give a person a role from today on, for a state body where the role needs one (domain, section 7).

    Refuses a role to a system administrator, the same role twice, and a role without the state body it needs.
    """
    user = _held(user)
    if user.is_superuser:
        raise Refused(_("A system administrator holds no role in tenders."))
    if role in Assignment.FOR_A_BODY and body is None:
        raise Refused(_("Name the state body that this role is held for."))
    today = timezone.localdate(at)
    if user.assignments.current(today).filter(role=role, body=body).exists():
        raise Refused(_("%(person)s has this role already.") % {"person": user})
    assignment = Assignment.objects.create(user=user, role=role, body=body, since=today)
    _settle_admin(user, today)
    Entry.objects.append(user, f"given: {_spelt(assignment)}", by=by, at=at, because=because)
    notices.role_given(assignment, at=at)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User, at: datetime, because: str) -> Assignment:
    """End a role today, for a reason. Refuses a role that has ended, and an empty reason."""
    user = _held(assignment.user)
    assignment = Assignment.objects.select_related("user", "body").get(pk=assignment.pk)
    today = timezone.localdate(at)
    if assignment.until and assignment.until <= today:
        raise Refused(_("This role has ended already."))
    if not because.strip():
        raise Refused(_("Say why the role ends."))
    assignment.until = max(today, assignment.since)
    assignment.save(update_fields=["until"])
    _settle_admin(user, today)
    Entry.objects.append(user, f"ended: {_spelt(assignment)}", by=by, at=at, because=because)
    notices.role_ended(assignment, at=at, because=because)
    return assignment


@transaction.atomic
def invite(
    email: str,
    *,
    purpose: str,
    role: str,
    organisation: Any = None,
    body: Any = None,
    language: str = "",
    by: User,
    at: datetime,
) -> Invitation:
    """Keep a seat for an e-mail address. Only the mail carries the link; here stands nothing but its hash.

    An older open invitation to the same seat is withdrawn, so that one link works at a time.
    """
    email = email.strip().lower()
    seat = {"email": email, "purpose": purpose, "role": role, "organisation": organisation, "body": body}
    Invitation.objects.filter(**seat).open(at).update(revoked_at=at)
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        **seat,
        language=_language_of(email) or language or by.language,
        token_hash=chain.fingerprint(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    Entry.objects.append(invitation, "sent", by=by, at=at)
    notices.invited(invitation, token=token)
    return invitation


@transaction.atomic
def accept(token: str, *, by: User, at: datetime) -> Invitation:
    """Take the seat an invitation keeps, once. A role begins here; what an organisation does, it does itself.

    Refuses a link that leads nowhere, was used, withdrawn or has run out, and anybody but the invited person.
    """
    found = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=chain.fingerprint(token)).first()
    if found is None or not rules.can_accept(by, found):
        raise Refused(_("This link leads to no invitation of yours. Sign in with the address it was sent to."))
    if why_not := found.why_closed(at):
        raise Refused(why_not)
    found.accepted_by, found.accepted_at = by, at
    found.save(update_fields=["accepted_by", "accepted_at"])
    Entry.objects.append(found, "accepted", by=by, at=at)
    if found.purpose == Invitation.Purpose.ROLE:
        assign(by, role=found.role, body=found.body, by=found.invited_by, at=at)
    return found


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime, because: str) -> Invitation:
    """Take an open invitation back. Refuses one that is closed already, and an empty reason."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if why_not := invitation.why_closed(at):
        raise Refused(why_not)
    if not because.strip():
        raise Refused(_("Say why the invitation is withdrawn."))
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    Entry.objects.append(invitation, "withdrawn", by=by, at=at, because=because)
    return invitation


@transaction.atomic
def change_profile(user: User, *, name: str, language: str, by: User, at: datetime) -> User:
    """Change how a person is called, and the language they are written to in."""
    user = _held(user)
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    Entry.objects.append(user, "profile changed", by=by, at=at)
    return user


@transaction.atomic
def correct(user: User, *, name: str, language: str, is_active: bool, by: User, at: datetime, because: str) -> User:
    """Correct a person's name, language or right to sign in, for a reason. Refuses to shut oneself out."""
    user = _held(user)
    if user == by and not is_active:
        raise Refused(_("You cannot take your own right to sign in."))
    user.name, user.language, user.is_active = name, language, is_active
    user.save(update_fields=["name", "language", "is_active"])
    Entry.objects.append(user, "corrected", by=by, at=at, because=because)
    return user


def _held(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _language_of(email: str) -> str | None:
    return User.objects.filter(email=email).values_list("language", flat=True).first()


def _settle_admin(user: User, today: Any) -> None:
    """The admin is where registry officers work: they may enter it for as long as they are."""
    user.is_staff = (
        user.is_superuser or user.assignments.current(today).filter(role__in=Assignment.IN_THE_ADMIN).exists()
    )
    user.save(update_fields=["is_staff"])


def _spelt(assignment: Assignment) -> str:
    return f"{assignment.role} {assignment.body.code}" if assignment.body else assignment.role
