"""What earlier projects paid for a unit: the middle price, told only where there are enough of them. Pure; tenge."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import NamedTuple

from lifecycle import chain

# Neither is a number of the law: two prices are no norm and would tell whose they are, and old ones mislead.
LEAST_PROJECTS = 3
YEARS = 3
TIYN = Decimal("0.01")


class Norm(NamedTuple):
    """How many earlier projects paid for the same unit, and the middle of what they paid."""

    projects: int
    price: Decimal


def mark(unit: str) -> str:
    """The mark of a unit: the same for the same word however it is typed, and no word itself."""
    word = " ".join(unit.casefold().split()).rstrip(".")
    return chain.fingerprint(word)[:16] if word else ""


def of(prices: Iterable[tuple[int, Decimal]]) -> Norm | None:
    """The norm of prices, each with its project; a project counts once, by the middle of its own prices."""
    of_project: dict[int, list[Decimal]] = {}
    for project, price in prices:
        of_project.setdefault(project, []).append(price)
    if len(of_project) < LEAST_PROJECTS:
        return None
    middle = median(median(own) for own in of_project.values())
    return Norm(len(of_project), Decimal(middle).quantize(TIYN, ROUND_HALF_UP))
