"""The shape of a row of an application, and of all rows of a part together."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenders.applications import checks, content, numbers, wording
from tenders.calls.models import Lot
from ui.forms import LongText, MoneyField

PREFIX = "rows"
# How long a sentence is that names a row.
SENTENCE = 250
# The one column that is counted for the person who leaves it empty.
COUNTED = "requested_amount"


def ask(field: forms.Field, sentence: Any, is_draft: bool) -> None:
    """A finished section lacks nothing, a draft may lack anything."""
    field.required, field.error_messages["required"] = not is_draft, sentence


class NumberField(MoneyField):
    """A number as people write it: “1,5”, “1 200”."""

    suffix = ""
    default_error_messages = {"invalid": _("Enter a number, for example 12 or 1,5.")}


class KeyField(forms.CharField):
    """The key of a row: the page carries it along and nobody types it; a row that comes without one is given one."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> str:
        """The key as it came, or a new one."""
        return value if re.fullmatch(r"[0-9A-Z]{4,12}", value or "") else numbers.of_row()

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A row with nothing but a key is empty."""
        return False


class Offered(forms.ChoiceField):
    """One of what the application itself or its lot has; a choice that is gone since is none."""

    def to_python(self, value: Any) -> str:
        """The choice, if it is still there."""
        told = super().to_python(value)
        return told if self.valid_value(told) else ""


class RowForm(forms.ModelForm):
    """One row of a part. A draft may lack any of its columns; `offered` are the choices of its links, by column."""

    def __init__(self, *args: Any, lot: Lot, is_draft: bool, offered: Mapping[str, list], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lot, self.is_draft = lot, is_draft
        for name, sentence in wording.MISSING[self.Meta.part].items():
            ask(self.fields[name], sentence, is_draft or name == COUNTED)
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField):
                named = [(code, capfirst(label)) for code, label in field.choices if code]
                field.choices = [("", _("Choose")), *named]
            if isinstance(field, KeyField):
                field.initial = numbers.of_row()
            if isinstance(field, Offered):
                field.choices = [("", _("Choose")), *offered[name]]

    def clean(self) -> dict[str, Any]:
        """A finished row lacks nothing and breaks no rule; each fault stands at the field where it is mended."""
        told: dict[str, Any] = super().clean() or {}
        if not (self.is_draft or told.get("DELETE")):
            part = self.Meta.part
            row = {column: told.get(column) for column in content.COLUMNS[part]}
            for field, sentence, _is_wrong in list(checks.row_faults(part, row, self.lot)):
                if field not in self.errors:
                    self.add_error(field, sentence)
        return told


def long_text(label: Any, help_text: Any = "", limit: int = checks.ROW_LIMIT) -> LongText:
    """A text of a few lines in a row, counted as the server counts it (U8)."""
    area = forms.Textarea(attrs={"rows": 3 if limit == checks.ROW_LIMIT else 2})
    return LongText(label=label, max_length=limit, required=False, help_text=help_text, widget=area)


class Rows(BaseFormSet):
    """The rows of a part on one page; `stored` are those that it showed when it was opened."""

    def __init__(
        self, data: Any, *, part: str, lot: Lot, stored: list[dict], is_draft: bool, offered: Mapping, **kwargs: Any
    ):
        self.part, self.lot, self.stored, self.is_draft = part, lot, stored, is_draft
        facts = {"lot": lot, "is_draft": is_draft, "offered": offered}
        super().__init__(data, prefix=PREFIX, form_kwargs=facts, **kwargs)

    def initial_form_count(self) -> int:
        """No row must be there: one that was emptied is left out like one that was never filled in."""
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        """Say in our own words how a row is taken out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this row when I save")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows that are filled in and not taken out."""
        kept = [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        return [{column: form.cleaned_data.get(column) for column in content.COLUMNS[self.part]} for form in kept]

    @property
    def facts(self) -> dict[str, Any]:
        """What the page asks to be kept."""
        return {self.part: self.rows}

    def partial(self, changed: Collection[str]) -> dict[str, Any]:
        """Every row in its place, empty ones between them too: the page that sent them goes on counting as before."""
        last = max((index for index, form in enumerate(self.forms, start=1) if form.has_changed()), default=0)
        return {self.part: [self._readable(index) for index in range(last)]}

    def is_readable(self, changed: Collection[str]) -> bool:
        """Whether all that was changed can be kept."""
        return self.is_valid()

    @property
    def numbered(self) -> list[tuple[int, str, forms.BaseForm]]:
        """Each row with its number and its name: “Budget line 3”."""
        name = wording.ROWS[self.part]
        return [(number, name % {"number": number}, form) for number, form in enumerate(self.forms, start=1)]

    def _readable(self, index: int) -> dict[str, Any]:
        told = self.forms[index].cleaned_data
        was = self.stored[index] if index < len(self.stored) else {}
        return {column: told.get(column, was.get(column)) for column in content.COLUMNS[self.part]}
