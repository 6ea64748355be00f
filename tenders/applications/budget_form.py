"""The shape of one line of a budget, and of the whole of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenders.applications import budget, checks, content, wording
from tenders.applications.parts import BudgetLine
from tenders.applications.row_forms import NumberField, Offered, RowForm, Rows
from ui.forms import MoneyField

COLUMNS = wording.COLUMNS["budget_lines"]
SUMS = ("own_amount", "other_amount", "requested_amount")
# What the page counts with while it is written.
CELLS = ("category", "year", "quantity", "unit_cost", "months", *SUMS)


class BudgetLineForm(RowForm):
    """A cost at self-cost; what is wrong is said beside the cell (R-045, R-046).

    `offered` holds the files that may be its quotation, and none at all where there can be none, as in a rehearsal.
    """

    year = forms.TypedChoiceField(label=COLUMNS["year"], coerce=int, empty_value=None, required=False)
    quantity = NumberField(label=COLUMNS["quantity"], max_digits=12, required=False)
    unit_cost = MoneyField(label=COLUMNS["unit_cost"], required=False)
    months = NumberField(label=COLUMNS["months"], max_digits=5, required=False)
    own_amount = MoneyField(label=COLUMNS["own_amount"], required=False)
    other_amount = MoneyField(label=COLUMNS["other_amount"], required=False)
    requested_amount = MoneyField(
        label=COLUMNS["requested_amount"], required=False, help_text=_("Leave empty: it is counted for you.")
    )
    work_item = Offered(label=COLUMNS["work_item"], required=False)
    # Any code may stand in a draft: a file goes, and the rest of the line is kept all the same.
    quote = forms.CharField(label=COLUMNS["quote"], max_length=12, required=False, widget=forms.Select())

    class Meta:
        part = "budget_lines"
        model = BudgetLine
        fields = content.COLUMNS[part]
        labels = {name: COLUMNS[name] for name in ("category", "name", "unit", "grounds")}
        help_texts = {"grounds": _("A contract, a price list, a quotation, a tariff.")}

    def __init__(self, *args: Any, offered: Mapping[str, list], **kwargs: Any):
        super().__init__(*args, offered=offered, **kwargs)
        self.quotes, self.limits = offered.get("quote"), checks.limits_of(self.lot)
        for name in CELLS:
            self.fields[name].widget.attrs["data-cell"] = name
        allowed = budget.FOR_THE_ORGANISATION if not self.limits.allows_institutional else ()
        choices = self.fields["category"].choices
        self.fields["category"].choices = [(code, label) for code, label in choices if code not in allowed]
        if not offered["work_item"]:
            del self.fields["work_item"]
        self._ask_for_a_year()
        self._ask_for_a_quote()

    def clean(self) -> dict[str, Any]:
        """An empty request is what own and other money leave; a dear line names its quotation."""
        told = self.cleaned_data
        if told.get("requested_amount") is None and not self.errors:
            line = content.line_of(told | {"requested_amount": None})
            left = line.total - line.own - line.other
            told["requested_amount"] = left if left > 0 else None
        told = super().clean()
        if "quote" in self.fields and not (self.is_draft or told.get("DELETE")):
            line = content.line_of({column: told.get(column) for column in content.COLUMNS["budget_lines"]})
            if fault := budget.quote_fault(line, self.limits, dict(self.quotes or [])):
                self.add_error("quote", wording.BUDGET[fault])
        return told

    def _ask_for_a_year(self) -> None:
        if self.limits.years == 1:
            del self.fields["year"]
        else:
            self.fields["year"].is_asked = True
            years = range(1, self.limits.years + 1)
            self.fields["year"].choices = [(number, wording.YEAR % {"number": number}) for number in years]

    def _ask_for_a_quote(self) -> None:
        if self.quotes is None or not (self.quotes or self.limits.quote_from is not None):
            del self.fields["quote"]
        else:
            self.fields["quote"].widget.choices = [("", _("None")), *self.quotes]
            self.fields["quote"].help_text = "" if self.quotes else _("Attach it under “Files” first.")


class BudgetRows(Rows):
    """All lines of a budget; `brought` tells how many of them came from a spreadsheet and are not kept yet.

    `left_out` is how many more than may be, `ignored` the headings that nobody knows, `pasted` what could not be read.
    """

    brought = left_out = 0
    ignored = pasted = ""

    def clean(self) -> None:
        """The budget as a whole keeps the limits of the call (R-045, R-046)."""
        is_finished = not self.is_draft and self.rows
        if is_finished and (faults := list(checks.whole_budget(self.lines, self.lot))):
            raise forms.ValidationError(faults)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines that are filled in and not taken out; where there is one year, they are of that one."""
        return [row | {"year": row["year"] or 1} for row in super().rows]

    @property
    def lines(self) -> list[budget.Line]:
        """The budget as far as its cells can be read."""
        return [content.line_of(row) for row in (self.rows if self.is_bound else self.stored)]

    def _readable(self, index: int) -> dict[str, Any]:
        row = super()._readable(index)
        return row | {"year": row["year"] or 1}
