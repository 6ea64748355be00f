"""How much two themes are alike, by their words (R-031). Pure."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from registry.organisations.naming import fold

# So many letters of a word are compared: in Kazakh and Russian what follows is mostly its ending.
STEM = 5
# Words, folded, that stand in any theme and tell none from another.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        и в во на с со к ко о об по для от до из у за при не их его что как а или
        мен бен пен жане немесе ушин туралы бойынша арасында
        """,
    )
)
WHOLE = Decimal(100)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that tell a text from others: folded, without endings and empty words."""
    return frozenset(word[:STEM] for word in fold(text).split() if word not in EMPTY)


def percent(one: Iterable[str], other: Iterable[str]) -> Decimal:
    """How much of the words two themes share, of 100: the greatest share among their languages, taken in order."""
    return max(
        (_share(stems(mine), stems(theirs)) for mine, theirs in zip(one, other, strict=True)), default=Decimal(0)
    )


def _share(mine: frozenset[str], theirs: frozenset[str]) -> Decimal:
    both = len(mine) + len(theirs)
    if not both:
        return Decimal(0)
    return (WHOLE * 2 * len(mine & theirs) / both).quantize(Decimal(1), ROUND_HALF_UP)
