"""The shape of a call, its lots, criteria and requirements."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.bodies.models import StateBody
from registry.organisations.forms import NamedChoice, NamedChoices
from registry.reference.models import Region, Sphere
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.calls.target import is_everyone
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday, Profile
from ui.forms import DayInput, MomentInput, MoneyField


def standard_facts(body: int, at: datetime) -> dict[str, Any]:
    """What a new call of a state body is offered: the default profile, and the earliest lawful dates from today."""
    profile, today = Profile.objects.filter(is_default=True).first(), timezone.localdate(at)
    customer = StateBody.objects.get(pk=body)
    facts = {
        "customer": body,
        "level": customer.level_of_its_calls,
        "publish_on": Holiday.objects.calendar().next_working(today),
    }
    if profile:
        noon = datetime.combine(facts["publish_on"], time(12), tzinfo=ALMATY)
        deadline = profile.window_end(noon, profile.submission_days, profile.submission_unit)
        facts |= {"profile": profile, "deadline_at": deadline, "opening_at": deadline}
    return facts


def _long(*names: str) -> dict[str, forms.Textarea]:
    return {name: forms.Textarea(attrs={"rows": 4}) for name in names}


class CallForm(forms.ModelForm):
    """What is ordered, why at this level, and when."""

    customer = NamedChoice(StateBody.objects.none(), label=_("Customer"))
    sphere = NamedChoice(Sphere.objects.all(), label=_("Sphere"))
    profile = NamedChoice(Profile.objects.all(), label=_("Procedure profile"))

    class Meta:
        model = Call
        fields = [
            "customer", "instrument", "profile", "level", "sphere", "title_kk", "title_ru", "purpose_kk", "purpose_ru",
            "subsidiarity_kk", "subsidiarity_ru", "legal_basis", "budget_code", "contact_name", "contact_phone",
            "contact_email", "publish_on", "deadline_at", "opening_at",
        ]  # fmt: skip
        widgets = {
            "publish_on": DayInput(),
            "deadline_at": MomentInput(),
            "opening_at": MomentInput(),
            **_long("purpose_kk", "purpose_ru", "subsidiarity_kk", "subsidiarity_ru"),
        }
        help_texts = {
            "subsidiarity_kk": _("Why a lower level or the market cannot do it."),
            "subsidiarity_ru": _("Why a lower level or the market cannot do it."),
            "deadline_at": _("Astana time, on a working day."),
            "opening_at": _("Astana time: at the deadline or shortly after it."),
        }

    def __init__(self, *args: Any, bodies: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = StateBody.objects.filter(pk__in=bodies)
        if self.instance.pk:
            del self.fields["customer"]

    def clean(self) -> dict[str, Any]:
        """The opening follows the deadline."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("deadline_at") and told.get("opening_at") and told["opening_at"] < told["deadline_at"]:
            self.add_error("opening_at", _("Applications are opened after the deadline, not before it."))
        return told


class LotForm(forms.ModelForm):
    """A part of the call: what, for whom, where, how much."""

    budget_amount = MoneyField(label=_("Budget, tenge"), min_value=1)

    class Meta:
        model = Lot
        fields = [
            "title_kk", "title_ru", "description_kk", "description_ru", "target_group_kk", "target_group_ru",
            "results_kk", "results_ru", "regions", "budget_amount", "starts_on", "ends_on", "max_awards",
            "reserve_size", "allow_skip",
        ]  # fmt: skip
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "regions": forms.CheckboxSelectMultiple(),
            **_long("description_kk", "description_ru", "target_group_kk", "target_group_ru"),
            **_long("results_kk", "results_ru"),
        }
        field_classes = {"regions": NamedChoices}
        help_texts = {
            "regions": _("Leave all empty for the whole country."),
            "max_awards": _("Leave empty if only the budget limits them."),
            "target_group_kk": _("A bounded group with an entry test, not everyone."),
            "target_group_ru": _("A bounded group with an entry test, not everyone."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = Region.objects.on(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """The work ends after it begins, and serves a bounded group (A15)."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] <= told["starts_on"]:
            self.add_error("ends_on", _("The work ends after it begins."))
        for name in ("target_group_kk", "target_group_ru"):
            if is_everyone(told.get(name, "")):
                self.add_error(name, _("The order serves a bounded group, not everyone: name it and its entry test."))
        return told


class AnchorsField(forms.CharField):
    """One line for each mark, from 0 upwards."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        """The lines as one text."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """The text as lines, empty ones left out."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any line differs."""
        return self.to_python(data) != (initial or [])


class CriterionForm(forms.ModelForm):
    """One criterion: its weight of 100, and what each mark means."""

    anchors_kk = AnchorsField(label=_("What each mark means, in Kazakh"), help_text=_("One line a mark, from 0 up."))
    anchors_ru = AnchorsField(label=_("What each mark means, in Russian"), help_text=_("One line a mark, from 0 up."))

    class Meta:
        model = Criterion
        fields = ["name_kk", "name_ru", "weight", "min_points", "is_price", "anchors_kk", "anchors_ru"]
        help_texts = {
            "weight": _("Of 100; all weights together make 100."),
            "min_points": _("Below this mean mark an application cannot win."),
        }


class RequirementForm(forms.ModelForm):
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


def criteria_rows(data: Any, call: Call) -> BaseModelFormSet:
    """The criteria of a call as rows."""
    new = [{"min_points": call.profile.criterion_min_points}]
    return _rows(CriterionForm)(data, queryset=call.criteria.all(), initial=new, prefix="criteria")


def requirement_rows(data: Any, call: Call) -> BaseModelFormSet:
    """The requirements of a call as rows."""
    return _rows(RequirementForm)(data, queryset=call.requirements.all(), prefix="requirements")


def _rows(form: type[forms.ModelForm]) -> type[BaseModelFormSet]:
    return modelformset_factory(form._meta.model, form=form, formset=Rows, extra=1, can_delete=True, max_num=20)


class SendBackForm(forms.Form):
    """Why an approved call becomes a draft again."""

    because = forms.CharField(
        label=_("What has to be mended"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )


class CancelForm(forms.Form):
    """Why a published call ends; published in both languages (R-028)."""

    because_kk = forms.CharField(
        label=_("Reason, in Kazakh"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    because_ru = forms.CharField(
        label=_("Reason, in Russian"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
