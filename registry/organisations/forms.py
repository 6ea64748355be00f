"""The shape of what an organisation tells about itself."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.organisations.bin import Fault, fault_of
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import LegalForm, Region, spoken
from ui.forms import DayInput, Legible

FAULTS = {
    Fault.LENGTH: _("A BIN has 12 digits and nothing else."),
    Fault.MONTH: _("Digits 3 and 4 of a BIN are the month of registration, from 01 to 12."),
    Fault.ENTREPRENEUR: _("Digit 5 says that this number belongs to an entrepreneur, not to an NGO."),
    Fault.TYPE: _("Digit 5 of the BIN of an NGO is 4 or 5."),
    Fault.PEASANT_FARM: _("Digit 6 says that this number belongs to a peasant farm, not to an NGO."),
    Fault.PART: _("Digit 6 of the BIN of an NGO is 0, 1 or 2."),
    Fault.CHECK_DIGIT: _("The last digit does not fit the others. Check the number for a slip."),
}


ROLES = _(
    "A signatory prepares applications and submits them. An editor prepares them. "
    "An accountant reads, and files the reports. A viewer reads."
)
ONE = _("Choose one entry of the list.")
# No NGO is older: a year before it was typed with a slip.
FIRST_YEAR = 1900


class NamedChoice(forms.ModelChoiceField):
    """Entries of a dictionary under their name in the reader's language."""

    default_error_messages = {"invalid_choice": ONE}

    def label_from_instance(self, obj: Any) -> str:
        return spoken(obj)


class NamedChoices(forms.ModelMultipleChoiceField):
    """Several entries of a dictionary under their names in the reader's language."""

    default_error_messages = {
        name: _("Choose only entries of the list.") for name in ("invalid_choice", "invalid_pk_value", "list")
    }

    def label_from_instance(self, obj: Any) -> str:
        return spoken(obj)


class OrganisationForm(Legible, forms.ModelForm):
    """What the register asks of an organisation (domain 6.1)."""

    bin = forms.CharField(
        label=_("BIN"),
        required=False,
        max_length=30,
        help_text=_("12 digits, from the certificate of registration. Without it you cannot apply for money."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    legal_form = NamedChoice(LegalForm.objects.all(), label=_("Legal form"), empty_label=_("Choose"))
    region = NamedChoice(Region.objects.none(), label=_("Region"), empty_label=_("Choose"))
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter the address of a website, for example example.kz.")},
    )

    class Meta:
        model = Organisation
        fields = [
            "bin", "name_kk", "name_ru", "name_en", "short_name_kk", "short_name_ru", "short_name_en", "legal_form",
            "registered_on", "registration_number", "registrar", "region", "address_kk", "address_ru", "is_rural",
            "spheres", "classes", "scale", "head_name", "phone", "email", "website",
        ]  # fmt: skip
        widgets = {
            "registered_on": DayInput(),
            "spheres": forms.CheckboxSelectMultiple(),
            "classes": forms.CheckboxSelectMultiple(),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "scale": forms.RadioSelect(),
        }
        labels = {
            "name_kk": _("Name in Kazakh"),
            "name_ru": _("Name in Russian"),
            "name_en": _("Name in English"),
            "short_name_kk": _("Short name in Kazakh"),
            "short_name_ru": _("Short name in Russian"),
            "short_name_en": _("Short name in English"),
            "registered_on": _("Date of state registration"),
            "registration_number": _("Number of the certificate of registration"),
            "registrar": _("Who registered the organisation"),
            "address_kk": _("Address in Kazakh"),
            "address_ru": _("Address in Russian"),
            "is_rural": _("The organisation works in a village"),
            "spheres": _("Spheres"),
            "classes": _("Classes"),
            "scale": _("Scale"),
            "head_name": _("Head of the organisation"),
            "phone": _("Telephone"),
            "email": _("E-mail"),
        }
        field_classes = {"spheres": NamedChoices, "classes": NamedChoices}
        error_messages = {
            "phone": {"invalid": _("Enter a telephone number, for example +7 701 234 56 78.")},
            "scale": {"invalid_choice": ONE},
        }
        help_texts = {
            "name_kk": _("As in the charter."),
            "name_ru": _("As in the charter."),
            "registrar": _("As the certificate names it, for example a department of justice."),
            "spheres": _("Those that the charter names. Choose at least one."),
            "classes": _("One organisation may belong to several."),
            "phone": _("For example +7 701 234 56 78. Only registry officers see it."),
            "email": _("Only registry officers see it."),
            "head_name": _("Full name of the person who signs for the organisation."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.on(timezone.localdate())

    def clean_bin(self) -> str | None:
        """Every part of the number is checked, and the part that is wrong is named (R-001, R-002)."""
        number = "".join(self.cleaned_data["bin"].split())
        if not number:
            return None
        if fault := fault_of(number):
            raise forms.ValidationError(FAULTS[fault])
        if self.is_of_another(number):
            taken = _("This BIN is in the register already. Find it there and ask to be connected.")
            raise forms.ValidationError(taken, code="taken")
        return number

    @property
    def is_bin_taken(self) -> bool:
        """Whether the organisation is in the register already: the page then leads to it."""
        return self.has_error("bin", "taken")

    def is_of_another(self, number: str) -> bool:
        """Whether another organisation of the register has this BIN (R-002)."""
        return Organisation.objects.filter(bin=number).exclude(pk=self.instance.pk).exists()

    def clean_legal_form(self) -> LegalForm:
        """A form that is not an NGO is refused with its own reason (R-012, A10)."""
        chosen: LegalForm = self.cleaned_data["legal_form"]
        if not chosen.is_ngo:
            raise forms.ValidationError(spoken(chosen, "refusal"))
        return chosen

    def clean_registered_on(self) -> Any:
        """Nobody is registered in the future, or before there were NGOs."""
        day = self.cleaned_data["registered_on"]
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Write the year with its four digits, for example 1994."))
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date of registration is in the future."))
        return day


class InviteForm(Legible, forms.Form):
    """Whom the head invites, and in which role."""

    email = forms.EmailField(label=_("E-mail of the person"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[choice for choice in Link.Role.choices if choice[0] != Link.Role.HEAD],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": ONE},
        help_text=ROLES,
    )
