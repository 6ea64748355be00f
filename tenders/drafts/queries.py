"""Whose words stand in a working copy."""

from collections.abc import Collection, Mapping
from typing import Any

from accounts.models import User

# So many versions are looked through: what nobody changed in all of them, the last editor answers for.
LOOKED_THROUGH = 50


def writer_of(application: Any, names: Collection[str]) -> User | None:
    """Who wrote one of these texts or parts last; whoever changed anything last, if that is long ago."""
    unkept: Mapping[str, int] = application.working_copy.unkept
    kept = application.versions.order_by("-number").values_list("changed", flat=True)[:LOOKED_THROUGH]
    written = (changed[name] for changed in (unkept, *kept) for name in names if name in changed)
    return User.objects.filter(pk=next(written, application.edited_by_id)).first()
