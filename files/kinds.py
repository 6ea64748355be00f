"""What a file is, by how it begins; its name and what the browser calls it may say anything (S30). Pure."""

from files.faults import Fault

PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG = "pdf", "docx", "xlsx", "odt", "ods", "png", "jpg"
# Not kinds that are taken, but what a beginning tells of.
ARCHIVE, OLE = "archive", "ole"

SCANS = frozenset({PDF, PNG, JPEG})
DOCUMENTS = frozenset({PDF, DOCX, XLSX, ODT, ODS})
ALL = SCANS | DOCUMENTS

TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ODT: "application/vnd.oasis.opendocument.text",
    ODS: "application/vnd.oasis.opendocument.spreadsheet",
    PNG: "image/png",
    JPEG: "image/jpeg",
}
BEGINNINGS = {
    PDF: b"%PDF-",
    JPEG: b"\xff\xd8\xff",
    PNG: b"\x89PNG\r\n\x1a\n",
    ARCHIVE: b"PK\x03\x04",
    OLE: b"\xd0\xcf\x11\xe0",
}
ENDINGS = {JPEG: (".jpg", ".jpeg")}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
PAGES = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<body", b"<head", b"<?php")
LOOKED_AT = 1024


def beginning_of(content: bytes) -> str:
    """PDF, PNG, JPEG, an archive or an old office file; nothing for anything else."""
    return next((kind for kind, begins in BEGINNINGS.items() if content.startswith(begins)), "")


def stranger(content: bytes) -> Fault:
    """Which fault it is to be nothing that is taken."""
    if content.startswith(PROGRAMS):
        return Fault.PROGRAM
    if beginning_of(content) == OLE:
        return Fault.OLD_OFFICE
    text = content[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Fault.WEB_PAGE if text.startswith(PAGES) else Fault.WRONG_KIND


def is_named_so(name: str, kind: str) -> bool:
    """Whether the ending of a name tells the truth."""
    return name.lower().endswith(ENDINGS.get(kind, (f".{kind}",)))
