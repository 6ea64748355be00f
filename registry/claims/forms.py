"""What is asked of a person who looks for an organisation, claims to act for it, or hands it over."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files import kinds, pipeline, wording
from files.faults import Unfit
from registry.organisations.bin import fault_of
from registry.organisations.forms import FAULTS, ROLES
from registry.people.models import Link
from ui.forms import DayInput, LongText

LETTERS = 3


class FindForm(forms.Form):
    """A BIN, or words of a name."""

    words = forms.CharField(
        label=gettext_lazy("BIN or name"),
        max_length=100,
        help_text=gettext_lazy("12 digits of the BIN find one organisation. Words of its name find several."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the BIN or the name of your organisation.")},
    )

    def clean_words(self) -> str:
        """A number must be a whole BIN (R-001); a name must have letters enough to look for."""
        words = " ".join(self.cleaned_data["words"].split())
        number = words.replace(" ", "")
        if number.isdigit():
            if fault := fault_of(number):
                raise forms.ValidationError(FAULTS[fault])
            return number
        if sum(map(str.isalnum, words)) < LETTERS:
            raise forms.ValidationError(_("Type at least three letters of the name."))
        return words

    @property
    def bin(self) -> str:
        """The BIN that was asked for, if it was a BIN."""
        words: str = self.cleaned_data.get("words", "")
        return words if words.isdigit() else ""


class ClaimForm(forms.Form):
    """In which role a person wants to act for an organisation, and what shows that they may (R-007)."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Link.Role.choices, widget=forms.RadioSelect, help_text=ROLES
    )
    statement = LongText(
        label=gettext_lazy("Who you are in the organisation"),
        max_length=1000,
        help_text=gettext_lazy("One or two sentences, for example: “I was elected chair on 12 June 2026.”"),
    )
    document = forms.FileField(
        label=gettext_lazy("Document"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": gettext_lazy("Attach the document.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        limit = {"limit": settings.CLAIM_DOCUMENT_MEGABYTES}
        self.fields["document"].help_text = (
            _(
                "The order that appoints you, or a power of attorney: PDF, JPEG or PNG of at most %(limit)d MB. "
                "Only whoever decides reads it, and it is destroyed afterwards."
            )
            % limit
        )

    def clean_document(self) -> UploadedFile:
        """The size by the setting, the kind by how the file begins, then the way of all files; its name is not kept."""
        document: UploadedFile = self.cleaned_data["document"]
        limit = settings.CLAIM_DOCUMENT_MEGABYTES
        if document.size > limit * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than %(limit)d MB.") % {"limit": limit})
        content = document.read()
        document.seek(0)
        kind = kinds.beginning_of(content)
        if kind not in kinds.SCANS:
            raise forms.ValidationError(_("The file is no PDF, JPEG or PNG. Scan or photograph the document."))
        try:
            pipeline.passed(f"document.{kind}", content, of=kinds.SCANS, most=limit * 1024 * 1024)
        except Unfit as unfit:
            raise forms.ValidationError(wording.sentence(unfit.fault)) from unfit
        return document


class RefuseForm(forms.Form):
    """Why a claim is refused."""

    because = LongText(
        label=gettext_lazy("Reason of the refusal"),
        max_length=500,
        help_text=gettext_lazy("The person reads it. Say what is missing and what to do."),
    )


class HandOverForm(forms.Form):
    """Who becomes the head, and what becomes of the one who hands over."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Who becomes the head"), widget=forms.RadioSelect, required=True, initial=""
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the other person"),
        required=False,
        help_text=gettext_lazy("Only if you chose another person."),
    )
    stays_as = forms.ChoiceField(
        label=gettext_lazy("What becomes of you"),
        widget=forms.RadioSelect,
        choices=[
            ("leave", gettext_lazy("I leave the organisation")),
            *((role.value, role.label) for role in Link.Role if role != Link.Role.HEAD),
        ],
    )

    def __init__(self, *args: Any, people: list[Link], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(link.pk): link for link in people}
        known = [(key, str(link)) for key, link in self.people.items()]
        self.fields["successor"].choices = [*known, ("other", _("another person, by e-mail"))]

    def clean(self) -> dict[str, Any]:
        """The address of a person who acts already, or the one that was typed; and what the head keeps."""
        facts = super().clean()
        if chosen := self.people.get(facts.get("successor", "")):
            facts["email"] = chosen.user.email
        elif "successor" in facts and not facts.get("email") and "email" not in self.errors:
            self.add_error("email", _("Type the e-mail of the person."))
        return facts

    def told(self) -> dict[str, str]:
        """What the action asks for."""
        stays = self.cleaned_data["stays_as"]
        return {"email": self.cleaned_data["email"], "stays_as": "" if stays == "leave" else stays}


class ProxyForm(forms.Form):
    """The power of attorney of a signatory."""

    number = forms.CharField(label=gettext_lazy("Number of the power of attorney"), max_length=60)
    first = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput(),
        help_text=gettext_lazy("After this day the person can submit nothing until you write down a new one."),
    )

    def clean(self) -> dict[str, Any]:
        """The days are the right way round."""
        facts = super().clean()
        if facts.get("first") and facts.get("last") and facts["last"] < facts["first"]:
            self.add_error("last", _("The last day comes before the first."))
        return facts
