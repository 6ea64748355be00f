"""What is to be written when an application is received under its seal, and when the seal is taken off."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from lifecycle import boxes, chain
from tenders.applications import content, numbers, seal
from tenders.applications.models import Application, CallKey, Opened, Receipt, Sealed, WorkingCopy
from tenders.calls.models import Call


def received(
    application: Application, declarations: Collection[str], public: CallKey, *, key: UUID, by: Any, at: datetime
) -> tuple[Receipt, Sealed]:
    """The receipt for the working copy as it stands, and the one document that it is for, frozen and sealed (R-042)."""
    text, call = content.document(application, declarations), application.lot.call
    receipt = Receipt(
        application=application,
        number=numbers.of_receipt(),
        received_at=at,
        deadline_at=call.deadline_at,
        submitted_by=by,
        key=key,
        sha256=chain.fingerprint(text),
    )
    sealed = Sealed(
        document=seal.seal(public, text, to=_bound(call, application, receipt)),
        own_copy=boxes.shut(application.working_copy.secret, text, receipt.number),
    )
    return receipt, sealed


def unsealed(batch: Iterable[Application], released: Any, call: Call) -> list[Application]:
    """Those of the batch whose seal is whole, each receipt with what it held, ready to be kept for the commission."""
    documents = Sealed.objects.filter(receipt__standing_for__in=batch).defer("own_copy").in_bulk()
    keys = WorkingCopy.objects.filter(application__in=batch).only("key").in_bulk()
    whole = []
    for application in batch:
        receipt = cast(Receipt, application.receipt)
        with suppress(KeyError, boxes.Broken):
            text = seal.unseal(released, bytes(documents[receipt.pk].document), of=_bound(call, application, receipt))
            box = boxes.shut(keys[application.pk].secret, text, receipt.number)
            receipt.opened = Opened(receipt=receipt, box=box, requested_amount=content.requested_in(text))
            whole.append(application)
    return whole


def _bound(call: Call, application: Application, receipt: Receipt) -> seal.Binding:
    return seal.Binding(call.number, application.number, receipt.number, receipt.sha256)
