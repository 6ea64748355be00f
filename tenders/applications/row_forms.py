"""The shape of one row of each part of an application, and of all rows of a part together."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenders.applications import checks, content, wording
from tenders.applications.models import Application
from tenders.applications.parts import Indicator, TargetGroup, WorkItem
from tenders.calls.models import Lot
from ui.forms import DayInput, LongText, MoneyField

PREFIX = "rows"
# The one column that is counted for the person who leaves it empty.
COUNTED = "requested_amount"


def ask(field: forms.Field, sentence: Any, is_draft: bool) -> None:
    """A finished section lacks nothing, a draft may lack anything."""
    field.required, field.error_messages["required"] = not is_draft, sentence


class NumberField(MoneyField):
    """A number as people write it: “1,5”, “1 200”."""

    suffix = ""
    default_error_messages = {"invalid": _("Enter a number, for example 12 or 1,5.")}


class RowForm(forms.ModelForm):
    """One row of a part. A draft may lack any of its columns."""

    def __init__(self, *args: Any, lot: Lot, is_draft: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lot, self.is_draft = lot, is_draft
        for name, sentence in wording.MISSING[self.Meta.part].items():
            ask(self.fields[name], sentence, is_draft or name == COUNTED)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                offered = [(code, capfirst(label)) for code, label in field.choices if code]
                field.choices = [("", _("Choose")), *offered]

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


def _text(label: Any, help_text: Any = "") -> LongText:
    area = forms.Textarea(attrs={"rows": 3})
    return LongText(label=label, max_length=checks.ROW_LIMIT, required=False, help_text=help_text, widget=area)


class TargetGroupForm(RowForm):
    """A group with bounds, an entry test and a way to self-reliance."""

    entry_rule = _text(_("How a person enters"), _("By what you tell who belongs to the group and who does not."))
    self_reliance_goal = _text(
        _("How they come to manage on their own"), _("What they will be able to do without you afterwards.")
    )

    class Meta:
        part = "target_groups"
        model = TargetGroup
        fields = content.COLUMNS[part]
        labels = {
            "description": _("Who they are"),
            "direct_count": _("People served directly"),
            "indirect_count": _("People reached indirectly"),
        }
        help_texts = {
            "description": _("A bounded group: age, place, situation. Not everyone in need."),
            "indirect_count": _("Families, neighbours. Leave empty if you do not count them."),
        }


class WorkItemForm(RowForm):
    """An activity with its days."""

    class Meta:
        part = "work_items"
        model = WorkItem
        fields = content.COLUMNS[part]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        labels = {
            "name": _("Activity"),
            "starts_on": _("Begins"),
            "ends_on": _("Ends"),
            "place": _("Place"),
            "responsible": _("Responsible"),
            "output": _("What it gives"),
        }


class IndicatorForm(RowForm):
    """What is counted, from where to where, by when."""

    baseline = NumberField(label=_("Number now"), max_digits=14, required=False)
    target = NumberField(label=_("Number to reach"), max_digits=14, required=False)

    class Meta:
        part = "indicators"
        model = Indicator
        fields = content.COLUMNS[part]
        widgets = {"due_on": DayInput()}
        labels = {
            "name": _("Indicator"),
            "kind": _("Kind"),
            "unit": _("Unit"),
            "due_on": _("Reached by"),
            "proof": _("Source of proof"),
        }
        help_texts = {"kind": _("Output: what you do. Outcome: what changes for the people.")}


class Rows(BaseFormSet):
    """The rows of a part on one page; `stored` are those that it showed when it was opened."""

    def __init__(
        self,
        data: Any = None,
        *,
        part: str,
        application: Application,
        stored: list[dict],
        is_draft: bool,
        **kwargs: Any,
    ):
        self.part, self.lot, self.stored, self.is_draft = part, application.lot, stored, is_draft
        super().__init__(data, prefix=PREFIX, form_kwargs={"lot": self.lot, "is_draft": is_draft}, **kwargs)

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
