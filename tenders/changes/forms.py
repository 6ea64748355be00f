"""What is typed to change a published call, to declare an outage, to agree directly."""

from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from tenders.calls.models import Call
from tenders.changes import failures, parts
from tenders.plans.target import is_everyone
from ui.forms import DayInput, Legible, LongText, MomentInput


class ReasonForm(Legible, forms.Form):
    """Why; published in both languages."""

    because_kk = LongText(label=_("Reason, in Kazakh"), max_length=2000)
    because_ru = LongText(label=_("Reason, in Russian"), max_length=2000)


class AmendmentForm(Legible, forms.ModelForm):
    """A part of a call in other words, and why."""

    because_kk = LongText(label=_("Reason, in Kazakh"), max_length=2000)
    because_ru = LongText(label=_("Reason, in Russian"), max_length=2000)

    def clean(self) -> dict[str, Any]:
        """The work ends after it begins, after the deadline; the group stays bounded (A15)."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] <= told["starts_on"]:
            self.add_error("ends_on", _("The work ends after it begins."))
        for name in ("target_group_kk", "target_group_ru"):
            if is_everyone(told.get(name, "")):
                self.add_error(name, _("The order serves a bounded group, not everyone: name it and its entry test."))
        return told

    @property
    def reasons(self) -> dict[str, str]:
        """Why, in both languages."""
        return {name: self.cleaned_data[name] for name in ("because_kk", "because_ru")}


def amendment(data: Any, record: Any) -> AmendmentForm:
    """The form of one part of a call."""
    fields = parts.FIELDS[type(record)]
    widgets = {name: DayInput() for name in fields if name.endswith("_on")}
    form = modelform_factory(type(record), form=AmendmentForm, fields=fields, widgets=widgets)
    return form(data, instance=record)


class ExtensionForm(ReasonForm):
    """A later deadline, and why."""

    to = forms.DateTimeField(
        label=_("New deadline"), widget=MomentInput(), help_text=_("Astana time, on a working day.")
    )
    field_order = ("to", "because_kk", "because_ru")


class IncidentForm(Legible, forms.Form):
    """From when to when the portal did not work, and how that is known."""

    began_at = forms.DateTimeField(label=_("Outage began"), widget=MomentInput(), help_text=_("Astana time."))
    ended_at = forms.DateTimeField(label=_("Outage ended"), widget=MomentInput(), help_text=_("Astana time."))
    evidence_kk = LongText(label=_("What happened, in Kazakh"), max_length=2000)
    evidence_ru = LongText(label=_("What happened, in Russian"), max_length=2000)

    def clean(self) -> dict[str, Any]:
        """It begins before it ends."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("began_at") and told.get("ended_at") and told["ended_at"] <= told["began_at"]:
            self.add_error("ended_at", _("An outage begins before it ends, and is declared when it is over."))
        return told


class DirectAgreementForm(ReasonForm):
    """Which call failed first, and why the customer agrees directly."""

    first = forms.ModelChoiceField(Call.objects.none(), label=_("Call that failed before"))
    field_order = ("first", "because_kk", "because_ru")

    def __init__(self, *args: Any, call: Call, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["first"].queryset = failures.before(call)
