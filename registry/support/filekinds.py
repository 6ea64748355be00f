"""What a file really is, by its contents and not by its name (S30). Pure: bytes in, a kind or a fault out."""

import io
import zipfile
from enum import StrEnum

# How much of one part of an archive is looked at: a part may claim to unpack into anything.
LOOKED_AT = 200_000
LARGEST = 10 * 1024 * 1024

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
OFFICE = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    LYING_NAME = "lying_name"


def judged(name: str, content: bytes) -> tuple[str, Fault | None]:
    """The kind of a file and no fault, or no kind and the first fault; the ending of its name must tell the truth."""
    if not content:
        return "", Fault.EMPTY
    if len(content) > LARGEST:
        return "", Fault.TOO_LARGE
    kind = kind_of(content)
    if not kind:
        return "", Fault.WRONG_KIND
    if not name.lower().endswith(f".{kind}"):
        return "", Fault.LYING_NAME
    return kind, None


def kind_of(content: bytes) -> str:
    """`pdf`, `docx`, `xlsx`, `odt` or `ods`; nothing for anything else, and for a document that carries programs."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return ""


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
        return ""
    if "mimetype" in names:
        said = _beginning(archive, "mimetype").decode("ascii", "replace").strip()
        return next((kind for kind in ("odt", "ods") if TYPES[kind] == said), "")
    if "[Content_Types].xml" not in names:
        return ""
    listed = _beginning(archive, "[Content_Types].xml")
    return next((kind for mark, kind in OFFICE.items() if mark in listed), "")


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LOOKED_AT)
