"""What was changed between two versions: word by word in texts, row by row in parts. Pure."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple

from lifecycle import chain

WORD = re.compile(r"\s*\S+|\s+$")


class Kind(StrEnum):
    """What became of a word or a row."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Piece(NamedTuple):
    """Some words in a row to which the same has happened."""

    kind: Kind
    text: str


class Row(NamedTuple):
    """A row of a part: what became of it, its place in the later version or else in the earlier one, and both."""

    kind: Kind
    number: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def words(before: str, after: str) -> list[Piece]:
    """A text with what was removed from it and what was added, in the order of reading."""
    was, now = WORD.findall(before), WORD.findall(after)
    pieces = []
    for tag, low, high, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(now[start:end])))
            continue
        pieces += [Piece(Kind.REMOVED, "".join(was[low:high]))] if high > low else []
        pieces += [Piece(Kind.ADDED, "".join(now[start:end]))] if end > start else []
    return pieces


def rows(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows that were added, removed or changed; those that only moved down because of others are the same."""
    was, now = [chain.canonical(row) for row in before], [chain.canonical(row) for row in after]
    found = []
    for tag, low, high, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = zip_longest(enumerate(before[low:high], low + 1), enumerate(after[start:end], start + 1))
            found += [_row(*pair) for pair in pairs]
    return found


def _row(old: tuple[int, Mapping] | None, new: tuple[int, Mapping] | None) -> Row:
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    number, _whole = new or old or (0, {})
    return Row(kind, number, old[1] if old else {}, new[1] if new else {})
