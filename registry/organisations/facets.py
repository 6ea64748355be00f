"""How many organisations each further filter of the register would leave, counted in one query.

A count is of the rows that all other filters leave. A register of more than a hundred thousand is counted only where
few are left; otherwise the choices stand without numbers.
"""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http.request import QueryDict
from django.utils.translation import gettext_lazy as _

from registry.organisations import naming
from registry.organisations.filters import OrganisationFilter
from registry.organisations.models import Organisation, sorting

LARGE = 100_000
COUNTED_UP_TO = 1_000
TITLES = {
    "region": _("By region"),
    "ngo_class": _("By class"),
    "sphere": _("By sphere"),
    "status": _("By status"),
}
# How a row answers for itself; what it may have several of is asked of the table between.
OWN = {"letter": "SUBSTR(hit.sorting, 1, 2)", "region": "hit.region_id", "status": "hit.status"}
SEVERAL: dict[str, tuple[Any, str]] = {
    "ngo_class": (Organisation.classes.through, "ngoclass_id"),
    "sphere": (Organisation.spheres.through, "sphere_id"),
}


class Choice(NamedTuple):
    """One value of a facet: its name, how many it leaves (None: not counted), and the query that chooses or ends it."""

    label: str
    count: int | None
    query: str
    is_chosen: bool


class Facet(NamedTuple):
    """A filter with its values; one that is chosen stands open."""

    title: str
    choices: list[Choice]
    is_chosen: bool


class Facets(NamedTuple):
    """The filters beside a list, its index of letters, and how many rows it has if they were counted."""

    filters: list[Facet]
    letters: list[Choice]
    total: int | None
    kept: list[tuple[str, str]]


def of(found: OrganisationFilter, asked: QueryDict) -> Facets:
    """The facets of a list that was filtered so; `asked` is the query of its page."""
    counts = _counts(found)
    every = {name: _choices(name, found, asked, counts) for name in ("letter", *TITLES)}
    return Facets(
        filters=[Facet(str(title), every[name], bool(found.chosen(name))) for name, title in TITLES.items()],
        letters=every["letter"],
        total=counts["all"][""] if counts else None,
        kept=[(name, found.chosen(name)) for name in every if found.chosen(name)],
    )


def _choices(name: str, found: OrganisationFilter, asked: QueryDict, counts: dict[str, Counter] | None) -> list[Choice]:
    """The values of one filter; those that would leave nothing are left out, but letters keep their places."""
    chosen, others = str(found.chosen(name) or ""), asked.copy()
    for passing in (name, "after", "before"):
        others.pop(passing, None)
    base = others.urlencode()
    choices = []
    for value, label in found.filters[name].extra["choices"]:
        count, is_chosen = counts[name][str(value)] if counts else None, str(value) == chosen
        if count != 0 or is_chosen or name == "letter":
            further = "" if is_chosen else QueryDict.fromkeys([name], str(value)).urlencode()
            query = "&".join(filter(None, [base, further]))
            choices.append(Choice(str(label), count, f"?{query}", is_chosen))
    return choices


def _counts(found: OrganisationFilter) -> dict[str, Counter] | None:
    """For each facet its values with their counts, and under "all" the rows that every filter leaves."""
    newest = Organisation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    limit = COUNTED_UP_TO if newest > LARGE else LARGE
    hits = _hits(found)[: limit + 1]
    chosen = [name for name in (*OWN, *SEVERAL) if found.chosen(name)]
    sql, values = hits.query.sql_with_params()
    columns = ", ".join(["id", "region_id", "status", "sorting", *(f"in_{name}" for name in chosen)])
    parts = [
        f"SELECT '{name}', {value}, COUNT(*) FROM {table}{_where(chosen, but=name)}{grouped}"
        for name, value, table, grouped in _parts()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH hit ({columns}) AS ({sql}) {' UNION ALL '.join(parts)}", values)
        rows = cursor.fetchall()
    return _read(rows, limit)


def _parts() -> list[tuple[str, str, str, str]]:
    """What is counted: a name, the value that it is counted by, where, and how rows are grouped."""
    everything = [("read", "''", "hit", ""), ("all", "''", "hit", "")]
    own = [(name, f"CAST({value} AS varchar(20))", "hit", f" GROUP BY {value}") for name, value in OWN.items()]
    several = [
        (
            name,
            f"CAST(t.{column} AS varchar(20))",
            f"hit JOIN {through._meta.db_table} t ON t.organisation_id = hit.id",
            f" GROUP BY t.{column}",
        )
        for name, (through, column) in SEVERAL.items()
    ]
    return [*everything, *own, *several]


def _where(chosen: list[str], but: str) -> str:
    """Only rows that all chosen facets let through, but for the one that is counted; for "read" none counts."""
    others = [] if but == "read" else [f"hit.in_{name}" for name in chosen if name != but]
    return f" WHERE {' AND '.join(others)}" if others else ""


def _hits(found: OrganisationFilter) -> QuerySet:
    """What the filters leave that are no facets, each row with whether every chosen facet lets it through."""
    rows = found.without(*OWN, *SEVERAL).order_by().select_related(None)
    tests = {f"in_{name}": _passes(name, found.chosen(name)) for name in (*OWN, *SEVERAL) if found.chosen(name)}
    flags = {name: Case(When(test, then=True), default=Value(False)) for name, test in tests.items()}
    return rows.values_list("pk", "region_id", "status", sorting(), *flags.values())


def _passes(name: str, value: str) -> Any:
    if name == "letter":
        first, beyond = naming.span(value)
        return Q(**{f"{sorting()}__gte": first, f"{sorting()}__lt": beyond})
    if name in SEVERAL:
        through, column = SEVERAL[name]
        return Exists(through.objects.filter(organisation=OuterRef("pk"), **{column: value}))
    return Q(**{name: value})


def _read(rows: list[tuple], limit: int) -> dict[str, Counter] | None:
    counts: dict[str, Counter] = defaultdict(Counter)
    for name, value, count in rows:
        counts[name][naming.initial_of(value) if name == "letter" else value] += count
    return counts if counts["read"][""] <= limit else None
