"""The parts of a call that are rows of one page: cost lines, criteria, requirements, documents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext_lazy as _

from tenders.calls.grounds import LEAST, CostLine, Document
from tenders.calls.marks import AnchorsField
from tenders.calls.models import Call, Criterion, Lot, Requirement
from ui.forms import Legible, MoneyField

ROWS = 20
COSTS = 60


def _long(*names: str) -> dict[str, forms.Textarea]:
    return {name: forms.Textarea(attrs={"rows": 4}) for name in names}


class QuantityField(MoneyField):
    """A number as people write it: “1,5”, “1 200”."""

    suffix = ""
    default_error_messages = {"invalid": _("Enter a number, for example 12 or 1,5.")}


class CostForm(Legible, forms.ModelForm):
    """One line of the cost basis, which everybody reads (R-023)."""

    quantity = QuantityField(label=_("Quantity"), min_value=LEAST, max_digits=12)
    unit_cost = MoneyField(label=_("Cost of a unit, tenge"), min_value=LEAST)

    class Meta:
        model = CostLine
        fields = ["name_kk", "name_ru", "quantity", "unit_cost", "ground_kk", "ground_ru"]
        labels = {
            "name_kk": _("What is paid, and in which unit, in Kazakh"),
            "name_ru": _("What is paid, and in which unit, in Russian"),
            "ground_kk": _("Ground of the price, in Kazakh"),
            "ground_ru": _("Ground of the price, in Russian"),
        }
        help_texts = {
            "ground_kk": _("A norm, a tariff, a price list, a contract of the past."),
            "ground_ru": _("A norm, a tariff, a price list, a contract of the past."),
        }


class CriterionForm(Legible, forms.ModelForm):
    """One criterion: its weight of 100, and what each mark means."""

    anchors_kk = AnchorsField(label=_("What each mark means, in Kazakh"))
    anchors_ru = AnchorsField(label=_("What each mark means, in Russian"))

    class Meta:
        model = Criterion
        fields = ["name_kk", "name_ru", "weight", "min_points", "is_price", "anchors_kk", "anchors_ru"]
        help_texts = {
            "weight": _("Of 100; all weights together make 100."),
            "min_points": _("Below this mean mark an application cannot win."),
        }

    def __init__(self, *args: Any, most: Decimal = Decimal(5), **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("anchors_kk", "anchors_ru"):
            field: Any = self.fields[name]
            field.of_marks(int(most) + 1)


class RequirementForm(Legible, forms.ModelForm):
    """One requirement: its proof, and why it is asked."""

    class Meta:
        model = Requirement
        fields = [
            "code", "kind", "text_kk", "text_ru", "proof_kind", "proof_kk", "proof_ru", "reason_kk", "reason_ru",
            "is_curable",
        ]  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("text_kk", "text_ru", "reason_kk", "reason_ru")}
        help_texts = {
            "code": _("A rejection names it, for example E-1."),
            "proof_kind": _("Ask for a document only where the register does not know: each one keeps somebody away."),
        }


class DocumentForm(Legible, forms.ModelForm):
    """One document of the call: its text, or where it is read."""

    class Meta:
        model = Document
        fields = ["title_kk", "title_ru", "text_kk", "text_ru", "link_kk", "link_ru"]
        widgets = _long("text_kk", "text_ru")
        field_classes = {"link_kk": forms.URLField, "link_ru": forms.URLField}
        help_texts = {
            "link_kk": _("Instead of a text: where it is read, beginning with https://"),
            "link_ru": _("Instead of a text: where it is read, beginning with https://"),
        }


class Rows(BaseModelFormSet):
    """The rows of a call on one page, with an empty one at the end for a new row."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Say in our own words how a row is taken out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this one when I save")

    def clean(self) -> None:
        """No two rows have one code."""
        super().clean()
        seen: set[str] = set()
        for form in self.standing:
            code = form.cleaned_data.get("code", "").upper()
            if code and code in seen:
                form.add_error("code", _("This code stands on the page twice."))
            seen.add(code)

    @property
    def standing(self) -> list[forms.ModelForm]:
        """The rows that are filled in and not taken out."""
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        return [form for form in kept if form.instance.pk or form.has_changed()]

    @property
    def rows(self) -> list[Any]:
        """What the page asks to be kept, in its order."""
        return [form.instance for form in self.standing]


class CostRows(Rows):
    """The cost lines of one lot."""


def cost_rows(data: Any, call: Call, lot: Lot) -> BaseModelFormSet:
    """The cost lines of a lot: as many as its profile asks for, and one more."""
    lines = lot.cost_lines.all() if lot.pk else CostLine.objects.none()
    extra = max(1, (call.profile.cost_lines_min or 0) - lines.count())
    return _rows(CostForm, CostRows, extra, COSTS)(data, queryset=lines, prefix="costs")


def criteria_rows(data: Any, call: Call) -> BaseModelFormSet:
    """The criteria of a call as rows."""
    new, marks = [{"min_points": call.profile.criterion_min_points}], {"most": call.profile.points_max}
    rows = _rows(CriterionForm)
    return rows(data, queryset=call.criteria.all(), initial=new, prefix="criteria", form_kwargs=marks)


def requirement_rows(data: Any, call: Call) -> BaseModelFormSet:
    """The requirements of a call as rows."""
    return _rows(RequirementForm)(data, queryset=call.requirements.all(), prefix="requirements")


def document_rows(data: Any, call: Call) -> BaseModelFormSet:
    """The documents of a call as rows."""
    return _rows(DocumentForm)(data, queryset=call.documents.all(), prefix="documents")


def _rows(
    form: type[forms.ModelForm], formset: type[Rows] = Rows, extra: int = 1, most: int = ROWS
) -> type[BaseModelFormSet]:
    model = form._meta.model
    return modelformset_factory(model, form=form, formset=formset, extra=extra, can_delete=True, max_num=most)
