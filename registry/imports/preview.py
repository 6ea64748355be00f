"""The rows of an import in words: each field under its heading, old and new, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.imports import columns
from registry.imports.checking import Books
from registry.imports.models import ImportRow
from registry.organisations.forms import OrganisationForm


class Line(NamedTuple):
    """One field of a row: its heading, what stands in the register, what the file says, what is wrong with it."""

    heading: str
    old: str
    new: str
    problem: str = ""


class Shown(NamedTuple):
    """A row as the page shows it: itself, what it is called, and its lines."""

    row: ImportRow
    name: str
    lines: list[Line]


def shown(rows: Iterable[ImportRow]) -> list[Shown]:
    """These rows in words."""
    books = Books()
    return [Shown(row, _name_of(row), _lines_of(row, books)) for row in rows]


def wrong_rows(rows: Iterable[ImportRow]) -> Iterator[list[str]]:
    """The rows with errors as a table that can be mended and brought again: as they stood, with number and reasons."""
    names = columns.names()
    yield [columns.heading_of(name) for name in [columns.ROW, *names, columns.REASONS]]
    for row in rows:
        reasons = "; ".join(f"{line.heading}: {line.problem}" for line in _problems_of(row))
        yield [str(row.number), *(row.cells.get(name, "") for name in names), reasons]


def _name_of(row: ImportRow) -> str:
    language = (get_language() or "kk")[:2]
    if row.organisation is not None and row.verdict != ImportRow.Verdict.NEW:
        return str(row.organisation)
    told = row.cells or row.facts
    return next((told[name] for name in (f"name_{language}", "name_ru", "name_kk", "bin") if told.get(name)), "–")


def _lines_of(row: ImportRow, books: Books) -> list[Line]:
    if row.verdict == ImportRow.Verdict.ERROR:
        return list(_problems_of(row))
    return [
        Line(columns.heading_of(name), _spoken(name, row.before.get(name), books), _spoken(name, value, books))
        for name, value in row.facts.items()
        if value not in (None, "", []) or row.before.get(name)
    ]


def _problems_of(row: ImportRow) -> Iterator[Line]:
    language = (get_language() or "kk")[:2]
    for problem in row.problems:
        field = problem["field"]
        heading = columns.heading_of(field) if field in columns.names() else _("The whole row")
        yield Line(heading, "", row.cells.get(field, ""), problem[language])


def _spoken(name: str, value: Any, books: Books) -> str:
    """A kept value as a person reads it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    [told] = books.values({name: value}).values()
    if isinstance(told, list):
        return "; ".join(str(entry) for entry in told)
    field: Any = OrganisationForm.base_fields[name]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(told, told))
    return told.strftime("%d.%m.%Y") if hasattr(told, "strftime") else str(told)
