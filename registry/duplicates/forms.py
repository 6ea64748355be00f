"""What an officer decides about two records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Organisation


class DecisionForm(forms.Form):
    """One organisation or two; and of one, which record goes on."""

    LEFT, RIGHT, APART = "left", "right", "apart"

    verdict = forms.ChoiceField(
        label=_("What are they?"),
        widget=forms.RadioSelect,
        choices=[
            (LEFT, _("One organisation: the left record goes on, the right one is merged into it")),
            (RIGHT, _("One organisation: the right record goes on, the left one is merged into it")),
            (APART, _("Two organisations: do not show this pair again")),
        ],
    )
    because = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("It stands in the history of both. If both have a verified BIN, write which one is right."),
    )


class OtherForm(forms.Form):
    """With which other record an organisation is compared."""

    number = forms.CharField(label=_("Code or BIN of the other record"), max_length=12)

    def clean_number(self) -> Organisation:
        """A record that is there."""
        found: Any = Organisation.objects.under(self.cleaned_data["number"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("No organisation has this code or BIN."))
        return found
