"""Photographs and scans: no more pixels than a screen can bear, and nothing behind the picture. Pure."""

import re
import struct

from files import kinds
from files.faults import Fault, Unfit

MOST_PIXELS = 120_000_000
# Frames of a JPEG that tell its size: every SOF but the tables and the arithmetic marker among them.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
END_OF_JPEG = b"\xff\xd9"
OTHER_KINDS = re.compile(rb"<script|<html|<svg|<\?php|%PDF-|PK\x03\x04|\x7fELF", re.I)


def inspect(content: bytes, kind: str) -> None:
    """Raise Unfit unless it is one whole picture of a size that can be shown."""
    size_of, end_of = (_size_of_png, _end_of_png) if kind == kinds.PNG else (_size_of_jpeg, _end_of_jpeg)
    try:
        width, height = size_of(content)
    except (struct.error, IndexError) as torn:
        raise Unfit(Fault.DAMAGED) from torn
    if width * height > MOST_PIXELS:
        raise Unfit(Fault.TOO_MANY_PIXELS)
    if not width * height:
        raise Unfit(Fault.DAMAGED)
    if OTHER_KINDS.search(content[end_of(content) :]) or OTHER_KINDS.search(content[:1024]):
        raise Unfit(Fault.TWO_KINDS)


def _size_of_png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise Unfit(Fault.DAMAGED)
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _end_of_png(content: bytes) -> int:
    place = 8
    while place + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[place : place + 8])
        place += 12 + length
        if name == b"IEND":
            return place
    raise Unfit(Fault.DAMAGED)


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while True:
        if content[place] != 0xFF:
            raise Unfit(Fault.DAMAGED)
        marker = content[place + 1]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        if marker == 0xFF:
            place += 1
        else:
            place += 2 if marker in WITHOUT_LENGTH else 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]


def _end_of_jpeg(content: bytes) -> int:
    end = content.rfind(END_OF_JPEG)
    if end < 0:
        raise Unfit(Fault.DAMAGED)
    # A smaller picture for lists may end before; telephones write one.
    return end + 2
