"""The shape of each section of a report: complete when it is finished, as it comes while it is a draft."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.filings import checks, content
from registry.filings.models import COLUMNS, COUNTS, AnnualReport, IncomeLine, PropertyLine, SpendingLine
from registry.reference.models import Region, Sphere, spoken
from ui.forms import MoneyField

ROWS = 100
PREFIX = "rows"
# A row that holds nothing but these is an empty row.
KIND_OF = {"income": "source", "spending": "purpose", "property": "kind"}
KINDS = tuple(KIND_OF.values())


class CountsForm(forms.Form):
    """How many people there were. A draft may lack any of the numbers."""

    def __init__(self, *args: Any, section: str, is_draft: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            number = forms.IntegerField(label=checks.COUNTS[name], min_value=0, max_value=10_000_000, required=False)
            number.widget.attrs["inputmode"] = "numeric"
            number.is_asked = True
            self.fields[name] = number
        self.is_draft = is_draft

    def clean(self) -> dict[str, Any]:
        """No number is missing, and no part is more than the whole."""
        told: dict[str, Any] = super().clean() or {}
        for gap in checks.faults("people", told):
            if gap.field not in self.errors and (gap.is_wrong or not self.is_draft):
                self.add_error(gap.field, gap.sentence)
        return told


class TotalForm(forms.Form):
    """What all lines of a part make together, as the books have it."""

    def __init__(self, *args: Any, section: str, is_draft: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        help_text = _("From your books. The lines above must make this sum.")
        label = _("Total of the year")
        total = self.fields[checks.TOTALS[section]] = MoneyField(label=label, required=False, help_text=help_text)
        total.is_asked = True


class LineForm(forms.Form):
    """One row of a part. A draft may lack any of its columns."""

    part = ""

    def __init__(self, *args: Any, is_draft: bool, known: dict[str, dict[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_draft = is_draft
        # A row may be left empty as a whole; of one that is filled in, everything is asked.
        for field in self.fields.values():
            field.is_asked = True
        for name, entries in known.items():
            field = self.fields[name]
            field.choices = [("", _("Choose")), *((key, spoken(entry)) for key, entry in entries.items())]
            field.coerce = partial(_entry_of, entries)

    @property
    def row(self) -> dict[str, Any]:
        """The columns of the row as actions take them."""
        return {column: self.cleaned_data.get(column) for column in COLUMNS[self.part]}

    @property
    def is_kept(self) -> bool:
        """Whether anything is written in it, and it is not taken out."""
        told = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        is_written = any(value not in (None, "") for name, value in told.items() if name not in (*KINDS, "DELETE"))
        return is_written and not told.get("DELETE")

    def clean(self) -> dict[str, Any]:
        """A finished row lacks nothing; each fault stands at the field where it is mended."""
        told: dict[str, Any] = super().clean() or {}
        if self.is_kept and not self.is_draft:
            for gap in checks.row_faults(self.part, self.row):
                if gap.field not in self.errors:
                    self.add_error(gap.field, gap.sentence)
        return told


def _choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    offered = [("", _("Choose")), *((code, capfirst(name)) for code, name in choices)]
    return forms.ChoiceField(label=label, choices=offered, **options)


def _entry(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, empty_value=None)


def _entry_of(entries: dict[str, Any], key: str) -> Any:
    if key not in entries:
        raise ValueError(key)
    return entries[key]


def _text(label: Any, length: int = 200) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False)


class IncomeForm(LineForm):
    """Money from one source."""

    part = "income"
    source = _choice(_("Source"), IncomeLine.Source.choices)
    donor = _text(_("Donor, if foreign"))
    amount = MoneyField(label=_("Sum"), required=False)


class SpendingForm(LineForm):
    """Money for one purpose."""

    part = "spending"
    purpose = _choice(_("Purpose"), SpendingLine.Purpose.choices)
    amount = MoneyField(label=_("Sum"), required=False)


class PropertyForm(LineForm):
    """One thing that is owned, or many alike."""

    part = "property"
    kind = _choice(_("Kind"), PropertyLine.Kind.choices)
    name = _text(_("What it is"))
    amount = MoneyField(label=_("Worth in the books"), required=False)


class ProjectForm(LineForm):
    """One project of the year."""

    part = "projects"
    name = _text(_("Name of the project"), 250)
    sphere = _entry(_("Sphere"))
    region = _entry(_("Region"))
    amount = MoneyField(label=_("Spent on it in the year"), required=False)
    people_served = forms.IntegerField(label=_("People served"), min_value=0, max_value=10_000_000, required=False)
    funder = _text(_("Who paid for it"))


ROW_FORMS: dict[str, type[LineForm]] = {
    form.part: form for form in (IncomeForm, SpendingForm, PropertyForm, ProjectForm)
}
# Where nothing is written yet, a row stands ready for each of these.
READY = {
    "income": [{"source": code} for code in IncomeLine.Source.values],
    "spending": [{"purpose": code} for code in SpendingLine.Purpose.values],
}


class Rows(BaseFormSet):
    """The rows of a part on one page."""

    def __init__(self, *args: Any, part: str, **kwargs: Any):
        self.part = part
        super().__init__(*args, prefix=PREFIX, **kwargs)

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
        return [form.row for form in self.forms if form.is_kept]

    @property
    def numbered(self) -> list[tuple[int, str, forms.BaseForm]]:
        """Each row with its number and its name: “Income 3: state social order”."""
        return [(number, self._title(number, form), form) for number, form in enumerate(self.forms, start=1)]

    def _title(self, number: int, form: forms.BaseForm) -> str:
        title = checks.ROWS[self.part] % {"number": number}
        kind = form[KIND_OF[self.part]] if self.part in KIND_OF else None
        is_told = kind is not None and kind.value()
        return f"{title}: {dict(kind.field.choices).get(kind.value(), '')}" if is_told else title


class Section:
    """A section on its page: numbers that stand alone, rows, or both."""

    def __init__(
        self, section: str, report: AnnualReport, data: Any = None, *, is_draft: bool = False, more: bool = False
    ):
        self.section, self.is_draft = section, is_draft
        told = content.told(report)
        alone = CountsForm if section == "people" else TotalForm if section in checks.TOTALS else None
        shown = {name: _written(value) for name, value in told.items() if not isinstance(value, list)}
        self.alone = alone(data, section=section, is_draft=is_draft, initial=shown) if alone else None
        self.rows = None
        if section in ROW_FORMS:
            self.rows = _rows(section, report, told[section], data, is_draft, more)

    def is_valid(self) -> bool:
        """Whether it may be kept; a finished section agrees with its total (R-005)."""
        parts = [part for part in (self.rows, self.alone) if part is not None]
        if not all([part.is_valid() for part in parts]):
            return False
        if self.is_draft or self.rows is None or self.alone is None:
            return True
        for gap in checks.total_faults(self.section, self.alone.cleaned_data, self.rows.rows):
            self.alone.add_error(gap.field, gap.sentence)
        return not self.alone.errors

    @property
    def facts(self) -> dict[str, Any]:
        """What the page asks to be kept."""
        alone = dict(self.alone.cleaned_data) if self.alone is not None else {}
        return alone | ({self.section: self.rows.rows} if self.rows is not None else {})

    @property
    def has_errors(self) -> bool:
        """Whether anything on the page must be mended."""
        is_wrong = self.rows is not None and self.rows.is_bound and self.rows.total_error_count() > 0
        return is_wrong or bool(self.alone is not None and self.alone.errors)

    @property
    def total(self) -> Decimal | None:
        """What the lines make, as far as they can be read, where they must make a total."""
        if self.rows is None or self.section not in checks.TOTALS:
            return None
        return checks.summed(self.rows.rows if self.rows.is_bound else self.rows.stored)


class CorrectForm(forms.Form):
    """Why a filed report is corrected."""

    because = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Registry officers read it. Write no personal data."),
    )


def _rows(part: str, report: AnnualReport, stored: list[dict], data: Any, is_draft: bool, more: bool) -> Any:
    extra = 1 if more or not (stored or part in READY) else 0
    kind = formset_factory(ROW_FORMS[part], formset=Rows, extra=extra, can_delete=True, max_num=ROWS)
    shown = [{column: _written(value) for column, value in row.items()} for row in stored or READY.get(part, [])]
    options = {"is_draft": is_draft, "known": _known(report) if part == "projects" else {}}
    rows = kind(data, part=part, initial=None if data is not None else shown, form_kwargs=options)
    rows.stored = stored
    return rows


def _known(report: AnnualReport) -> dict[str, dict[str, Any]]:
    """The entries a row may name, read once for all rows."""
    spheres, regions = Sphere.objects.all(), Region.objects.on(date(report.year, 12, 31))
    return {"sphere": {str(one.pk): one for one in spheres}, "region": {str(one.pk): one for one in regions}}


def _written(value: Any) -> str:
    if value is None:
        return ""
    return str(getattr(value, "pk", value)).removesuffix(".00")
