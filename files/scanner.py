"""ClamAV, asked over the socket of its daemon; whatever is no clear answer is no answer (Q38).

clamd tells of a file beyond its limits that it is in order unless `AlertExceedsMax yes` stands in its settings.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as Advice

from files.wording import NO_SCANNER

PORTION = 64 * 1024
LONGEST_ANSWER = 4_096
CLEAN, FOUND = "stream: OK", " FOUND"
# It did not look to the end.
UNFINISHED = "Heuristics.Limits.Exceeded"


class Silent(Exception):
    """The scanner does not answer, or not clearly: nothing is known of the file."""


def is_configured() -> bool:
    """Whether the setting CLAMD names a scanner."""
    return bool(settings.CLAMD)


def is_set_up(**_: Any) -> list[Advice]:
    """What `check --deploy` says where nobody looks for viruses."""
    return [] if is_configured() else [Advice(str(NO_SCANNER), id="files.W001")]


def scan(content: bytes) -> str:
    """The name of what is found in a file, or nothing. Raises Silent while that is not known."""
    answer = _asked(b"zINSTREAM\0", content)
    if answer == CLEAN:
        return ""
    if answer.endswith(FOUND) and UNFINISHED not in answer:
        return answer.removeprefix("stream: ").removesuffix(FOUND)
    raise Silent(answer)


def version() -> str:
    """Which scanner it is, with the number and the day of its signatures. Raises Silent."""
    return _asked(b"zVERSION\0")


def _asked(command: bytes, content: bytes | None = None) -> str:
    try:
        with _connected() as line:
            line.sendall(command)
            if content is not None:
                for start in range(0, len(content), PORTION):
                    portion = content[start : start + PORTION]
                    line.sendall(struct.pack(">I", len(portion)) + portion)
                line.sendall(struct.pack(">I", 0))
            return _answer(line)
    except (OSError, ValueError) as failure:
        raise Silent(type(failure).__name__) from failure


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("ascii", "replace").strip()


@contextmanager
def _connected() -> Iterator[socket.socket]:
    where = urlsplit(settings.CLAMD)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.CLAMD_SECONDS)
        with line:
            line.connect(where.path)
            yield line
    else:
        address = (where.hostname or "127.0.0.1", where.port or 3310)
        with socket.create_connection(address, timeout=settings.CLAMD_SECONDS) as line:
            yield line
