"""Claim to act for an organisation, withdraw, accept, refuse; hand over, take over, take back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from files import kinds
from lifecycle.models import Refused
from registry.claims import notices, rules
from registry.claims.models import Claim, HandOver
from registry.organisations.models import Organisation
from registry.people import actions as people
from registry.people.models import Link

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FOLDER = "claims"


@transaction.atomic
def claim(organisation: Organisation, *, role: str, statement: str, document: bytes, by: Any, at: datetime) -> Claim:
    """Ask to act for an organisation in a role, with a document that shows the right to (R-007).

    Refused for a liquidated organisation, to whoever has the role already or waits for a decision, and for a file
    that is no PDF, JPEG or PNG or is larger than the setting allows.
    """
    organisation = organisation.locked()
    if organisation.is_over:
        raise Refused(_("The organisation is liquidated. Nobody acts for it any more."))
    if Link.objects.of(organisation, on=localdate(at)).filter(user=by, role=role).exists():
        raise Refused(_("You act for this organisation in this role already."))
    if Claim.objects.open().filter(organisation=organisation, person=by).exists():
        raise Refused(_("You have asked already. Wait for the decision, or withdraw what you asked first."))
    name, fingerprint = _kept(document)
    made = Claim.objects.create(
        code=_code(),
        person=by,
        organisation=organisation,
        role=role,
        statement=statement,
        document_name=name,
        document_hash=fingerprint,
        filed_at=at,
    )
    made.note("claimed", by=by, at=at)
    notices.filed(made, at=at)
    return made


@transaction.atomic
def withdraw(claim: Claim, *, by: Any, at: datetime) -> Claim:
    """Take one's claim back. Refused once it is decided."""
    claim = claim.locked()
    claim.move_to(Claim.Status.WITHDRAWN, by=by, at=at, decided_at=at, decided_by=by)
    return claim


@transaction.atomic
def accept(claim: Claim, *, by: Any, at: datetime) -> Link:
    """The claim is right: the person acts for the organisation from today on.

    Whoever was its head until now leaves, if the claim is to be the head. Refused once it is decided, and to nobody's
    own claim.
    """
    claim = claim.locked()
    _insist_on_decider(claim, by)
    claim.move_to(Claim.Status.ACCEPTED, by=by, at=at, decided_at=at, decided_by=by)
    if claim.role == Link.Role.HEAD:
        former = claim.heads_on(localdate(at))
        link = people.appoint_head(claim.organisation, claim.person, former=former, by=by, at=at)
    else:
        link = people.connect(claim.organisation, claim.person, role=claim.role, by=by, at=at)
    notices.accepted(claim, at=at)
    return link


@transaction.atomic
def refuse(claim: Claim, *, because: str, by: Any, at: datetime) -> Claim:
    """The claim is not shown to be right; the person reads why. Refused without a reason, and once it is decided."""
    claim = claim.locked()
    _insist_on_decider(claim, by)
    if not because.strip():
        raise Refused(_("Write the reason."))
    claim.move_to(
        Claim.Status.REFUSED, by=by, at=at, because=because, decided_at=at, decided_by=by, refusal=because.strip()
    )
    notices.refused(claim, at=at, because=because)
    return claim


@transaction.atomic
def read_document(claim: Claim, *, by: Any, at: datetime) -> bytes:
    """The document for whoever decides; each reading is written down. Refused once it is destroyed."""
    claim = claim.locked()
    if not claim.has_document or not default_storage.exists(claim.document_name):
        raise Refused(_("The document is destroyed. The decision and its reason are kept."))
    claim.note("document read", by=by, at=at)
    with default_storage.open(claim.document_name) as document:
        return bytes(document.read())


@transaction.atomic
def destroy_document(claim: Claim, *, at: datetime) -> None:
    """Destroy the document of a claim decided long enough ago; its hash stays. Refused before, done once."""
    claim = claim.locked()
    if not Claim.objects.with_document_due(at).filter(pk=claim.pk).exists():
        raise Refused(_("The document is still needed, or is destroyed already."))
    default_storage.delete(claim.document_name)
    claim.document_destroyed_at = at
    claim.save(update_fields=["document_destroyed_at"])
    claim.note("document destroyed", by=None, at=at)


@transaction.atomic
def hand_over(organisation: Organisation, *, email: str, stays_as: str, by: Any, at: datetime) -> HandOver:
    """The head offers the organisation to the next head by e-mail; an earlier offer is taken back.

    Refused to whoever is not the head, and for the head's own address.
    """
    organisation, email = organisation.locked(), email.strip().lower()
    _insist_on_head(organisation, by, at)
    if email == by.email.lower():
        raise Refused(_("This is your own address. Name the person who becomes the head after you."))
    for earlier in HandOver.objects.filter(organisation=organisation, status=HandOver.Status.OFFERED):
        earlier.move_to(HandOver.Status.TAKEN_BACK, by=by, at=at, ended_at=at)
    offer = HandOver.objects.create(
        code=_code(),
        organisation=organisation,
        head=by,
        email=email,
        stays_as=stays_as,
        offered_at=at,
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    offer.note("sent", by=by, at=at)
    notices.offered(offer, at=at)
    return offer


@transaction.atomic
def take_over(offer: HandOver, *, by: Any, at: datetime) -> Link:
    """The next head accepts: in the same moment the former one leaves, or stays as what they chose.

    Refused once the offer is taken, taken back or has run out, to anybody else, and when who offered is head no more.
    """
    organisation = offer.organisation.locked()
    offer = offer.locked()
    if not rules.can_take_over(by, offer):
        raise Refused(_("This was offered to another address. Sign in with that one."))
    if offer.status != HandOver.Status.OFFERED or offer.expires_at <= at:
        raise Refused(_("This offer no longer stands. Ask the head for a new one."))
    former = _insist_on_head(organisation, offer.head, at)
    offer.move_to(HandOver.Status.ACCEPTED, by=by, at=at, ended_at=at, accepted_by=by)
    return people.appoint_head(organisation, by, former=[former], stays_as=offer.stays_as, by=by, at=at)


@transaction.atomic
def take_back(offer: HandOver, *, by: Any, at: datetime) -> HandOver:
    """The head keeps the organisation after all. Refused once the offer is accepted or taken back."""
    offer = offer.locked()
    offer.move_to(HandOver.Status.TAKEN_BACK, by=by, at=at, ended_at=at)
    return offer


def _insist_on_decider(claim: Claim, by: Any) -> None:
    if not rules.can_decide(by, claim):
        raise Refused(_("You may not decide this claim: it is your own, or only a registry officer decides it."))


def _insist_on_head(organisation: Organisation, person: Any, at: datetime) -> Link:
    heads = Link.objects.of(organisation, on=localdate(at)).filter(role=Link.Role.HEAD)
    link = heads.filter(user=person).select_related("user").first()
    if link is None:
        raise Refused(_("Only the head of the organisation can hand it over."))
    return link


def _kept(document: bytes) -> tuple[str, str]:
    """Where the document is kept, under a name that tells nothing, and its SHA-256."""
    kind = kinds.beginning_of(document)
    if kind not in kinds.SCANS:
        raise Refused(_("The file is no PDF, JPEG or PNG. Scan or photograph the document."))
    if len(document) > settings.CLAIM_DOCUMENT_MEGABYTES * 1024 * 1024:
        raise Refused(_("The file is larger than %(limit)d MB.") % {"limit": settings.CLAIM_DOCUMENT_MEGABYTES})
    name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.{kind}", ContentFile(document))
    return name, hashlib.sha256(document).hexdigest()


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))
