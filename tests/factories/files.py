"""Files, good and hostile, made on the spot: small, whole, and each with one thing in it."""

import io
import struct
import zipfile
import zlib
from typing import Any

from files import kinds
from tests.factories.support import archive, office

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*objects: bytes, pages: int = 1) -> bytes:
    """A PDF with its catalogue and its pages, and with these objects."""
    parts = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count %d >>\nendobj\n" % pages,
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
    ]
    parts += [b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=4)]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def stream(text: bytes, names: bytes = b"") -> bytes:
    """A compressed stream, as an object of a PDF."""
    packed = zlib.compress(text)
    return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), names, packed)


def png(width: int = 4, height: int = 4) -> bytes:
    """A grey picture; of a large one only the head is as large as it says."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(min(height, 16))) if width < 1_000 else b""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def jpeg(width: int = 4, height: int = 4) -> bytes:
    """The frame of a photograph."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + (
        b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
    )


def docx(**more: Any) -> bytes:
    """A text document; in a name, `__` stands for a slash."""
    return office("docx", **{"word__document.xml": "<w:document/>"} | more)


def xlsx(**more: Any) -> bytes:
    """A workbook."""
    return office("xlsx", **more)


def odt(**more: Any) -> bytes:
    """An open text document."""
    return archive(mimetype=kinds.TYPES["odt"], **more)


def ods(**more: Any) -> bytes:
    """An open workbook."""
    return archive(mimetype=kinds.TYPES["ods"], **more)


def packed(content: bytes, name: str, part: bytes | str, **facts: int) -> bytes:
    """The same archive with one part more, compressed; `facts` are those of its entry."""
    kept = io.BytesIO(content)
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    for fact, value in facts.items():
        setattr(entry, fact, value)
    with zipfile.ZipFile(kept, "a") as made:
        made.writestr(entry, part)
    return kept.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
