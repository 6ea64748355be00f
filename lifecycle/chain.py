"""Hashes that tie each line of a trail to the line before it (R-092). Pure: no database, no clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping

GENESIS = "0" * 64


def canonical(facts: object) -> str:
    """The one way to write these facts down: sorted keys, no spaces, every letter as itself."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(previous: str, facts: Mapping[str, object]) -> str:
    """The hash of one line of a trail: of the hash before it and of its own facts."""
    return fingerprint(previous + canonical(facts))


def first_break(lines: Iterable[tuple[Mapping[str, object], str, str]]) -> int | None:
    """The index of the first line, given as (facts, hash before, hash), that does not follow; None if all do."""
    expected = GENESIS
    for index, (facts, previous, own) in enumerate(lines):
        if previous != expected or own != link(previous, facts):
            return index
        expected = own
    return None
