"""Who may do what with people and their roles (domain, section 7)."""

from accounts.models import Invitation, User


def can_manage_people(user: User) -> bool:
    """The system administrator gives and ends roles; nobody else."""
    return user.is_active and user.is_superuser


def can_accept(user: User, invitation: Invitation) -> bool:
    """Only the person it was sent to, by e-mail."""
    return user.is_authenticated and user.email.lower() == invitation.email.lower()
