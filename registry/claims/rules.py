"""Who claims, who decides a claim, who hands an organisation over and who takes it."""

from typing import Any

from registry.claims.models import Claim, HandOver
from registry.organisations.models import Organisation
from registry.organisations.rules import can_manage_people, is_officer
from registry.people.models import Link


def can_claim(user: Any, organisation: Organisation) -> bool:
    """Whoever is signed in; officials of the register decide claims and make none."""
    return user.is_authenticated and not is_officer(user) and not user.is_superuser


def can_withdraw(user: Any, claim: Claim) -> bool:
    """Whoever made the claim takes it back."""
    return claim.person == user


def can_decide(user: Any, claim: Claim) -> bool:
    """A registry officer any claim; the head any but one to be the head; nobody their own."""
    if claim.person == user:
        return False
    return is_officer(user) or (claim.role != Link.Role.HEAD and can_manage_people(user, claim.organisation))


def can_take_back(user: Any, offer: HandOver) -> bool:
    """The head of the organisation takes an offer back."""
    return can_manage_people(user, offer.organisation)


def can_take_over(user: Any, offer: HandOver) -> bool:
    """Only the person it is offered to, by e-mail."""
    return user.is_authenticated and user.email.lower() == offer.email.lower()


def offers(user: Any, claim: Claim) -> set[str]:
    """The verbs this person can use on a claim right now."""
    if claim.status != Claim.Status.FILED:
        return set()
    if can_withdraw(user, claim):
        return {"withdraw"}
    return {"accept", "refuse"} if can_decide(user, claim) else set()
