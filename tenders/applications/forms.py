"""The shape of each section of an application: complete when it is finished, as it comes while it is a draft."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tenders.applications import checks, content, wording
from tenders.applications.models import Application
from tenders.applications.parts import Project
from tenders.applications.row_forms import PREFIX, ROW_FORMS, Rows, ask
from ui.forms import LongText

ROWS = 100


def _long(name: str, help_text: Any = "") -> LongText:
    return LongText(label=wording.TEXTS[name], max_length=checks.LIMITS[name], required=False, help_text=help_text)


class SummaryForm(forms.ModelForm):
    """The project in words. A draft may lack any of them."""

    title = forms.CharField(label=wording.TEXTS["title"], max_length=checks.LIMITS["title"], required=False)
    summary = _long("summary", _("The whole project in a few sentences. After the results everybody may read it."))
    problem = _long("problem", _("Whose problem it is, where, and how you know."))
    goal = _long("goal", _("What will be different when the project ends."))
    method = _long("method", _("What you will do, step by step, and why this way."))
    sustainability = _long("sustainability", _("Who goes on with the work, and from what money."))

    class Meta:
        model = Project
        fields = content.TEXTS
        labels = {"language": _("Language of the application")}
        help_texts = {"language": _("Write all of it in one language. The commission reads both.")}
        widgets = {"language": forms.RadioSelect()}

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in wording.TEXTS.items():
            ask(self.fields[name], wording.EMPTY % {"field": label}, is_draft)

    @property
    def facts(self) -> dict[str, Any]:
        """What the page asks to be kept."""
        return dict(self.cleaned_data)

    def partial(self, changed: Collection[str]) -> dict[str, Any]:
        """What may be kept already of the fields that were changed: those that can be read."""
        return {name: self.cleaned_data[name] for name in changed if name in self.cleaned_data}

    def is_readable(self, changed: Collection[str]) -> bool:
        """Whether all that was changed can be kept."""
        return not any(name in self.errors for name in changed)


def of(section: str, application: Application, data: Any = None, *, is_draft: bool = False, more: bool = False) -> Any:
    """The form of a section; `more` gives it one empty row more than it has."""
    if section == "summary":
        texts = {name: content.told(application, name) for name in content.TEXTS}
        return SummaryForm(data, initial=texts, is_draft=is_draft)
    part = checks.PARTS[section]
    stored = content.told(application, part)
    extra = 0 if stored and not more else 1
    kind = formset_factory(ROW_FORMS[part], formset=Rows, extra=extra, can_delete=True, max_num=ROWS)
    # What comes back is compared with an empty row, not with what was shown: a row left as it was is a row.
    shown = [{column: _written(value) for column, value in row.items()} for row in stored] if data is None else None
    return kind(data, part=part, lot=application.lot, stored=stored, is_draft=is_draft, initial=shown)


def overlaid(section: str, application: Application, posted: MultiValueDict) -> MultiValueDict:
    """What a page sends by itself, only the fields that were changed, laid over what is stored."""
    sent = MultiValueDict({name: posted.getlist(name) for name in posted})
    if section == "summary":
        return sent
    whole = MultiValueDict()
    for index, row in enumerate(content.told(application, checks.PARTS[section])):
        for column, value in row.items():
            whole[f"{PREFIX}-{index}-{column}"] = _written(value)
    for name, values in sent.lists():
        if not name.endswith("-DELETE"):  # a row goes when the person saves, not while the page still shows it
            whole.setlist(name, values)
    return whole


def names(section: str) -> tuple[str, ...]:
    """The texts or the part that a section holds."""
    return content.TEXTS if section == "summary" else (checks.PARTS[section],)


def _written(value: Any) -> str:
    return "" if value is None else str(value).removesuffix(".00")


class SubmitForm(forms.Form):
    """The five declarations, and the key that makes a second press harmless (Q17)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    no_conflict = forms.BooleanField(label=_("We have no conflict of interest with the commission or the customer."))
    no_profit = forms.BooleanField(label=_("The budget is at self-cost: it holds no profit."))
    truth = forms.BooleanField(label=_("Everything in the application is true."))
    no_double_funding = forms.BooleanField(label=_("No other budget money pays for the same costs."))
    data_consent = forms.BooleanField(label=_("We agree that the application is kept and read as the law says."))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in content.DECLARATIONS:
            self.fields[name].error_messages["required"] = _("Confirm: “%(declaration)s”") % {
                "declaration": self.fields[name].label
            }

    def declared(self) -> list[str]:
        """The names of the declarations that were ticked."""
        return [name for name in content.DECLARATIONS if self.cleaned_data[name]]


class SignForm(forms.Form):
    """The same in one tick, for whoever submits what a colleague has prepared; the five stand above it (U12)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I confirm all five declarations."),
        error_messages={"required": _("Confirm all five declarations.")},
    )

    def declared(self) -> list[str]:
        """The names of all five."""
        return list(content.DECLARATIONS)


def declarations() -> list[Any]:
    """The five declarations in words."""
    return [SubmitForm.base_fields[name].label for name in content.DECLARATIONS]
