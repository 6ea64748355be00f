"""The shape of a call, part by part: its texts, dates, lots with costs, requirements, criteria, documents."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle import chain
from registry.bodies.models import StateBody
from registry.organisations.forms import NamedChoice, NamedChoices
from registry.reference.models import Region, Sphere
from tenders.calls.models import Call, Lot
from tenders.plans.models import Theme
from tenders.plans.target import is_everyone
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday, Profile
from ui.forms import DayInput, Legible, MomentInput, MoneyField


def standard_dates(profile: Profile | None, at: datetime) -> dict[str, Any]:
    """The earliest lawful dates of a call from today, by the numbers of its profile."""
    publish_on = Holiday.objects.calendar().next_working(timezone.localdate(at))
    if profile is None:
        return {"publish_on": publish_on}
    deadline = earliest_deadline(profile, publish_on)
    return {"publish_on": publish_on, "deadline_at": deadline, "opening_at": deadline}


def earliest_deadline(profile: Profile, publish_on: Any) -> datetime:
    """The first lawful deadline of a call that is published on this day (R-026)."""
    noon = datetime.combine(publish_on, time(12), tzinfo=ALMATY)
    return profile.window_end(noon, profile.submission_days, profile.submission_unit)


def standard_facts(body: int) -> dict[str, Any]:
    """What the first page of a new call offers: the default profile, and the level of the state body."""
    customer = StateBody.objects.get(pk=body)
    profile = Profile.objects.filter(is_default=True).first()
    return {"customer": body, "level": customer.level_of_its_calls, "profile": profile}


def offered_by(theme: Theme) -> dict[str, Any]:
    """What an approved theme offers for the first page of a call that begins from it."""
    return {name: getattr(theme, name) for name in ("sphere", "profile", "title_kk", "title_ru")}


def taken_from(theme: Theme | None) -> dict[str, Any]:
    """What a call takes from its theme unasked: the theme itself, and the need as its purpose."""
    return {"theme": theme, "purpose_kk": theme.need_kk, "purpose_ru": theme.need_ru} if theme else {}


def _long(*names: str) -> dict[str, forms.Textarea]:
    return {name: forms.Textarea(attrs={"rows": 4}) for name in names}


class StartForm(Legible, forms.ModelForm):
    """What a call begins with; everything else is written in any order afterwards."""

    customer = NamedChoice(StateBody.objects.none(), label=_("Customer"))
    sphere = NamedChoice(Sphere.objects.all(), label=_("Sphere"))
    profile = NamedChoice(Profile.objects.all(), label=_("Procedure profile"))

    class Meta:
        model = Call
        fields = ["customer", "instrument", "profile", "level", "sphere", "title_kk", "title_ru"]
        help_texts = {
            "instrument": _("It brings its own legal basis, criteria and requirements, and cannot be changed later."),
            "title_kk": _("What is done, and for whom."),
            "title_ru": _("What is done, and for whom."),
        }

    def __init__(self, *args: Any, bodies: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = StateBody.objects.filter(pk__in=bodies)

    def facts(self, by: Any, at: datetime) -> dict[str, Any]:
        """What was chosen, the earliest lawful dates, and the officer as the one who answers questions."""
        contact = {"contact_name": by.name, "contact_email": by.email}
        return contact | standard_dates(self.cleaned_data["profile"], at) | self.cleaned_data


class PartForm(Legible, forms.ModelForm):
    """A part of the texts of a call; a draft that saves itself may lack any of them."""

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_draft:
            for field in self.fields.values():
                field.required = False

    def partial(self, changed: list[str]) -> dict[str, Any]:
        """What may be kept already of the fields that were changed: texts as they are, the rest if it can be read."""
        texts = (forms.CharField, forms.EmailField)
        kept = [name for name in changed if name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in kept if self.cleaned_data[name] or self._is(name, texts)}

    def is_readable(self, changed: list[str]) -> bool:
        """Whether all that was changed can be kept."""
        return not any(name in self.errors for name in changed)

    def _is(self, name: str, kinds: tuple[type, ...]) -> bool:
        return isinstance(self.fields[name], kinds)


class TopicForm(PartForm):
    """What is ordered, by which rules, and who answers questions."""

    sphere = NamedChoice(Sphere.objects.all(), label=_("Sphere"))
    profile = NamedChoice(Profile.objects.all(), label=_("Procedure profile"))

    class Meta:
        model = Call
        fields = [
            "title_kk", "title_ru", "purpose_kk", "purpose_ru", "profile", "level", "sphere", "legal_basis",
            "budget_code", "contact_name", "contact_phone", "contact_email",
        ]  # fmt: skip
        widgets = _long("purpose_kk", "purpose_ru")
        help_texts = {
            "purpose_kk": _("What changes for which people. Services to people, not aid to an NGO."),
            "purpose_ru": _("What changes for which people. Services to people, not aid to an NGO."),
        }


class WhyForm(PartForm):
    """Why this level of the state orders it, and does not do it itself (domain 3.2)."""

    class Meta:
        model = Call
        fields = ["subsidiarity_kk", "subsidiarity_ru"]
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in ("subsidiarity_kk", "subsidiarity_ru")}
        help_texts = {
            "subsidiarity_kk": _("Why a lower level or the market cannot do it."),
            "subsidiarity_ru": _("Why a lower level or the market cannot do it."),
        }


class DatesForm(PartForm):
    """When the call is published, until when it takes applications, and when they are opened."""

    class Meta:
        model = Call
        fields = ["publish_on", "deadline_at", "opening_at"]
        widgets = {"publish_on": DayInput(), "deadline_at": MomentInput(), "opening_at": MomentInput()}
        help_texts = {
            "deadline_at": _("Astana time, on a working day."),
            "opening_at": _("Astana time: at the deadline or shortly after it."),
        }

    def clean(self) -> dict[str, Any]:
        """The opening follows the deadline."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("deadline_at") and told.get("opening_at") and told["opening_at"] < told["deadline_at"]:
            self.add_error("opening_at", _("Applications are opened after the deadline, not before it."))
        return told


PARTS: dict[str, type[PartForm]] = {"topic": TopicForm, "why": WhyForm, "dates": DatesForm}


class PercentField(MoneyField):
    """A share as people write it: “10”, “12,5”."""

    suffix = "%"
    default_error_messages = {"invalid": _("Enter a number of percent, for example 10 or 12,5.")}


class LotForm(Legible, forms.ModelForm):
    """A part of the call: what, for whom, where, how much."""

    budget_amount = MoneyField(
        label=_("Budget, tenge"),
        min_value=1,
        required=False,
        help_text=_("Leave empty: it is the sum of the cost lines below."),
    )
    own_share_percent = PercentField(
        label=_("Own contribution of the applicant at least"),
        max_digits=5,
        max_value=100,
        required=False,
        help_text=_("Of what the project costs in all. Leave empty if nothing of their own is asked."),
    )

    class Meta:
        model = Lot
        fields = [
            "title_kk", "title_ru", "description_kk", "description_ru", "target_group_kk", "target_group_ru",
            "results_kk", "results_ru", "regions", "starts_on", "ends_on", "max_awards",
            "reserve_size", "allow_skip", "own_share_percent", "budget_amount",
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
            "target_group_kk": _("A bounded group with an entry test and a number of people, not everyone."),
            "target_group_ru": _("A bounded group with an entry test and a number of people, not everyone."),
        }

    def __init__(self, *args: Any, costs: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.costs = costs
        self.fields["regions"].queryset = Region.objects.on(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """The work ends after it begins, serves a bounded group (A15), and costs what its lines add up to (R-023)."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] <= told["starts_on"]:
            self.add_error("ends_on", _("The work ends after it begins."))
        for name in ("target_group_kk", "target_group_ru"):
            if is_everyone(told.get(name, "")):
                self.add_error(name, _("The order serves a bounded group, not everyone: name it and its entry test."))
        if told.get("budget_amount") is None and "budget_amount" not in self.errors:
            told["budget_amount"] = self._sum_of_costs()
        return told

    def _sum_of_costs(self) -> Decimal | None:
        if self.costs is None or not self.costs.is_valid():
            return self.instance.budget_amount
        total = sum((line.amount for line in self.costs.rows), Decimal(0))
        if not total:
            self.add_error("budget_amount", _("Enter the budget, or the cost lines that make it."))
        return total or None


class AnswersForm(Legible, forms.Form):
    """Why the call keeps what it was warned of; an answer that is left empty stays owed."""

    def __init__(self, *args: Any, warnings: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.warnings = {self.name_of(one.doubt): one for one in warnings}
        for name, one in self.warnings.items():
            self.fields[name] = forms.CharField(
                label=_("Why it stays as it is"),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=one.answer.reason if one.answer else "",
            )

    @staticmethod
    def name_of(doubt: Any) -> str:
        """A name that changes with the words: an answer to other words is not taken for one to these."""
        return f"reason-{chain.fingerprint(doubt.key + doubt.fingerprint)[:16]}"

    @property
    def answers(self) -> dict[str, str]:
        """The answers by the keys of their warnings."""
        return {one.doubt.key: self.cleaned_data[name].strip() for name, one in self.warnings.items()}


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
