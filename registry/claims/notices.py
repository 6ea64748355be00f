"""Who hears of a claim and of a handing over."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications import outbox
from notifications.facts import texts
from registry.claims.models import Claim, HandOver
from registry.people.models import Link


def filed(claim: Claim, *, at: datetime) -> None:
    """Registry officers hear that a claim awaits them; the head too, and of a claim to be the head not to decide it."""
    today, officer = localdate(at), Assignment.Role.REGISTRY_OFFICER
    held = Assignment.objects.current(today).filter(role=officer)
    officers = User.objects.filter(pk__in=held.values("user"), is_active=True)
    _post("filed", claim, officers, at, url=reverse("admin:registry_claim_change", args=[claim.pk]))
    heads = [link.user for link in claim.heads_on(localdate(at))]
    is_for_head = claim.role == Link.Role.HEAD
    url = claim.organisation.get_absolute_url() if is_for_head else claim.get_absolute_url()
    _post("head_claimed" if is_for_head else "filed", claim, heads, at, url=url)


def accepted(claim: Claim, *, at: datetime) -> None:
    """The person hears that they act for the organisation."""
    _post("accepted", claim, [claim.person], at, url=claim.organisation.get_absolute_url())


def refused(claim: Claim, *, at: datetime, because: str) -> None:
    """The person hears that the claim is refused, and why."""
    _post("refused", claim, [claim.person], at, url=claim.get_absolute_url(), because=because)


def offered(offer: HandOver, *, at: datetime) -> None:
    """The next head hears that the organisation is offered, with an account or without."""
    person = User.objects.filter(email__iexact=offer.email).first()
    outbox.post(
        "claims/offered",
        to=[person or outbox.Address(email=offer.email, language=offer.head.language)],
        about=offer,
        at=at,
        url=offer.get_absolute_url(),
        head=str(offer.head),
        expires_at=offer.expires_at,
        **texts("name", offer.organisation, "name"),
    )


def _post(event: str, claim: Claim, people: Any, at: datetime, *, url: str, **facts: Any) -> None:
    outbox.post(
        f"claims/{event}",
        to=people,
        about=claim,
        url=url,
        at=at,
        key=event,
        person=str(claim.person),
        role=Link.Role(claim.role).label,
        **texts("name", claim.organisation, "name"),
        **facts,
    )
