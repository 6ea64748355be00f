"""Who verifies, and who acts for an organisation."""

from typing import Any

from django.utils import timezone

from registry.organisations.models import Link, Organisation

IN_CHARGE = (Link.Role.HEAD,)


def role_of(user: Any, organisation: Organisation) -> str | None:
    """The role in which this person acts for the organisation today, if any (R-007)."""
    if not user.is_authenticated:
        return None
    links = Link.objects.current(timezone.localdate()).filter(user=user, organisation=organisation)
    return links.values_list("role", flat=True).first()


def is_officer(user: Any) -> bool:
    """A registry officer."""
    return user.is_authenticated and user.holds("registry_officer")


def can_edit(user: Any, organisation: Organisation) -> bool:
    """The organisation's people mend what was returned; verified data are changed by an officer."""
    return organisation.status in (Organisation.Status.FILED, Organisation.Status.RETURNED) and bool(
        role_of(user, organisation)
    )


def can_manage_people(user: Any, organisation: Organisation) -> bool:
    """The head invites people and ends their links."""
    return role_of(user, organisation) in IN_CHARGE


VERBS = {
    "verify": Organisation.Status.ACTIVE,
    "return": Organisation.Status.RETURNED,
    "suspend": Organisation.Status.SUSPENDED,
    "begin_liquidation": Organisation.Status.LIQUIDATING,
    "liquidate": Organisation.Status.LIQUIDATED,
}


def officer_offers(user: Any, organisation: Organisation) -> list[str]:
    """The verbs a registry officer can use right now (R-006); “resume” is the way back from a suspension."""
    if not is_officer(user):
        return []
    verbs = [verb for verb, target in VERBS.items() if organisation.may_move_to(target)]
    if organisation.status == Organisation.Status.SUSPENDED:
        verbs[verbs.index("verify")] = "resume"
    return verbs


def offers(user: Any, organisation: Organisation) -> set[str]:
    """The verbs the organisation's own people can use right now."""
    verbs = {"edit"} if can_edit(user, organisation) else set()
    if "edit" in verbs and organisation.status == Organisation.Status.RETURNED:
        verbs.add("refile")
    if can_manage_people(user, organisation):
        verbs.add("invite")
    return verbs
