"""A file on its way in: its name, its size, what it is, what is in it, and whether it is known to be harmful (Q35).

`judged` is everything but the scanner, for what a worker scans later; `passed` is the whole way at once. Both are asked
before any transaction begins: another process works here, and a socket may.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from files import kinds, names, scanner
from files.faults import Fault, Unfit

ROOT = Path(__file__).resolve().parent.parent
# Of a clock on the wall: a busy machine may need longer for the inspector's two seconds.
PATIENCE = 15


class Judged(NamedTuple):
    """A file that may be taken: only `judged` makes one."""

    name: str
    kind: str
    content: bytes
    sha256: str


def judged(name: str, content: bytes, *, of: Collection[str], most: int) -> Judged:
    """A file whose name, size, kind and inside are as they should be. Raises Unfit with the first fault."""
    if fault := names.fault_of(name):
        raise Unfit(fault)
    if not content:
        raise Unfit(Fault.EMPTY)
    if len(content) > most:
        raise Unfit(Fault.TOO_LARGE)
    beginning = kinds.beginning_of(content)
    if beginning not in of and not (beginning == kinds.ARCHIVE and set(of) - kinds.SCANS):
        raise Unfit(kinds.stranger(content))
    kind = inspected(content, beginning)
    if kind not in of:
        raise Unfit(Fault.WRONG_KIND)
    if not kinds.is_named_so(name, kind):
        raise Unfit(Fault.LYING_NAME)
    return Judged(name, kind, content, hashlib.sha256(content).hexdigest())


def passed(name: str, content: bytes, *, of: Collection[str], most: int) -> Judged:
    """A judged file in which the scanner, where there is one, finds nothing. Raises Unfit, too while it is silent."""
    file = judged(name, content, of=of, most=most)
    if scanner.is_configured():
        try:
            found = scanner.scan(content)
        except scanner.Silent as silent:
            raise Unfit(Fault.UNSCANNED) from silent
        if found:
            raise Unfit(Fault.INFECTED)
    return file


def inspected(content: bytes, beginning: str) -> str:
    """What the inspector finds, in its own process with little time and memory. Raises Unfit."""
    command = [sys.executable, "-S", "-E", "-s", "-m", "files.inspector", beginning]
    try:
        answer = subprocess.run(
            command, cwd=ROOT, env=_bare(), input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Unfit(Fault.TOO_COMPLEX) from slow
    said = answer.stdout.decode("ascii", "replace")
    if answer.returncode or not said:
        raise Unfit(Fault.TOO_COMPLEX)
    if said.startswith("!"):
        raise Unfit(Fault(said[1:]))
    return said


def _bare() -> dict[str, str]:
    """No secret goes along; Windows needs its own root to start anything."""
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return {"PYTHONDONTWRITEBYTECODE": "1", **kept}
