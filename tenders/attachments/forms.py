"""A file, and what it proves."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from files import kinds, pipeline, wording
from files.faults import Unfit
from tenders.applications.models import Application
from tenders.attachments import limits
from tenders.calls.models import Requirement
from ui import words

OTHER = "other"


def judged(application: Application, name: str, content: bytes) -> pipeline.Judged:
    """A file that this call takes. Raises ValidationError with the sentence of its fault."""
    try:
        return pipeline.judged(name, content, of=kinds.ALL, most=limits.of(application.lot.call.profile).each)
    except Unfit as unfit:
        raise forms.ValidationError(wording.sentence(unfit.fault)) from unfit


class AttachForm(forms.Form):
    """One file for one requirement; a newer one for the same takes the place of the one that is named."""

    requirement = forms.ChoiceField(
        label=gettext_lazy("What it proves"),
        error_messages={"required": gettext_lazy("Choose what the file proves.")},
    )
    replaces = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt,.ods,.png,.jpg,.jpeg"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.application = application
        self.asked = {row.code: row for row in application.lot.call.requirements.all() if row.asks_for_a_document}
        said = [(row.code, f"{row.code}. {self._proof(row)}") for row in self.asked.values()]
        self.fields["requirement"].choices = [*said, (OTHER, _("Something else"))]
        most = {"kinds": wording.ENDINGS, "size": filesizeformat(limits.of(application.lot.call.profile).each)}
        self.fields["file"].help_text = _("%(kinds)s, up to %(size)s, without macros and passwords.") % most

    def clean_file(self) -> UploadedFile:
        """Taken for what it is inside, whatever its name says."""
        given: UploadedFile = self.cleaned_data["file"]
        if given.size > limits.of(self.application.lot.call.profile).each:
            raise forms.ValidationError(wording.sentence("too_large"))
        self.judged = judged(self.application, given.name, given.read())
        return given

    def clean(self) -> dict[str, Any]:
        """The file whose place this one takes is one of the application."""
        told: dict[str, Any] = super().clean() or {}
        self.old = None
        if code := told.get("replaces"):
            self.old = self.application.attachments.standing().filter(code=code).first()
            if self.old is None:
                raise forms.ValidationError(_("The file that this one was to replace is no longer there."))
        return told

    def but_for_the_file(self) -> dict[str, Any]:
        """What the form says besides the file, which has come in parts. Raises ValidationError."""
        del self.fields["file"]
        if not self.is_valid():
            raise forms.ValidationError([text for texts in self.errors.values() for text in texts])
        return {"requirement": self.proves, "replaces": self.old}

    @property
    def proves(self) -> Requirement | None:
        """The requirement that was chosen; nothing for a file that proves something else."""
        return self.asked.get(self.cleaned_data["requirement"])

    @staticmethod
    def _proof(row: Requirement) -> str:
        return words.spoken(row, "proof", (get_language() or "kk")[:2])[1]
