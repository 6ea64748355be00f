"""PDF documents: no programs, no locks, no files inside, no more pages than anybody reads. Pure: bytes in, faults out.

Names are looked for in the plain part and in the compressed lists of objects; a page's own drawing is not unpacked.
"""

import re
import zlib
from collections.abc import Iterator

from files.faults import Fault, Unfit

MOST_PAGES = 1_000
MOST_OBJECTS = 200_000
MOST_UNPACKED = 50 * 1024 * 1024
LOOKED_AT = 2_048
# What stands between “obj” and “stream” of a list of objects is short.
DICTIONARY = 1_000

ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
COUNT = re.compile(rb"/Count\s+(\d{1,9})")
FOUND = (
    (re.compile(rb"/Encrypt(?![a-zA-Z])"), Fault.PASSWORD),
    (re.compile(rb"/(JavaScript|Launch|RichMedia)(?![a-zA-Z])"), Fault.SCRIPT),
    (re.compile(rb"/EmbeddedFiles?(?![a-zA-Z])"), Fault.EMBEDDED),
)
OTHER_KINDS = re.compile(rb"<script|<html|<svg|<\?php|^MZ|^\x7fELF", re.I)


def inspect(content: bytes) -> None:
    """Raise Unfit unless it is a PDF that a person may open without harm."""
    _insist_on_one_kind(content)
    if content.count(b" obj") > MOST_OBJECTS:
        raise Unfit(Fault.TOO_COMPLEX)
    pages = 0
    for text in _texts(content):
        for pattern, fault in FOUND:
            if pattern.search(text):
                raise Unfit(fault)
        counts = [int(count) for count in COUNT.findall(text)]
        pages = max([pages + len(PAGE.findall(text)), *counts])
        if pages > MOST_PAGES:
            raise Unfit(Fault.TOO_MANY_PAGES)


def _insist_on_one_kind(content: bytes) -> None:
    """No page of the web at its head, no archive and no program behind its end."""
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b""
    ends_as_archive = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000)) >= 0
    if ends_as_archive or OTHER_KINDS.search(content[:LOOKED_AT]) or OTHER_KINDS.search(tail.lstrip()):
        raise Unfit(Fault.TWO_KINDS)


def _texts(content: bytes) -> Iterator[bytes]:
    """The document as it stands, and each list of objects unpacked; names without their escapes."""
    yield _plain(content)
    left = MOST_UNPACKED
    for begins in STREAM.finditer(content):
        dictionary = _plain(content[max(0, begins.start() - DICTIONARY) : begins.start()])
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if b"/ObjStm" in dictionary:
            text = _unpacked(content, begins.end(), dictionary, left)
            left -= len(text)
            yield _plain(text)


def _unpacked(content: bytes, start: int, dictionary: bytes, left: int) -> bytes:
    if b"/Filter" not in dictionary:
        return content[start : content.find(b"endstream", start)]
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(content[start:], left)
    except zlib.error as other_filter:
        raise Unfit(Fault.DAMAGED) from other_filter
    if unpacking.unconsumed_tail:
        raise Unfit(Fault.UNPACKS)
    return text


def _plain(text: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text) if b"#" in text else text
