"""What each row of a file would do to the register: new, changed, unchanged, or an error with its reason.

The checks are those of the site's own form, its fields filled as a table fills them. Dictionaries are read once, the
register once for many rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Entry
from registry.imports import entries
from registry.imports.columns import BIN, CODE, LANGUAGES
from registry.imports.models import ImportRow
from registry.imports.sheets import Row, Unread
from registry.organisations import naming
from registry.organisations.bin import fault_of
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Organisation
from registry.people.models import Link

Verdict = ImportRow.Verdict
MANY = {"classes", "spheres"}
# A spreadsheet that took a number for a quantity drops the zeros before it.
SHORT_BIN = range(9, 12)

SENTENCES = {
    "formula": _("This cell holds a formula. Write its value there."),
    "rounded": _("The spreadsheet has rounded this number. Make the column text and write the number again."),
    "no_such_code": _("No organisation of the register has this code."),
    "another_code": _("This BIN belongs to another organisation than the code."),
    "in_row": _("This organisation stands in row %(row)d already."),
    "name_is_there": _("An organisation of this name is in the register. Write its code or its BIN."),
    "over": _("This organisation is no more: it is liquidated or merged, and is not changed."),
    "its_own": _("Its own people are still mending what they filed: verify it or return it first."),
}


class Judged(NamedTuple):
    """A row with its verdict, and all that a later import or undoing of it needs to know."""

    row: Row
    cells: dict[str, str]
    verdict: str
    key: str
    facts: dict[str, Any]
    before: dict[str, Any]
    problems: list[dict[str, str]]
    organisation: int | None
    version: int = 0
    comes_back: bool = False


class RowForm(OrganisationForm):
    """The site's form, filled from the cells of one row after another."""

    def __init__(self, fields: Mapping[str, forms.Field]):
        super().__init__(data={})
        self.fields.update(fields)
        self.is_taken: Callable[[str], bool] = bool

    def facts_of(self, typed: Mapping[str, str], is_taken: Callable[[str], bool]) -> dict[str, Any]:
        """The cleaned values of a row, or what is wrong with it in `errors`."""
        self.data, self.is_taken = typed, is_taken
        self.full_clean()
        return self.cleaned_data

    def is_of_another(self, number: str) -> bool:
        """Whether another organisation has this BIN: asked of what was read for many rows at once."""
        return self.is_taken(number)

    def _post_clean(self) -> None:
        # No object is made of the row: its fields have checked it.
        pass


class Checker:
    """Judges the rows of one file in their order."""

    def __init__(self, *, seen: Mapping[str, int] | None = None):
        self.form = RowForm(filled_from_tables())
        self.seen = dict(seen or {})

    def judge(self, rows: Sequence[tuple[Row, dict[str, str]]]) -> list[Judged]:
        """The verdict on each of these rows, after a handful of queries for all of them."""
        tidied = [(row, tidy(cells)) for row, cells in rows]
        register = Register(cells for _row, cells in tidied)
        return [self._judge(row, cells, register) for row, cells in tidied]

    def _judge(self, row: Row, cells: dict[str, str], register: "Register") -> Judged:
        there = register.find(cells)
        key = key_of(cells, there)
        if fault := self._fault_of(cells, key, there, register):
            field, name, facts = fault
            return _refused(row, cells, [_said(field, name, **facts)], there)
        if key:
            self.seen[key] = row.number
        typed = _typed(cells, there)
        is_taken = partial(register.gives_to_another, there)
        cleaned = self.form.facts_of(typed, is_taken)
        if self.form.errors:
            return _refused(row, cells, self._problems(typed, is_taken), there)
        facts = written(cleaned)
        if there is None:
            return Judged(row, cells, Verdict.NEW, key, facts, {}, [], None)
        return self._compared(row, cells, facts, there, key, register)

    def _fault_of(
        self, cells: dict[str, str], key: str, there: Organisation | None, register: "Register"
    ) -> tuple[str, str, dict[str, Any]] | None:
        """What no form knows: formulas, two rows for one organisation, and who may not be changed by a file."""
        if unread := next((name for name, cell in cells.items() if isinstance(cell, Unread)), ""):
            return unread, "formula", {}
        if "E+" in cells.get(BIN, "").upper():
            return BIN, "rounded", {}
        if cells.get(CODE) and there is None:
            return CODE, "no_such_code", {}
        if cells.get(CODE) and register.gives_to_another(there, cells.get(BIN, "")):
            return BIN, "another_code", {}
        if key in self.seen:
            return CODE if cells.get(CODE) else BIN, "in_row", {"row": self.seen[key]}
        if there is None and not cells.get(BIN) and register.has_name(cells):
            return CODE, "name_is_there", {}
        return register.closed(there)

    def _problems(self, typed: Mapping[str, str], is_taken: Callable[[str], bool]) -> list[dict[str, str]]:
        """Each error in the words of every language."""
        said: dict[tuple[str, int], dict[str, str]] = {}
        for language in LANGUAGES:
            with translation.override(language):
                self.form.facts_of(typed, is_taken)
                for field, errors in self.form.errors.items():
                    for place, error in enumerate(errors):
                        said.setdefault((field, place), {"field": field})[language] = str(error)
        return list(said.values())

    def _compared(
        self,
        row: Row,
        cells: dict[str, str],
        facts: dict[str, Any],
        there: Organisation,
        key: str,
        register: "Register",
    ) -> Judged:
        was = written({name: _value_of(there, name) for name in facts})
        changed = [name for name in facts if was[name] != facts[name]]
        comes_back = there.status == Organisation.Status.RETURNED
        verdict = Verdict.CHANGED if changed or comes_back else Verdict.UNCHANGED
        new = {name: facts[name] for name in changed}
        before = {name: was[name] for name in changed}
        version = register.versions.get(there.pk, 0)
        return Judged(row, cells, verdict, key, new, before, [], there.pk, version, comes_back)


class Register:
    """What the register knows of the organisations that some rows speak of."""

    def __init__(self, rows: Iterable[Mapping[str, str]]):
        known = list(rows)
        bins = {cells[BIN] for cells in known if cells.get(BIN)}
        codes = {cells[CODE] for cells in known if cells.get(CODE)}
        found = Organisation.objects.filter(Q(bin__in=bins) | Q(code__in=codes)).prefetch_related(*MANY)
        self.by_bin = {one.bin: one for one in found if one.bin}
        self.by_code = {one.code: one for one in found}
        self.versions = versions_of([one.pk for one in found])
        waiting = [one.pk for one in found if one.may_be_revised]
        self.with_people = set(Link.objects.filter(organisation__in=waiting).values_list("organisation", flat=True))
        nameless = {naming.sort_key(cells.get("name_ru", "")) for cells in known if not cells.get(BIN)}
        same = Organisation.objects.filter(sort_ru__in=nameless - {""})
        self.names = set(same.values_list("name_ru", flat=True))

    def find(self, cells: Mapping[str, str]) -> Organisation | None:
        """The organisation of a row, by its code or otherwise by its BIN."""
        if code := cells.get(CODE):
            return self.by_code.get(code)
        return self.by_bin.get(cells.get(BIN, ""))

    def gives_to_another(self, there: Organisation | None, number: str) -> bool:
        """Whether this BIN is that of an organisation, but not of this one."""
        owner = self.by_bin.get(number)
        return owner is not None and (there is None or owner.pk != there.pk)

    def has_name(self, cells: Mapping[str, str]) -> bool:
        """Whether an organisation of just this Russian name is there."""
        return cells.get("name_ru", "").strip() in self.names

    def closed(self, there: Organisation | None) -> tuple[str, str, dict[str, Any]] | None:
        """Why a file may not change this organisation, if it may not."""
        if there is None:
            return None
        if not Organisation.NEXT[there.status]:
            return "", "over", {}
        # Unverified and without people: a file has brought it, and that import was undone.
        if there.may_be_revised and (there.status == Organisation.Status.FILED or there.pk in self.with_people):
            return "", "its_own", {}
        return None


class Books:
    """The entries of every dictionary by number, to make values again of what `written` has kept."""

    def __init__(self) -> None:
        fields: dict[str, Any] = dict(OrganisationForm.base_fields)
        self.days = {name for name, field in fields.items() if isinstance(field, forms.DateField)}
        models = {name: _model_of(field) for name, field in fields.items()}
        self.entries: dict[str, dict[int, Any]] = {
            name: model._default_manager.in_bulk() for name, model in models.items() if model
        }

    def values(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The kept values as the actions of the register take them."""
        return {name: self._value(name, value) for name, value in facts.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name in self.entries:
            entries_of = self.entries[name]
            return [entries_of[pk] for pk in value] if isinstance(value, list) else entries_of.get(value)
        return date.fromisoformat(value) if name in self.days and value else value


def filled_from_tables() -> dict[str, forms.Field]:
    """The fields of the site's form that a table fills in another way, each with its dictionary read."""
    form = OrganisationForm()
    return {name: own for name, field in form.fields.items() if (own := _own_field(name, field, form))}


def _own_field(name: str, field: Any, form: OrganisationForm) -> forms.Field | None:
    plain = {"required": field.required, "label": field.label, "initial": form.get_initial_for_field(field, name)}
    choices: Any = getattr(field, "queryset", getattr(field, "choices", None))
    if isinstance(field, forms.ModelMultipleChoiceField):
        return entries.EntriesField(entries.Book(choices), **plain)
    if isinstance(field, forms.ModelChoiceField):
        return entries.EntryField(entries.Book(choices), **plain)
    if isinstance(field, forms.ChoiceField):
        return entries.WordField(list(choices), **plain)
    if isinstance(field, forms.BooleanField):
        return entries.YesNoField(**plain | {"required": False})
    if isinstance(field, forms.DateField):
        return entries.DayField(**plain)
    return None


def _model_of(field: Any) -> Any:
    queryset: Any = getattr(field, "queryset", None)
    return None if queryset is None else queryset.model


def tidy(cells: dict[str, str]) -> dict[str, str]:
    """The cells without spaces around them, a BIN without those in it and with the zeros a spreadsheet dropped."""
    tidied = {name: cell if isinstance(cell, Unread) else cell.strip() for name, cell in cells.items()}
    number = "".join(tidied.get(BIN, "").split())
    if number.isdecimal() and len(number) in SHORT_BIN and fault_of(number.zfill(12)) is None:
        number = number.zfill(12)
    if BIN in tidied and not isinstance(tidied[BIN], Unread):
        tidied[BIN] = number
    if CODE in tidied and not isinstance(tidied[CODE], Unread):
        tidied[CODE] = tidied[CODE].upper()
    return tidied


def key_of(cells: Mapping[str, str], there: Organisation | None) -> str:
    """What no two rows of a file may share: the organisation, or of a new one its BIN or its Russian name."""
    if there is not None:
        return f"#{there.pk}"
    return cells.get(BIN) or naming.fold(cells.get("name_ru", ""))[:100]


def written(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The cleaned values of a form as they are kept and compared: entries by number, days and telephones as text."""
    return {name: _as_json(value) for name, value in cleaned.items()}


def versions_of(ids: Sequence[int]) -> dict[int, int]:
    """How many lines the trail of each of these organisations has: whatever happens to one adds a line."""
    about = ContentType.objects.get_for_model(Organisation)
    lines = Entry.objects.filter(about_type=about, about_id__in=ids)
    return dict(lines.values_list("about_id").annotate(last=Max("number")).order_by())


def _typed(cells: Mapping[str, str], there: Organisation | None) -> dict[str, str]:
    """The cells of a row; an empty one leaves an organisation of the register as it is."""
    if there is None:
        return dict(cells)
    kept = {name: _as_typed(_value_of(there, name)) for name in OrganisationForm.base_fields}
    return kept | {name: cell for name, cell in cells.items() if cell}


def _value_of(there: Organisation, name: str) -> Any:
    return list(getattr(there, name).all()) if name in MANY else getattr(there, name)


def _as_typed(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(entry.code for entry in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else getattr(value, "code", None) or str(value)


def _as_json(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(entry.pk for entry in value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return value.pk if hasattr(value, "pk") else str(value)


def _refused(row: Row, cells: dict[str, str], problems: list[dict[str, str]], there: Organisation | None) -> Judged:
    return Judged(row, cells, Verdict.ERROR, "", {}, {}, problems, there.pk if there else None)


def _said(field: str, name: str, **facts: Any) -> dict[str, str]:
    said = {"field": field}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(SENTENCES[name]) % facts
    return said
