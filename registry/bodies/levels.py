"""How many there are at each level of the social order: central, sectoral, regional and below (A17)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet


class AtLevel(NamedTuple):
    """A level, its word in the reader's language, and how many there are."""

    level: str
    label: str
    number: int


def spread(counts: Iterable[tuple[str, int]], levels: Iterable[tuple[str, Any]]) -> list[AtLevel]:
    """Every level in its order with its count; a level that nobody stands at has zero. Pure."""
    found = dict(counts)
    return [AtLevel(level, str(label), found.get(level, 0)) for level, label in levels]


def of(rows: QuerySet) -> list[AtLevel]:
    """How many of these rows stand at each level that they can; of state bodies, of bodies of NGOs, of calls."""
    counted = rows.order_by().values_list("level").annotate(Count("pk"))
    return spread(counted, rows.model._meta.get_field("level").choices)
