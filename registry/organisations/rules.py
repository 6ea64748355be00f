"""Who verifies, and who acts for an organisation."""

from typing import Any

from django.utils import timezone

from registry.organisations.models import Organisation
from registry.people.models import Link


def role_of(user: Any, organisation: Organisation) -> str | None:
    """The role in which this person acts for the organisation today, if any (R-007)."""
    if not user.is_authenticated:
        return None
    links = Link.objects.current(timezone.localdate()).filter(user=user, organisation=organisation)
    return links.values_list("role", flat=True).first()


def link_of(user: Any, organisation: Organisation | int) -> Link | None:
    """What joins this person to the organisation (or the one with this key) today, if anything (R-007)."""
    if not user.is_authenticated:
        return None
    return Link.objects.current(timezone.localdate()).filter(user=user, organisation=organisation).first()


def is_officer(user: Any) -> bool:
    """Whether this person holds the role of a registry officer today."""
    return user.is_authenticated and user.holds("registry_officer")


def can_edit(user: Any, organisation: Organisation) -> bool:
    """The organisation's people mend what is not verified yet; verified data are changed by an officer."""
    return organisation.may_be_revised and can_write(user, organisation)


def can_write(user: Any, organisation: Organisation | int) -> bool:
    """The head, a signatory and an editor write for the organisation; an accountant and a viewer read."""
    link = link_of(user, organisation)
    return link is not None and link.role in Link.WRITES


def can_report(user: Any, organisation: Organisation) -> bool:
    """The head, a signatory and the accountant file its reports; whoever signs by proxy, while it holds."""
    link = link_of(user, organisation)
    if link is None:
        return False
    return link.role == Link.Role.ACCOUNTANT or link.signs_on(timezone.localdate())


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
