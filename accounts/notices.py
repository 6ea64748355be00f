"""What people hear about their roles and invitations."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import Assignment, Invitation
from notifications import outbox
from notifications.facts import texts

# Where the link of an invitation leads: whoever keeps the seat has the page that gives it.
PAGES = {
    Invitation.Purpose.ROLE: "accounts:invitation",
    Invitation.Purpose.ORGANISATION: "organisations:join",
}


def role_given(assignment: Assignment, *, at: datetime) -> None:
    """The person has a new role."""
    facts = {"since_on": assignment.since, **_role(assignment)}
    outbox.post(
        "accounts/role_given", to=[assignment.user], about=assignment, at=at, url=reverse("desk:index"), **facts
    )


def role_ended(assignment: Assignment, *, at: datetime, because: str) -> None:
    """The person no longer has a role, and why."""
    facts = {"until_on": assignment.until, "because": because, **_role(assignment)}
    outbox.post("accounts/role_ended", to=[assignment.user], about=assignment, at=at, **facts)


def invited(invitation: Invitation, *, token: str) -> None:
    """The link that only the invited person gets; it is forgotten once the mail is sent."""
    facts: dict[str, Any] = {"inviter": str(invitation.invited_by), "expires_at": invitation.expires_at}
    if invitation.purpose == Invitation.Purpose.ROLE:
        facts |= {"role": Assignment.Role(invitation.role).label, **texts("body", invitation.body, "name")}
    else:
        facts |= texts("organisation", invitation.organisation, "name")
    outbox.post(
        f"accounts/invitation_{invitation.purpose}",
        to=[outbox.Address(email=invitation.email, language=invitation.language)],
        about=invitation,
        at=invitation.invited_at,
        url=reverse(PAGES[Invitation.Purpose(invitation.purpose)], args=[token]),
        is_listed=False,
        **facts,
    )


def _role(assignment: Assignment) -> dict[str, Any]:
    return {"role": Assignment.Role(assignment.role).label, **texts("body", assignment.body, "name")}
