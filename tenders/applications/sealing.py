"""What is written when an application is received under its seal, and when the seal is taken off."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from lifecycle import boxes, chain
from registry.people.models import Link
from tenders.applications import content, numbers, seal
from tenders.applications.models import Application, CallKey, Opened, Receipt, Sealed, WorkingCopy
from tenders.calls.models import Call
from tenders.signing import actions as signing
from tenders.signing.sign import Paper, Signer


def receive(application: Application, declarations: Collection[str], key: UUID, by: Any, at: datetime) -> Receipt:
    """The receipt for the working copy as it stands, frozen and sealed; the caller holds the application (R-042)."""
    text, call = content.document(application, declarations), application.lot.call
    public = getattr(call, "seal_key", None) or key_of(call, at)
    receipt = Receipt.objects.create(
        application=application,
        number=numbers.of_receipt(),
        received_at=at,
        deadline_at=call.deadline_at,
        submitted_by=by,
        key=key,
        sha256=chain.fingerprint(text),
    )
    Sealed.objects.create(
        receipt=receipt,
        document=seal.seal(public, text, to=_bound(call, application, receipt)),
        own_copy=boxes.shut(application.working_copy.secret, text, receipt.number),
    )
    # Which files went with it: from now on these stay, and after the opening these are read.
    receipt.attachments.add(*[file for file in application.attachments.all() if file.ended_at is None])
    return receipt


def sign(receipt: Receipt, own: Link, call: Call, at: datetime) -> None:
    """The signature under what was received, by whoever hands it in, as the profile of the call asks."""
    paper = Paper("receipt", receipt.number, receipt.sha256)
    signer = Signer(own.user_id, own.role, own.proxy_number, own.proxy_from, own.proxy_until)
    signing.sign(paper, signer, provider=call.profile.signing, at=at)


def key_of(call: Call, at: datetime) -> CallKey:
    """The key of a call, made when its first application is begun; the public half is all that is read of it."""
    key, _is_new = CallKey.objects.defer("private").get_or_create(call=call, defaults={"made_at": at} | seal.pair())
    return key


def _bound(call: Call, application: Application, receipt: Receipt) -> seal.Binding:
    return seal.Binding(call.number, application.number, receipt.number, receipt.sha256)


def unsealed(batch: list[Application], released: Any, call: Call) -> list[Application]:
    """Those of the batch whose seal is whole, with what it held written down for the commission."""
    documents = Sealed.objects.filter(receipt__standing_for__in=batch).defer("own_copy").in_bulk()
    keys = WorkingCopy.objects.filter(application__in=batch).only("key").in_bulk()
    opened, whole = [], []
    for application in batch:
        receipt = cast(Receipt, application.receipt)
        with suppress(KeyError, boxes.Broken):
            text = seal.unseal(released, bytes(documents[receipt.pk].document), of=_bound(call, application, receipt))
            box = boxes.shut(keys[application.pk].secret, text, receipt.number)
            receipt.opened = Opened(receipt=receipt, box=box, requested_amount=content.requested_in(text))
            opened.append(receipt.opened)
            whole.append(application)
    Opened.objects.bulk_create(opened)
    return whole
