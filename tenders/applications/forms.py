"""The shape of each section of an application."""

from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext_lazy as _

from tenders.applications import budget, checks, wording
from tenders.applications.models import Application, BudgetLine, Indicator, TargetGroup, WorkItem
from tenders.calls.target import is_everyone
from ui.forms import DayInput, LongText, MoneyField

LIMIT = 3000


class SummaryForm(forms.ModelForm):
    """The project in words."""

    summary = LongText(label=_("Summary"), max_length=1500, required=False)
    problem = LongText(
        label=_("Problem"), max_length=LIMIT, required=False, help_text=_("Whose problem, and how you know.")
    )
    goal = LongText(label=_("Goal"), max_length=LIMIT, required=False)
    method = LongText(
        label=_("Method"), max_length=LIMIT, required=False, help_text=_("What you will do, step by step.")
    )
    sustainability = LongText(label=_("What remains when the project ends"), max_length=LIMIT, required=False)

    class Meta:
        model = Application
        fields = ["language", "title", "summary", "problem", "goal", "method", "sustainability"]
        widgets = {"language": forms.RadioSelect()}


class TargetGroupForm(forms.ModelForm):
    """A group with bounds, an entry test and a way to self-reliance."""

    class Meta:
        model = TargetGroup
        fields = ["description", "entry_rule", "direct_count", "indirect_count", "self_reliance_goal"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("entry_rule", "self_reliance_goal")}

    def clean_description(self) -> str:
        """“Everyone” is refused, with the principle (A15)."""
        told: str = self.cleaned_data["description"]
        if is_everyone(told):
            raise forms.ValidationError(
                _("The order serves a bounded group, not everyone: name it and its entry test.")
            )
        return told

    def clean_direct_count(self) -> int:
        """Somebody is served."""
        count: int = self.cleaned_data["direct_count"]
        if count < 1:
            raise forms.ValidationError(_("Enter how many people you will serve, at least 1."))
        return count


class WorkItemForm(forms.ModelForm):
    """An activity with its days."""

    class Meta:
        model = WorkItem
        fields = ["name", "starts_on", "ends_on", "place", "responsible", "output"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def clean(self) -> dict[str, Any]:
        """An activity ends after it begins."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", _("The activity ends before it begins."))
        return told


class IndicatorForm(forms.ModelForm):
    """What is counted, from where to where, by when."""

    class Meta:
        model = Indicator
        fields = ["name", "kind", "unit", "baseline", "target", "due_on", "proof"]
        widgets = {"due_on": DayInput()}


class BudgetLineForm(forms.ModelForm):
    """A cost at self-cost; what is wrong is said beside the cell (R-045, R-046)."""

    unit_cost = MoneyField(label=_("Price of a unit, tenge"))
    requested_amount = MoneyField(label=_("Requested, tenge"))
    own_amount = MoneyField(label=_("Own contribution, tenge"), required=False)
    other_amount = MoneyField(label=_("From others, tenge"), required=False)

    class Meta:
        model = BudgetLine
        fields = [
            "category", "name", "unit", "quantity", "unit_cost", "months", "requested_amount", "own_amount",
            "other_amount", "grounds",
        ]  # fmt: skip

    def __init__(self, *args: Any, limits: budget.Limits, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.limits = limits

    def clean(self) -> dict[str, Any]:
        """Every fault of the line stands at the field where it is mended."""
        told: dict[str, Any] = super().clean() or {}
        told["own_amount"], told["other_amount"] = told.get("own_amount") or 0, told.get("other_amount") or 0
        if self.errors:
            return told
        line = checks.line_of(BudgetLine(**{name: told[name] for name in self._meta.fields}))
        places = {budget.Fault.NO_QUANTITY: "quantity", budget.Fault.SUMS_DIFFER: "requested_amount"}
        places[budget.Fault.NOT_ALLOWED] = "category"
        for fault in budget.line_faults(line, self.limits):
            self.add_error(places.get(fault, "name"), wording.BUDGET[fault])
        return told


SECTIONS: dict[str, tuple[str, type[forms.ModelForm]]] = {
    "target-group": ("target_groups", TargetGroupForm),
    "workplan": ("work_items", WorkItemForm),
    "indicators": ("indicators", IndicatorForm),
    "budget": ("budget_lines", BudgetLineForm),
}


def rows(section: str, application: Application, data: Any, extra: int) -> BaseModelFormSet:
    """The rows of a section, with `extra` empty ones at the end."""
    part, form = SECTIONS[section]
    kind = modelformset_factory(form._meta.model, form=form, extra=extra, can_delete=True, max_num=100)
    options = {"limits": checks.limits_of(application.lot)} if section == "budget" else {}
    return kind(data, queryset=getattr(application, part).all(), prefix="rows", form_kwargs=options)


def one_more(posted: Any) -> Any:
    """The same rows as posted, with room for one more; nothing typed is lost."""
    data = posted.copy()
    data["rows-TOTAL_FORMS"] = str(min(int(data.get("rows-TOTAL_FORMS") or 0) + 1, 100))
    return data


def kept(formset: BaseModelFormSet) -> list[Any]:
    """The rows that stay: neither empty nor marked for removal."""
    gone = {id(form) for form in formset.deleted_forms}
    return [f.instance for f in formset if id(f) not in gone and (f.instance.pk or f.has_changed())]


class SubmitForm(forms.Form):
    """The five declarations, and the key that makes a second press harmless (Q17)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    no_conflict = forms.BooleanField(label=_("We have no conflict of interest with the commission or the customer."))
    no_profit = forms.BooleanField(label=_("The budget is at self-cost: it holds no profit."))
    truth = forms.BooleanField(label=_("Everything in the application is true."))
    no_double_funding = forms.BooleanField(label=_("No other budget money pays for the same costs."))
    data_consent = forms.BooleanField(label=_("We agree that the application is kept and read as the law says."))

    def declared(self) -> list[str]:
        """The names of the declarations that were ticked."""
        return [name for name, value in self.cleaned_data.items() if value is True]
