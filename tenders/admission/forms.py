"""The shape of a ruling."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tenders.calls.models import Requirement
from ui import words
from ui.forms import LongText

VERDICTS = [("admit", gettext_lazy("Admit to scoring")), ("reject", gettext_lazy("Reject"))]
REASON_MAX = 2000
LABEL = 70


class RequirementChoice(forms.ModelChoiceField):
    """A published requirement by its code and the beginning of its text, in the reader's language."""

    def label_from_instance(self, requirement: Requirement) -> str:
        """What the list shows for one requirement."""
        text = words.spoken(requirement, "text", (get_language() or "kk")[:2])[1]
        return f"{requirement.code}. {Truncator(text).chars(LABEL)}"


class RulingForm(forms.Form):
    """Admit, or reject on one published requirement with the reason in both languages (R-056)."""

    verdict = forms.ChoiceField(label=gettext_lazy("Ruling"), choices=VERDICTS, widget=forms.RadioSelect)
    requirement = RequirementChoice(
        label=gettext_lazy("Requirement not met"),
        help_text=gettext_lazy("Only for a rejection."),
        queryset=Requirement.objects.none(),
        required=False,
        empty_label="–",
    )
    reason_kk = LongText(label=gettext_lazy("Reason in Kazakh"), max_length=REASON_MAX, required=False)
    reason_ru = LongText(label=gettext_lazy("Reason in Russian"), max_length=REASON_MAX, required=False)

    def __init__(self, *args: Any, requirements: QuerySet[Requirement], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements
        for name in ("reason_kk", "reason_ru"):
            self.fields[name].widget.attrs |= {"rows": 3, "lang": name[-2:]}

    def clean(self) -> dict[str, Any]:
        """A rejection names its requirement and says why, in both languages."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") != "reject":
            return cleaned
        asked = {
            "requirement": _("Name the requirement that is not met."),
            "reason_kk": _("Say in Kazakh why it is not met."),
            "reason_ru": _("Say in Russian why it is not met."),
        }
        for name, sentence in asked.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @property
    def is_admitted(self) -> bool:
        """Whether the ruling is to admit."""
        return self.cleaned_data["verdict"] == "admit"

    @property
    def grounds(self) -> dict[str, Any]:
        """On which requirement it is rejected, and why."""
        return {name: self.cleaned_data[name] for name in ("requirement", "reason_kk", "reason_ru")}
