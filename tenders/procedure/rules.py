"""Who keeps the legal numbers, and who the calendar."""

from typing import Any

from registry.organisations.rules import is_officer
from tenders.procedure.models import Profile


def can_keep_profiles(user: Any) -> bool:
    """The system administrator keeps the settings of the process (domain section 7)."""
    return user.is_active and user.is_superuser


def can_keep_calendar(user: Any) -> bool:
    """Registry officers keep the dictionaries, the holidays and the index among them; so may the administrator."""
    return is_officer(user) or can_keep_profiles(user)


def is_frozen(profile: Profile) -> bool:
    """Whether a published call goes by this profile: then its numbers stay for ever, and a new version is made."""
    return profile.calls.filter(published_at__isnull=False).exists()
