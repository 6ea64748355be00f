"""All of an application in one ZIP for its own people, made as it leaves: never more than one file in memory (X20)."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, cast

from django.db.models import Q
from django.utils.translation import gettext as _

from lifecycle import chain
from lifecycle.models import Refused
from tenders.applications import content, documents, printing
from tenders.applications.models import Application
from tenders.attachments import actions
from tenders.attachments.models import Attachment


class Pipe:
    """What is written to it is taken out again; it cannot be gone back in, and `zipfile` asks for no more."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """What has come since the last time."""
        whole, self.pieces = b"".join(self.pieces), []
        return whole


def zipped(members: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """Members of an archive, each a name and its bytes, as pieces of a ZIP."""
    pipe = Pipe()
    # A stream without `seek` will do.
    with zipfile.ZipFile(cast(IO[bytes], pipe), "w") as archive:
        for name, piece in members:
            archive.writestr(name, piece)
            yield pipe.taken()
    yield pipe.taken()


def members(application: Application, *, language: str, by: Any, at: datetime) -> Iterator[tuple[str, bytes]]:
    """What was submitted to the letter, with its receipt; the working copy, where it says anything else; the files."""
    receipt = application.receipt
    if receipt:
        yield from _version(application, "submitted", content.of_receipt(receipt), content.text_of(receipt), language)
        receipt.application = application
        yield f"submitted/{receipt.number}.pdf", documents.receipt_pdf(receipt, language)
    if receipt is None or content.differs(application):
        now = content.snapshot(application)
        yield from _version(application, "draft", content.for_page(now), chain.canonical(now), language)
    for file in _files(application):
        yield _member(file, by, at)


def _version(
    application: Application, folder: str, told: dict[str, Any], text: str, language: str
) -> Iterator[tuple[str, bytes]]:
    receipt = application.receipt if folder == "submitted" else None
    yield f"{folder}/{application.number}.json", text.encode()
    yield f"{folder}/{application.number}.pdf", printing.pdf(application, told, receipt, language)


def _files(application: Application) -> list[Attachment]:
    """Those of the working copy and those that went with what stands submitted."""
    known = Attachment.objects.filter(application=application).filter(
        Q(ended_at__isnull=True) | Q(receipts=application.receipt)
    )
    found = list(known.distinct())
    for file in found:
        file.application = application
    return found


def _member(file: Attachment, by: Any, at: datetime) -> tuple[str, bytes]:
    try:
        return f"files/{file.code}-{file.name}", actions.read(file, by=by, at=at)
    except Refused as refusal:
        return f"files/{file.code}-{_('not here')}.txt", f"{file.name}: {refusal}".encode()
