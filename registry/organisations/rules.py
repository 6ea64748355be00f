"""Who verifies, and who acts for an organisation."""

from typing import Any

from django.utils import timezone

from registry.organisations.models import Link, Organisation


def role_of(user: Any, organisation: Organisation) -> str | None:
    """The role in which this person acts for the organisation today, if any (R-007)."""
    if not user.is_authenticated:
        return None
    links = Link.objects.current(timezone.localdate()).filter(user=user, organisation=organisation)
    return links.values_list("role", flat=True).first()


def is_officer(user: Any) -> bool:
    """Whether this person holds the role of a registry officer today."""
    return user.is_authenticated and user.holds("registry_officer")


def can_edit(user: Any, organisation: Organisation) -> bool:
    """The organisation's people mend what is not verified yet; verified data are changed by an officer."""
    return organisation.may_be_revised and role_of(user, organisation) is not None


# Who files the yearly report for the organisation (domain section 7).
REPORTS = (Link.Role.HEAD, Link.Role.SIGNATORY)


def can_report(user: Any, organisation: Organisation) -> bool:
    """The head or a signatory files the yearly report, and its corrections (R-004)."""
    return role_of(user, organisation) in REPORTS


def can_manage_people(user: Any, organisation: Organisation) -> bool:
    """The head invites people and ends their links."""
    return role_of(user, organisation) == Link.Role.HEAD


def can_remove(user: Any, link: Link) -> bool:
    """The head ends anybody's link; everybody may leave."""
    return link.user == user or can_manage_people(user, link.organisation)


Status = Organisation.Status

# From where and to where each verb of an officer leads; verifying and resuming both lead to an active one.
OFFICER_VERBS = {
    "verify": (Status.FILED, Status.ACTIVE),
    "return_for_correction": (Status.FILED, Status.RETURNED),
    "suspend": (Status.ACTIVE, Status.SUSPENDED),
    "resume": (Status.SUSPENDED, Status.ACTIVE),
    "begin_liquidation": (None, Status.LIQUIDATING),
    "liquidate": (Status.LIQUIDATING, Status.LIQUIDATED),
}


def officer_offers(user: Any, organisation: Organisation) -> list[str]:
    """The verbs a registry officer can use right now, in the order of the map (R-006)."""
    if not is_officer(user):
        return []
    return [
        verb
        for verb, (stands, target) in OFFICER_VERBS.items()
        if stands in (None, organisation.status) and organisation.may_move_to(target)
    ]


def offers(user: Any, organisation: Organisation) -> set[str]:
    """The verbs the organisation's own people can use right now."""
    verbs = {"edit"} if can_edit(user, organisation) else set()
    if verbs and organisation.status == Status.RETURNED:
        verbs.add("refile")
    if can_manage_people(user, organisation):
        verbs.add("invite")
    return verbs
