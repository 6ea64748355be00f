"""The shape of founders, posts and private data, with every number checked by its own digits (S48)."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from registry.organisations.bin import check_digit
from registry.persons import countries, iban, iin
from registry.persons.models import Founder, Post, PrivateData
from ui.forms import DayInput

IIN_FAULTS = {
    iin.Fault.LENGTH: _("An IIN has 12 digits and nothing else."),
    iin.Fault.CENTURY: _("Digit 7 of an IIN is from 0 to 6."),
    iin.Fault.DAY: _("The first six digits of an IIN are a day of birth: year, month, day."),
    iin.Fault.CHECK_DIGIT: _("The last digit does not fit the others. Check the number for a slip."),
}
IBAN_FAULTS = {
    iban.Fault.COUNTRY: _("An account in Kazakhstan begins with KZ."),
    iban.Fault.LENGTH: _("An account has 20 characters: KZ, five digits, then thirteen digits or Latin letters."),
    iban.Fault.CHECK_DIGITS: _("The check digits do not fit the account. Check the number for a slip."),
}


def _of_the_moment() -> tuple[tuple[str, str], ...]:
    return countries.choices((get_language() or "kk")[:2])


def _secret(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **more})


def checked_iin(text: str) -> str:
    """An IIN without blanks, or nothing. Refuses a number that no person holds and names the part that is wrong."""
    number = "".join(text.split())
    if number and (fault := iin.fault_of(number)):
        raise forms.ValidationError(IIN_FAULTS[fault])
    return number


class BegunForm(forms.Form):
    """What begins on a day that has come."""

    since = forms.DateField(label=_("Since"), widget=DayInput())

    def clean_since(self) -> Any:
        """Nothing begins in the future here."""
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future: write it when it has come."))
        return day


class FounderForm(BegunForm):
    """A founder and its share."""

    kind = forms.ChoiceField(label=_("Kind of founder"), choices=Founder.Kind, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the founder"), max_length=300)
    country = forms.ChoiceField(label=_("Country"), choices=_of_the_moment, initial=countries.HOME)
    share = forms.DecimalField(
        label=_("Share, %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("Leave it empty where founders hold no shares, as in most NGOs."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    iin_bin = forms.CharField(
        label=_("IIN or BIN"),
        required=False,
        max_length=30,
        help_text=_("12 digits. It is kept in cipher and shown to nobody but a registry officer with a purpose."),
        widget=_secret(inputmode="numeric"),
    )
    field_order = ["kind", "name", "country", "share", "iin_bin", "since"]

    def clean(self) -> dict[str, Any]:
        """The number of a person is an IIN, that of an organisation a BIN; founders from abroad may have none."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        number = "".join(facts.get("iin_bin", "").split())
        try:
            facts["iin_bin"] = checked_iin(number) if facts.get("kind") == Founder.Kind.PERSON else _checked_bin(number)
        except forms.ValidationError as fault:
            self.add_error("iin_bin", fault)
        return facts


class PostForm(BegunForm):
    """A person and the post; no account is needed."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    role = forms.ChoiceField(label=_("Post"), choices=Post.Role, widget=forms.RadioSelect)
    iin = forms.CharField(
        label=_("IIN"),
        required=False,
        max_length=30,
        help_text=_("12 digits. The number itself is not kept, only a mark by which the same person is known again."),
        widget=_secret(inputmode="numeric"),
    )
    field_order = ["name", "role", "iin", "since"]

    def clean_iin(self) -> str:
        """Checked by its own digits."""
        return checked_iin(self.cleaned_data["iin"])


class EndForm(forms.Form):
    """The day on which a founder or a person with a post left."""

    until = forms.DateField(label=_("Last day"), widget=DayInput())


class PrivateForm(forms.ModelForm):
    """Bank account, IIN and telephone; a field left empty keeps what was written before."""

    bank_account = forms.CharField(
        label=_("Bank account (IBAN)"),
        required=False,
        max_length=40,
        help_text=_("Begins with KZ and has 20 characters."),
        widget=_secret(),
    )
    head_iin = forms.CharField(
        label=_("IIN of the head"),
        required=False,
        max_length=30,
        help_text=_("12 digits."),
        widget=_secret(inputmode="numeric"),
    )
    head_phone = PhoneNumberField(
        label=_("Personal telephone of the head"),
        required=False,
        help_text=_("For example +7 701 234 56 78."),
        widget=_secret(type="tel"),
        error_messages={"invalid": _("Enter a telephone number, for example +7 701 234 56 78.")},
    )

    class Meta:
        model = PrivateData
        fields = ["bank_account", "bank_name", "bic", "head_iin", "head_phone"]
        labels = {"bank_name": _("Bank"), "bic": _("BIC of the bank")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Neither dots nor the value itself stand in a box to type in.
        for name in ("bank_account", "head_iin", "head_phone"):
            self.initial.pop(name, None)

    def clean_bank_account(self) -> str:
        """Checked by its own digits (modulo 97)."""
        number = "".join(self.cleaned_data["bank_account"].split()).upper()
        if number and (fault := iban.fault_of(number)):
            raise forms.ValidationError(IBAN_FAULTS[fault])
        return number

    def clean_bic(self) -> str:
        """Eight or eleven characters, as banks are named to each other (ISO 9362)."""
        code = "".join(self.cleaned_data["bic"].split()).upper()
        if code and not re.fullmatch(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", code):
            raise forms.ValidationError(_("A BIC has 8 or 11 Latin letters and digits, for example KZKOKZKX."))
        return code

    def clean_head_iin(self) -> str:
        """Checked by its own digits."""
        return checked_iin(self.cleaned_data["head_iin"])

    def clean_head_phone(self) -> str:
        """Written in one way, so that the same number is found again."""
        return str(self.cleaned_data["head_phone"] or "")

    def _post_clean(self) -> None:
        """Nothing: the action writes; a record on the page keeps what the database holds."""


def _checked_bin(number: str) -> str:
    if not number:
        return ""
    if not re.fullmatch(r"[0-9]{12}", number):
        raise forms.ValidationError(_("A BIN has 12 digits and nothing else."))
    if number[11] != str(check_digit(number[:11])):
        raise forms.ValidationError(_("The last digit does not fit the others. Check the number for a slip."))
    return number
