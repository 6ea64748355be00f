"""What an officer writes about a body or a restricted party, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.bodies.models import RestrictedParty
from registry.organisations.bin import fault_of
from registry.organisations.forms import FAULTS


class ReasonedForm(forms.ModelForm):
    """Whatever is entered, corrected or ended here has a reason; the history shows it."""

    because = forms.CharField(label=_("Reason"), max_length=300)


class EndForm(ReasonedForm):
    """The last day of what lasted until now."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "until" in self.fields:
            self.fields["until"].required = True
            self.fields["until"].help_text = _("Once it is written it stays.")


class RestrictedPartyForm(ReasonedForm):
    """A new entry of the list (R-014)."""

    bin = forms.CharField(label=_("BIN"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    class Meta:
        model = RestrictedParty
        fields = ["bin", "name_kk", "name_ru", "ground_kk", "ground_ru", "court_act", "since", "until"]

    def clean_bin(self) -> str:
        """Every part of the number is checked, and the part that is wrong is named (R-001)."""
        number = "".join(self.cleaned_data["bin"].split())
        if fault := fault_of(number):
            raise forms.ValidationError(FAULTS[fault])
        return number
