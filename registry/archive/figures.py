"""What the early tenders say when they are computed (acceptance cases A1 to A8). Pure; sums in tenge.

Winners of the first two tenders are projects, of the third NGOs: the two are never added up, and each success rate
names what it is a share of (R-095 keeps all of it apart from today's statistics).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Protocol

HUNDREDTH = Decimal("0.01")
NGOS = "ngos"


class Tender(Protocol):
    """A row of the archive, from the database or from the file."""

    code: Any
    applications: Any
    ngos: Any
    winners: Any
    winners_unit: Any
    amount: Any


@dataclass(frozen=True)
class TenderRow:
    """A tender as the file gives it."""

    code: str
    applications: int
    ngos: int
    winners: int
    winners_unit: str
    amount: Decimal


@dataclass(frozen=True)
class Figures:
    """The figures of one tender; those that look back are None for the first.

    `success_percent` is of applications where the winners are projects, and of NGOs where they are NGOs.
    """

    code: str
    applications_per_ngo: Decimal
    success_percent: Decimal
    mean_amount: Decimal
    applications_change_percent: Decimal | None = None
    amount_change_percent: Decimal | None = None
    times_previous: Decimal | None = None
    times_first: Decimal | None = None


@dataclass(frozen=True)
class Totals:
    """All early tenders together; winners are left out, for they are counted in two units."""

    tenders: int
    applications: int
    amount: Decimal


def rows(article: dict[str, Any]) -> list[TenderRow]:
    """The tenders of the article's file, in its order."""
    return [
        TenderRow(
            code=told["id"],
            applications=told["applications"],
            ngos=told["ngos"],
            winners=told["winners"],
            winners_unit=told["winners_unit"],
            amount=Decimal(told["amount_tenge"]),
        )
        for told in article["tenders"]
    ]


def figures(tenders: Iterable[Tender]) -> list[Figures]:
    """The figures of each tender, the earliest first (A1 to A3)."""
    tenders = list(tenders)
    if not tenders:
        return []
    first = tenders[0]
    return [_alone(first), *(_compared(tender, before, first) for before, tender in pairwise(tenders))]


def totals(tenders: Iterable[Tender]) -> Totals:
    """What can be added up over all tenders (A5)."""
    tenders = list(tenders)
    return Totals(
        tenders=len(tenders),
        applications=sum(tender.applications for tender in tenders),
        amount=sum((tender.amount for tender in tenders), Decimal(0)),
    )


def budget_of(article: dict[str, Any], year: int) -> Decimal:
    """The budget of a year: what was allotted and what was added (A4)."""
    parts = next(told["parts_tenge"] for told in article["budgets"] if told["year"] == year)
    return sum(map(Decimal, parts), Decimal(0))


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """The part in percent of the whole, with two places, halves up."""
    return _two_places(Decimal(part) * 100 / whole)


def times(now: Decimal | int, before: Decimal | int) -> Decimal:
    """How many times the earlier figure the later one is, with two places, halves up."""
    return _two_places(Decimal(now) / before)


def change_percent(now: Decimal | int, before: Decimal | int) -> Decimal:
    """The growth from the earlier figure to the later, in percent with two places; negative for a fall."""
    return _two_places((Decimal(now) - before) * 100 / before)


def reported(words: str) -> int:
    """The number within “more than 5,000” or “about 1,000”: shown with its words or a tilde, never as exact (A8).

    Raises ValueError where no number is told.
    """
    if number := re.search(r"\d[\d,]*", words):
        return int(number[0].replace(",", ""))
    raise ValueError(f"No number in “{words}”.")


def _alone(tender: Tender) -> Figures:
    by_ngo = tender.winners_unit == NGOS
    return Figures(
        code=tender.code,
        applications_per_ngo=times(tender.applications, tender.ngos),
        success_percent=percent(tender.winners, tender.ngos if by_ngo else tender.applications),
        mean_amount=_two_places(Decimal(tender.amount) / tender.winners),
    )


def _compared(tender: Tender, before: Tender, first: Tender) -> Figures:
    return replace(
        _alone(tender),
        applications_change_percent=change_percent(tender.applications, before.applications),
        amount_change_percent=change_percent(tender.amount, before.amount),
        times_previous=times(tender.amount, before.amount),
        times_first=times(tender.amount, first.amount),
    )


def _two_places(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
