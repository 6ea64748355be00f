"""Who keeps searches: whoever works with the lists of the register."""

from typing import Any


def can_keep(user: Any) -> bool:
    """A registry officer or a system administrator."""
    return user.holds("registry_officer") or user.is_superuser
