"""Who reads, writes and files the yearly report."""

from typing import Any

from registry.organisations import rules as organisations
from registry.organisations.models import Organisation


def can_prepare(user: Any, organisation: Organisation) -> bool:
    """Whoever writes for the organisation, or files for it, fills in its report."""
    return organisations.can_write(user, organisation) or organisations.can_report(user, organisation)


def offers(user: Any, organisation: Organisation) -> set[str]:
    """What this person can do with the reports of the organisation."""
    verbs = {"prepare"} if can_prepare(user, organisation) else set()
    if organisations.can_report(user, organisation):
        verbs.add("file")
    return verbs
