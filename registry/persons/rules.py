"""Who reads and who changes what is kept of the people behind an organisation."""

from typing import Any

from registry.organisations.models import Organisation
from registry.organisations.rules import is_officer, role_of

__all__ = ["can_change", "can_show_in_full", "can_write_private", "is_officer"]


def can_change(user: Any, organisation: Organisation) -> bool:
    """The organisation's people while its data may be revised; afterwards a registry officer, for a reason."""
    if organisation.may_be_revised:
        return role_of(user, organisation) is not None
    return is_officer(user) and not organisation.is_over


def can_write_private(user: Any, organisation: Organisation) -> bool:
    """Whoever may change its data; and its people as long as nothing is written there."""
    is_first = not organisation.is_over and not hasattr(organisation, "private_data")
    return can_change(user, organisation) or (is_first and role_of(user, organisation) is not None)


def can_show_in_full(user: Any) -> bool:
    """A registry officer, after writing what for (S48)."""
    return is_officer(user)
