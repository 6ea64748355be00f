"""Two people at one application: whose words are written, and which clash (Q30). Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from lifecycle import chain


class Merged(NamedTuple):
    """The names of what is to be written, and of what somebody else has changed meanwhile."""

    changes: list[str]
    clashes: list[str]


def fingerprint(value: Any) -> str:
    """A short mark of a plain value, by which a page tells what it has shown."""
    return chain.fingerprint(chain.canonical(value))[:16]


def merge(stands: Mapping[str, Any], posted: Mapping[str, Any], seen: Mapping[str, str]) -> Merged:
    """Compare what stands, what a person posts, and the marks of what that person's page had shown.

    What the person did not touch is never written. What both touched clashes, unless both say the same.
    A name without a mark was not shown to anybody: it is written.
    """
    touched = [name for name, value in posted.items() if value != stands[name] and fingerprint(value) != seen.get(name)]
    clashes = [name for name in touched if name in seen and fingerprint(stands[name]) != seen[name]]
    return Merged(changes=[name for name in touched if name not in clashes], clashes=clashes)
