"""Who keeps the bodies, their members and the list of restricted parties."""

from typing import Any

from registry.organisations.rules import is_officer


def can_enter(user: Any) -> bool:
    """Registry officers alone write here; what an NGO knows it tells an officer (domain section 7)."""
    return is_officer(user)


def can_end(user: Any, record: Any) -> bool:
    """An officer, once: what has its last day is never reopened."""
    return is_officer(user) and record.until is None
