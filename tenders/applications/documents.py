"""A receipt as a file, in the language of whoever asks for it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import typst
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.applications import content
from tenders.applications.models import Receipt
from tenders.protocols.documents import qr_svg
from tenders.signing.models import Signature
from ui import words

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "typst" / "receipt.typ"


def receipt_pdf(receipt: Receipt, language: str) -> bytes:
    """The receipt as a tagged PDF: number, moment to the microsecond, hash, and what happens next (U15)."""
    with override(language):
        pdf: bytes = typst.compile(
            str(TEMPLATE),
            sys_inputs={"document": json.dumps(_page(receipt, language), ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards="a-2b",
            timestamp=int(receipt.received_at.timestamp()),
        )
    return pdf


def _page(receipt: Receipt, language: str) -> dict[str, Any]:
    asked = urlencode({"number": receipt.number, "sha256": receipt.sha256})
    address = f"{settings.SITE_URL}{reverse('portal:verify')}?{asked}"
    received = localtime(receipt.received_at)
    return {
        "language": language,
        "author": _("Tapsyrys"),
        "title": _("Receipt for an application"),
        "number": receipt.number,
        "received": [received.year, received.month, received.day],
        "facts": _facts(receipt, language),
        "hash_label": _("SHA-256 of what was received"),
        "hash": [receipt.sha256[:32], receipt.sha256[32:]],
        "next_label": _("What happens next"),
        "next": _next(receipt, language),
        "address_label": _("Anybody can check this receipt here"),
        "address": address,
        "shown": address.partition("?")[0],
        "qr": qr_svg(address),
    }


def _facts(receipt: Receipt, language: str) -> list[tuple[str, str]]:
    application = receipt.application
    lot, ngo = application.lot, application.organisation
    call = lot.call
    name = words.spoken(ngo, "name", language)[1]
    return [
        (_("Received"), f"{words.exact(localtime(receipt.received_at), language)}, {_('Astana time')} (UTC+5)"),
        (_("Application"), application.number),
        (_("Organisation"), f"{name}, {_('BIN')} {ngo.bin}"),
        (_("Call"), f"{call.number}. {words.spoken(call, 'title', language)[1]}"),
        (_("Lot"), f"{lot.number}. {words.spoken(lot, 'title', language)[1]}"),
        (_("Requested"), words.tenge(content.of_receipt(receipt)["requested_amount"], language)),
        (_("Submitted by"), str(receipt.submitted_by)),
        *[(_("Signature"), str(one.said)) for one in Signature.objects.under("receipt", [receipt.number])],
    ]


def _next(receipt: Receipt, language: str) -> list[str]:
    call = receipt.application.lot.call
    return [
        _("Until %(moment)s you may replace, recall or withdraw it.") % {"moment": _moment(call.deadline_at, language)},
        _("It is sealed until the opening: %(moment)s.") % {"moment": _moment(call.opening_at, language)},
        _("Then the commission checks the requirements, scores, and publishes the results. You hear of every step."),
    ]


def _moment(moment: datetime, language: str) -> str:
    return words.moment(localtime(moment), language)
