"""What an officer writes about a body, its members, an event or a restricted party, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.bodies.models import Body, BodyEvent, Membership, RestrictedParty
from registry.organisations.bin import fault_of
from registry.organisations.forms import FAULTS
from registry.organisations.models import Organisation


def checked_bin(typed: str) -> str:
    """The digits alone; every part of the number is checked, and the part that is wrong is named (R-001)."""
    number = "".join(typed.split())
    if fault := fault_of(number):
        raise forms.ValidationError(FAULTS[fault])
    return number


def _bin_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=_("BIN"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options
    )


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


class BodyForm(ReasonedForm):
    """A body of NGOs; its code stays."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Body
        fields = [
            "code", "kind", "level", "region", "name_kk", "name_ru", "name_en", "founded_on", "founded_precision",
            "tasks_kk", "tasks_ru", "tasks_en", "website", "source",
        ]  # fmt: skip


class BodyEventForm(ReasonedForm):
    """An event of the sector."""

    class Meta:
        model = BodyEvent
        fields = ["body", "on", "until", "precision", "what_kk", "what_ru", "what_en", "source"]


class MembershipForm(ReasonedForm):
    """A member: an organisation of the register by its BIN, or a founder by name, or one of whom nothing is known."""

    bin = _bin_field(required=False, help_text=_("Of an organisation of the register; its name is taken from there."))

    class Meta:
        model = Membership
        fields = ["body", "name_kk", "name_ru", "is_founding", "since", "until"]

    def clean_bin(self) -> str:
        """The number of an organisation that everybody reads in the register."""
        if not self.cleaned_data["bin"].strip():
            return ""
        number = checked_bin(self.cleaned_data["bin"])
        organisation = Organisation.objects.public().filter(bin=number).first()
        if organisation is None:
            raise forms.ValidationError(_("No organisation of the public register has this BIN."))
        self.instance.organisation = organisation
        return number

    def clean(self) -> dict[str, Any]:
        """A name is written in both languages or in none."""
        cleaned: dict[str, Any] = super().clean() or {}
        for missing, given in (("name_kk", "name_ru"), ("name_ru", "name_kk")):
            if cleaned.get(given) and not cleaned.get(missing):
                self.add_error(missing, _("Write the name in both languages."))
        if "bin" not in self.errors:
            self._name_what_contradicts(cleaned)
        return cleaned

    def _name_what_contradicts(self, cleaned: dict[str, Any]) -> None:
        is_named = bool(cleaned.get("name_kk") or cleaned.get("name_ru"))
        if self.instance.organisation is None:
            if not is_named and not cleaned.get("is_founding"):
                self.add_error("bin", _("Only a founding member may be without a BIN and a name."))
        elif is_named:
            self.add_error("name_kk", _("An organisation of the register has its name there: leave the names empty."))
        elif self._is_member_already(cleaned.get("body")):
            self.add_error("bin", _("This organisation is a member already."))

    def _is_member_already(self, body: Body | None) -> bool:
        organisation = self.instance.organisation
        return organisation is not None and organisation.memberships.filter(body=body, until__isnull=True).exists()


class RestrictedPartyForm(ReasonedForm):
    """A new entry of the list (R-014)."""

    bin = _bin_field()

    class Meta:
        model = RestrictedParty
        fields = ["bin", "name_kk", "name_ru", "ground_kk", "ground_ru", "court_act", "since", "until"]

    def clean_bin(self) -> str:
        """A number that an NGO can hold."""
        return checked_bin(self.cleaned_data["bin"])
