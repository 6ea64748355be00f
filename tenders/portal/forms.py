"""What is asked of whoever checks a receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """The number and the hash of a receipt, however they were copied."""

    number = forms.CharField(
        label=_("Number of the receipt"),
        max_length=40,
        help_text=_("As on the receipt: R-7K2M-9XQD-41TV."),
        error_messages={"required": _("Enter the number of the receipt.")},
    )
    sha256 = forms.CharField(
        label=_("SHA-256 of what was received"),
        max_length=200,
        help_text=_("64 letters and digits. Blanks and new lines do not matter."),
        error_messages={"required": _("Enter the hash from the receipt.")},
    )

    def clean_number(self) -> str:
        """The number as it was given out."""
        return "".join(self.cleaned_data["number"].split()).upper()

    def clean_sha256(self) -> str:
        """The hash as it was given out."""
        return "".join(self.cleaned_data["sha256"].split()).lower()
