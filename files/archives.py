"""Archives, and the office documents that are archives: measured by their own list before anything is unpacked (Q37).

Pure: bytes in, a kind or a fault out.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from files import kinds
from files.faults import Fault, Unfit

MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
# How many times larger a part may become; small ones may be of one letter.
MOST_RATIO = 100
COUNTED_FROM = 100_000
PORTION = 64 * 1024
# How much of one part is looked at for its words: a part may claim to unpack into anything.
LOOKED_AT = 200_000

OFFICE = {
    b"wordprocessingml.document.main+xml": kinds.DOCX,
    b"spreadsheetml.sheet.main+xml": kinds.XLSX,
}
OPEN = (kinds.ODT, kinds.ODS)
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
WITH_TEXT = (".xml", ".rels", ".vml")
DOCTYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.I)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
END = b"PK\x05\x06"
END_LENGTH = 22
# All that reading a broken, locked or unknown archive raises.
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError, zlib.error)


def kind_of(content: bytes) -> str:
    """`docx`, `xlsx`, `odt` or `ods` by what the archive lists; nothing for anything else, and with programs in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "" if _carries_programs(archive.namelist()) else _kind_of(archive)
    except BROKEN:
        return ""


def measure(archive: zipfile.ZipFile, *, most_parts: int = MOST_PARTS, most_unpacked: int = MOST_UNPACKED) -> None:
    """Refuse an archive whose own list says that it becomes too much; nothing is unpacked for it."""
    parts = archive.infolist()
    if len(parts) > most_parts:
        raise Unfit(Fault.TOO_MANY_PARTS)
    if sum(part.file_size for part in parts) > most_unpacked:
        raise Unfit(Fault.UNPACKS)


def inspect(content: bytes) -> str:
    """The kind of an office document that is whole and holds nothing but itself. Raises Unfit for any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _insist_on_one_kind(content, archive)
            measure(archive)
            for part in archive.infolist():
                _insist_on_plain_part(part)
            if _carries_programs(archive.namelist()):
                raise Unfit(Fault.MACRO)
            kind = _kind_of(archive)
            if not kind:
                raise Unfit(Fault.NESTED if _is_of_archives(archive) else Fault.WRONG_KIND)
            for part in archive.infolist():
                _read(archive, part)
    except BROKEN as broken:
        raise Unfit(Fault.DAMAGED) from broken
    return kind


def _insist_on_one_kind(content: bytes, archive: zipfile.ZipFile) -> None:
    """Nothing before the first part and nothing after the end: there would be the second kind."""
    first = min((part.header_offset for part in archive.infolist()), default=0)
    end = content.rfind(END)
    if first != 0 or archive.comment or end + END_LENGTH != len(content):
        raise Unfit(Fault.TWO_KINDS)


def _insist_on_plain_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in name:
        raise Unfit(Fault.OUTSIDE)
    if stat.S_ISLNK(part.external_attr >> 16):
        raise Unfit(Fault.LINK)
    if part.flag_bits & 1:
        raise Unfit(Fault.PASSWORD)
    if part.file_size > COUNTED_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
        raise Unfit(Fault.UNPACKS)


def _carries_programs(names: list[str]) -> bool:
    return any(
        "vbaproject" in name.lower() or "activex" in name.lower() or name.startswith(("Basic/", "Scripts/"))
        for name in names
    )


def _kind_of(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        said = _beginning(archive, "mimetype").decode("ascii", "replace").strip()
        return next((kind for kind in OPEN if kinds.TYPES[kind] == said), "")
    if "[Content_Types].xml" not in names:
        return ""
    listed = _beginning(archive, "[Content_Types].xml")
    return next((kind for mark, kind in OFFICE.items() if mark in listed), "")


def _is_of_archives(archive: zipfile.ZipFile) -> bool:
    return any(_beginning(archive, name).startswith(ARCHIVES) for name in archive.namelist()[:10])


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, so that its checksum is asked, and look into it on the way."""
    if part.filename.lower().startswith("word/embeddings/oleobject"):
        raise Unfit(Fault.EMBEDDED)
    before = b""
    for portion in _portions(archive, part):
        if not before and portion.startswith(ARCHIVES):
            raise Unfit(Fault.NESTED)
        if part.filename.lower().endswith(WITH_TEXT):
            _insist_on_plain_text(before[-LOOKED_AT:] + portion, part.filename)
        before = portion


def _portions(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while portion := opened.read(PORTION):
            yield portion


def _insist_on_plain_text(text: bytes, name: str) -> None:
    if DOCTYPE.search(text):
        raise Unfit(Fault.ENTITY)
    if name.endswith(".rels"):
        for relation in RELATION.findall(text):
            if b'TargetMode="External"' in relation and b"/hyperlink" not in relation:
                raise Unfit(Fault.FETCHES)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LOOKED_AT)
