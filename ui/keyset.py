"""Paging by the last row seen instead of by counting rows away."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q, QuerySet


@dataclass(frozen=True)
class Key:
    """One column a list is ordered by. Empty values stand last, whichever way it runs."""

    name: str
    descends: bool
    may_be_empty: bool

    def ordering(self, *, reverse: bool):
        """How the database orders by this column, or in reverse."""
        column, descends = F(self.name), self.descends != reverse
        if not self.may_be_empty:
            return column.desc() if descends else column.asc()
        ends = {"nulls_first": True} if reverse else {"nulls_last": True}
        return column.desc(**ends) if descends else column.asc(**ends)

    def beyond(self, value, *, reverse: bool) -> Q:
        """Rows that stand strictly after this value, or strictly before it in reverse."""
        nothing, empty = Q(pk__in=[]), Q(**{f"{self.name}__isnull": True})
        if value is None:
            return ~empty if reverse else nothing
        further = Q(**{f"{self.name}__{'lt' if self.descends != reverse else 'gt'}": value})
        return further | empty if self.may_be_empty and not reverse else further

    def same(self, value) -> Q:
        """Rows that have this very value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def of(self, row):
        """This column of one row, in a form that JSON can carry."""
        value = row[self.name] if isinstance(row, dict) else _walk(row, self.name)
        if isinstance(value, date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True)
class Cut:
    """A stretch of rows, and the marks of its first and last one."""

    rows: list
    first: str
    last: str
    has_before: bool
    has_after: bool


def cut(queryset: QuerySet, *, after: str | None, before: str | None, per: int) -> Cut:
    """The `per` rows after (or before) a mark. A mark that cannot be read gives the beginning."""
    keys = _keys(queryset)
    try:
        values = _read(after or before, keys)
        reverse = bool(values and not after)
        rows = _fetch(queryset, keys, values, reverse, per + 1)
    except (ValueError, TypeError, ValidationError):
        values, reverse = None, False
        rows = _fetch(queryset, keys, None, reverse, per + 1)
    more, rows = len(rows) > per, rows[:per]
    if reverse:
        rows.reverse()
    marks = [_mark(keys, row) for row in (rows[0], rows[-1])] if rows else ["", ""]
    return Cut(
        rows=rows,
        first=marks[0],
        last=marks[1],
        has_before=bool(rows) and (more if reverse else values is not None),
        has_after=bool(rows) and (reverse or more),
    )


def _fetch(queryset, keys, values, reverse, limit) -> list:
    ordered = queryset.order_by(*(key.ordering(reverse=reverse) for key in keys))
    if values is None:
        return list(ordered[:limit])
    beyond, level = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= level & key.beyond(value, reverse=reverse)
        level &= key.same(value)
    return list(ordered.filter(beyond)[:limit])


def _keys(queryset: QuerySet) -> list[Key]:
    names = [*(queryset.query.order_by or queryset.model._meta.ordering)]
    if any(not isinstance(name, str) or name == "?" for name in names):
        raise TypeError("A list that is paged is ordered by plain column names.")
    if not {"pk", "-pk", "id", "-id"} & set(names):
        names.append("pk")
    return [
        Key(name.removeprefix("-"), name.startswith("-"), _may_be_empty(queryset, name.removeprefix("-")))
        for name in names
    ]


def _may_be_empty(queryset: QuerySet, name: str) -> bool:
    if name == "pk":
        return False
    try:
        return queryset.model._meta.get_field(name).null
    except FieldDoesNotExist:  # an annotation, or a column of another table
        return True


def _walk(row, name: str):
    for step in name.split("__"):
        row = getattr(row, step, None)
    return row


def _mark(keys: list[Key], row) -> str:
    return urlsafe_b64encode(json.dumps([key.of(row) for key in keys]).encode()).decode().rstrip("=")


def _read(mark: str | None, keys: list[Key]) -> list | None:
    if not mark:
        return None
    values = json.loads(urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    if not isinstance(values, list) or len(values) != len(keys):
        raise ValueError("This mark belongs to another list.")
    return values
