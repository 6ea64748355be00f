"""The file of a protocol: its title, its parts, its hash and where to check it, in one language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.protocols import documents, layouts
from ui import words


def title(kind: str) -> str:
    """How a protocol of this kind is headed."""
    return {
        "opening": _("Protocol of the opening of applications"),
        "admission": _("Protocol of admission"),
        "results": _("Protocol of the results of the tender"),
        "cancellation": _("Protocol of the cancellation of the tender"),
    }[kind]


def pdf(call: Any, kind: str, body: dict, own_hash: str, language: str, at: datetime) -> bytes:
    """A protocol as PDF in a language, from its body; the hash and the public address stand at its foot."""
    with override(language):
        page = documents.Page(
            title=title(kind),
            number=f"№ {call.number}/{body['number']}",
            place=body.get(f"place_{language}", ""),
            date=words.day(documents.local_day(at), language),
            facts=[
                (_("Call"), f"{call.number}. {documents.bilingual(body['call'], 'title', language)}"),
                (_("Customer"), documents.bilingual(body["call"], "customer", language)),
            ],
            sections=layouts.sections(kind, body, language),
            language=language,
            author=_("Tapsyrys"),
            hash_label=_("Hash of the protocol:"),
            hash=own_hash,
            verify=_("This protocol and its hash are published at"),
            address=f"{settings.SITE_URL}/{language}/calls/{call.number}/protocols/{body['number']}/",
            drawn_up=documents.day_of(at),
        )
        return documents.as_pdf(page)
