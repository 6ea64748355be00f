"""How many organisations each further filter of the register would leave, counted in one query.

A count is of the rows that all other filters leave. A register of more than a hundred thousand is counted only where
few are left; otherwise the choices stand without numbers.
"""

from collections import Counter, defaultdict
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from registry.organisations.filters import OrganisationFilter
from registry.organisations.models import Organisation

LARGE = 100_000
COUNTED_UP_TO = 1_000
TITLES = {
    "region": _("By region"),
    "ngo_class": _("By class"),
    "sphere": _("By sphere"),
    "status": _("By status"),
}
# What a row has one of, and what it may have several of: a table between and its column.
OWN = {"region": "region_id", "status": "status"}
SEVERAL: dict[str, tuple[Any, str]] = {
    "ngo_class": (Organisation.classes.through, "ngoclass_id"),
    "sphere": (Organisation.spheres.through, "sphere_id"),
}

# By facet the counts of its values; None for one that is not counted.
Counts = dict[str, Any]


class Choice(NamedTuple):
    """One value of a facet: its name, how many it leaves (None: not counted), and the query that chooses or ends it."""

    label: str
    number: int | None
    query: str
    is_chosen: bool


class Facet(NamedTuple):
    """A filter with its values; one that is chosen stands open."""

    title: str
    choices: list[Choice]
    is_chosen: bool


class Facets(NamedTuple):
    """The filters beside a list, its index of letters, how many rows it has, and in which order they can be had.

    Where rows are too many to be counted, `total` is one more than is counted. Then those that hold a common word are
    had in the order in which they were registered: the alphabet would need all of them.
    """

    filters: list[Facet]
    letters: list[Choice]
    total: int
    is_counted: bool
    is_by_alphabet: bool
    kept: list[tuple[str, str]]


def of(found: OrganisationFilter) -> Facets:
    """The facets of a list that was filtered so."""
    counts = _counts(found)
    return Facets(
        filters=[
            Facet(str(title), _choices(name, found, counts), bool(found.chosen(name))) for name, title in TITLES.items()
        ],
        letters=_choices("letter", found, None),
        total=counts["all"][""] if counts else COUNTED_UP_TO + 1,
        is_counted=counts is not None,
        is_by_alphabet=counts is not None or not found.chosen("words"),
        kept=[(name, found.chosen(name)) for name in ("letter", *TITLES) if found.chosen(name)],
    )


def _choices(name: str, found: OrganisationFilter, counts: Counts | None) -> list[Choice]:
    """The values of one filter; those that would leave nothing are left out."""
    chosen, others = str(found.chosen(name) or ""), found.data.copy()
    for passing in (name, "after", "before"):
        others.pop(passing, None)
    base = others.urlencode()
    before = f"?{base}&{name}=" if base else f"?{name}="
    known = counts[name] if counts else None
    choices = []
    for value, label in found.filters[name].extra["choices"]:
        count, is_chosen = None if known is None else known[str(value)], str(value) == chosen
        if count != 0 or is_chosen:
            query = f"?{base}" if is_chosen else f"{before}{quote(str(value))}"
            choices.append(Choice(str(label), count, query, is_chosen))
    return choices


def _counts(found: OrganisationFilter) -> Counts | None:
    """For each facet its values with their counts, and under "all" the rows that every filter leaves.

    In a large register a chosen facet is a filter like any other, and what its other values would leave is not counted.
    """
    newest = Organisation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    chosen = [name for name in TITLES if found.chosen(name)]
    if newest <= LARGE:
        return _counted(found, chosen, LARGE)
    counts = _counted(found, [], COUNTED_UP_TO)
    return counts and counts | dict.fromkeys(chosen)


def _counted(found: OrganisationFilter, chosen: list[str], limit: int) -> Counts | None:
    """The counts of so many rows at most; a facet that is chosen counts what the others leave."""
    hits, values = _hits(found, chosen)[: limit + 1].query.sql_with_params()
    columns = ", ".join(["id", *OWN.values(), *(f"in_{name}" for name in chosen)])
    parts = " UNION ALL ".join([_of_rows(chosen), *(_of_table(name, chosen) for name in SEVERAL)])
    with connection.cursor() as cursor:
        cursor.execute(f"WITH hit ({columns}) AS ({hits}) {parts}", values)
        rows = cursor.fetchall()
    return _read(rows, chosen, limit)


def _hits(found: OrganisationFilter, chosen: list[str]) -> QuerySet:
    """What the other filters leave, each row with whether every chosen facet lets it through."""
    rows = found.without(*chosen).order_by().select_related(None)
    flags = [Case(When(_passes(name, found.chosen(name)), then=Value(1)), default=Value(0)) for name in chosen]
    return rows.values_list("pk", *OWN.values(), *flags)


def _passes(name: str, value: str) -> Any:
    if name in OWN:
        return Q(**{OWN[name]: value})
    through, column = SEVERAL[name]
    return Exists(through.objects.filter(organisation=OuterRef("pk"), **{column: value}))


def _of_rows(chosen: list[str]) -> str:
    """Rows by what each has one of, and by which chosen facets let them through."""
    flags = [f"in_{name}" for name in chosen]
    sieves = " || ".join([*map(_as_text, flags), "''"])
    together = ", ".join([*OWN.values(), *flags])
    return f"SELECT 'own', {sieves}, {_as_text('region_id')}, status, COUNT(*) FROM hit GROUP BY {together}"


def _of_table(name: str, chosen: list[str]) -> str:
    """Rows by what each may have several of, if all other chosen facets let them through."""
    through, column = SEVERAL[name]
    others = " AND ".join([f"hit.in_{other} = 1" for other in chosen if other != name] or ["1 = 1"])
    return (
        f"SELECT '{name}', '', {_as_text(f't.{column}')}, '', COUNT(*) FROM hit "
        f"JOIN {through._meta.db_table} t ON t.organisation_id = hit.id WHERE {others} GROUP BY t.{column}"
    )


def _as_text(column: str) -> str:
    return f"CAST({column} AS varchar(20))"


def _read(rows: list[tuple], chosen: list[str], limit: int) -> Counts | None:
    """The counts by facet and value; nothing where more rows were found than are counted."""
    counts: dict[str, Any] = defaultdict(Counter)
    for name, sieves, value, status, count in rows:
        if name != "own":
            counts[name][value] += count
            continue
        counts["read"][""] += count
        held = {facet for facet, passed in zip(chosen, sieves, strict=True) if passed == "0"}
        for facet, own in (("region", value), ("status", status), ("all", "")):
            counts[facet][own] += count if held <= {facet} else 0
    return counts if counts["read"][""] <= limit else None
