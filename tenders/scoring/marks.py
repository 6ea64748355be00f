"""A mark and its comment: how they are compared with what a page showed, and whether they will do. Pure."""

from decimal import Decimal

from lifecycle import chain

Mark = tuple[Decimal | None, str]
NOTHING: Mark = (None, "")


def trace(mark: Mark) -> str:
    """A short print of a mark and its comment: a page sends it back, so that nobody overwrites what was not seen."""
    points, comment = mark
    return chain.fingerprint(f"{'' if points is None else f'{points:.1f}'}|{comment}")[:16]


def is_on_scale(points: Decimal, most: Decimal, step: Decimal) -> bool:
    """Whether these points are one of the marks from 0 to the most, in steps (R-058)."""
    return 0 <= points <= most and points % step == 0


def is_whole(mark: Mark, least: int) -> bool:
    """Whether the mark is given, with a comment of at least so many letters (R-058)."""
    points, comment = mark
    return points is not None and len(comment.strip()) >= least
