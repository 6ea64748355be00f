"""The file an officer brings, looked at before it is kept; and which kind of table somebody takes out."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.imports import reading, sheets

KINDS = [(sheets.XLSX, gettext_lazy("XLSX, for a spreadsheet program")), (sheets.CSV, gettext_lazy("CSV, plain text"))]


class UploadForm(forms.Form):
    """A file of organisations."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV with the headings of the template, in Kazakh, Russian or English."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """A table that can be read, of no more than the size that is set; told by what it holds, not by its name."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MOST_BYTES:
            most = filesizeformat(settings.IMPORT_MOST_BYTES)
            raise forms.ValidationError(_("The file is larger than %(most)s. Divide it.") % {"most": most})
        try:
            reading.look_at(file)
        except sheets.Fault as fault:
            raise forms.ValidationError(sheets.sentence(fault.name, fault.facts)) from fault
        return file


class UndoForm(forms.Form):
    """Why an import is undone."""

    because = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    )


class ExportForm(forms.Form):
    """Which kind of table is taken out."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"), choices=KINDS, initial=sheets.XLSX, widget=forms.RadioSelect
    )
