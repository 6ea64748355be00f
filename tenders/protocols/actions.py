"""Drawing up a protocol: the one act of this stage."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from lifecycle import chain
from tenders.protocols import drawing
from tenders.protocols.models import Protocol


@transaction.atomic
def draw_up(call: Any, kind: str, body: dict, *, by: Any, at: datetime) -> Protocol:
    """Write the next protocol of a call, in Kazakh and Russian, chained to the one before (R-092).

    The caller holds the call; `by=None` means the clock drew it up. `layouts` says what the body of each kind holds.
    """
    last = call.protocols.order_by("number").last()
    number, previous = (last.number + 1, last.own_hash) if last else (1, chain.GENESIS)
    whole = {
        **body,
        "call": _of_call(call),
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    own = chain.link(previous, {"kind": kind, "body": whole})
    pdf_kk, pdf_ru = (drawing.pdf(call, kind, whole, own, language, at) for language in ("kk", "ru"))
    return Protocol.objects.create(
        call=call,
        number=number,
        kind=kind,
        drawn_up_at=at,
        drawn_up_by=by,
        body=whole,
        pdf_kk=pdf_kk,
        pdf_ru=pdf_ru,
        sha256_kk=hashlib.sha256(pdf_kk).hexdigest(),
        sha256_ru=hashlib.sha256(pdf_ru).hexdigest(),
        previous_hash=previous,
        own_hash=own,
    )


def _of_call(call: Any) -> dict[str, str]:
    return {
        "number": call.number,
        "title_kk": call.title_kk,
        "title_ru": call.title_ru,
        "customer_kk": call.customer.name_kk,
        "customer_ru": call.customer.name_ru,
    }
