"""The shape of each section of an application: complete when it is finished, as it comes while it is a draft."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tenders.applications import budget_form, checks, content, wording
from tenders.applications.models import Application
from tenders.applications.parts import Language, Project
from tenders.applications.people_forms import PEOPLE_FORMS
from tenders.applications.plan_forms import PLAN_FORMS
from tenders.applications.row_forms import PREFIX, Rows, ask
from ui.forms import LongText

ROWS = 100
# So long is what a choice is called, in characters.
LABEL = 80
ROW_FORMS: dict[str, Any] = {form.Meta.part: form for form in (*PEOPLE_FORMS, *PLAN_FORMS, budget_form.BudgetLineForm)}
FORMSETS: dict[str, type[Rows]] = {"budget_lines": budget_form.BudgetRows}


def _long(name: str, help_text: Any = "") -> LongText:
    return LongText(label=wording.TEXTS[name], max_length=checks.LIMITS[name], required=False, help_text=help_text)


class SummaryForm(forms.ModelForm):
    """The project in words. A draft may lack any of them."""

    title = forms.CharField(label=wording.TEXTS["title"], max_length=checks.LIMITS["title"], required=False)
    summary = _long("summary", _("The whole project in a few sentences. After the results everybody may read it."))
    problem = _long("problem", _("Whose problem it is, where, and how you know."))
    goal = _long("goal", _("What will be different when the project ends."))
    method = _long("method", _("What you will do, step by step, and why this way."))
    innovation = _long("innovation", _("What you do otherwise than it was done so far. You may leave it empty."))
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
            may_lack = is_draft or name in wording.OPTIONAL_TEXTS
            ask(self.fields[name], wording.EMPTY % {"field": label}, may_lack)

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
    kind = formset_factory(
        ROW_FORMS[part], formset=FORMSETS.get(part, Rows), extra=extra, can_delete=True, max_num=ROWS
    )
    # What comes back is compared with an empty row, not with what was shown: a row left as it was is a row.
    shown = [_shown(row) for row in stored] if data is None else None
    facts = {"lot": application.lot, "offered": _offered(part, application)}
    return kind(data, part=part, stored=stored, is_draft=is_draft, initial=shown, **facts)


def overlaid(section: str, application: Application, posted: MultiValueDict) -> MultiValueDict:
    """What a page sends by itself, only the fields that were changed, laid over what is stored."""
    sent = MultiValueDict({name: posted.getlist(name) for name in posted})
    if section == "summary":
        return sent
    whole = MultiValueDict()
    for index, row in enumerate(content.told(application, checks.PARTS[section])):
        for column, value in row.items():
            whole[f"{PREFIX}-{index}-{column}"] = _written(value)
    for name in posted.getlist("changed"):  # a tick that was taken away is sent by nothing but its name
        whole.pop(name, None)
    for name, values in sent.lists():
        if not name.endswith("-DELETE"):  # a row goes when the person saves, not while the page still shows it
            whole.setlist(name, values)
    return whole


def names(section: str) -> tuple[str, ...]:
    """The texts or the part that a section holds."""
    return content.TEXTS if section == "summary" else (checks.PARTS[section],)


def _offered(part: str, application: Application) -> dict[str, list[tuple[str, str]]]:
    """What a row may choose: the rows of other parts by their keys, the regions of the lot by their codes."""
    found = {column: _named(application, other) for column, other in content.LINKS.get(part, {}).items()}
    if part == "target_groups":
        found["region"] = [(region.code, str(region)) for region in checks.regions_of(application.lot)]
    if part == "budget_lines" and application.pk:  # of an application that is in no table there are no files
        found["quote"] = list(checks.quotes_of(application).items())
    return found


def _named(application: Application, part: str) -> list[tuple[str, str]]:
    rows = enumerate(content.told(application, part), start=1)
    return [
        (row["key"], Truncator(f"{number}. {row.get('name') or wording.ROWS[part] % {'number': number}}").chars(LABEL))
        for number, row in rows
        if row.get("key")
    ]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    # A row that has no key yet is given one by its form.
    return {column: _written(value) for column, value in row.items() if value or column != "key"}


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value).removesuffix(".00")


class ReuseForm(forms.Form):
    """From which earlier application empty sections are filled (U7)."""

    earlier = forms.ChoiceField(
        label=_("Earlier application"),
        help_text=_("Its words go into sections that are empty. Nothing that you wrote is changed."),
    )

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = earlier


class StartForm(ReuseForm):
    """In which language an application is written, and whether it begins with the words of an earlier one."""

    organisation = forms.CharField(widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Language of the application"),
        choices=Language,
        widget=forms.RadioSelect,
        help_text=_("Write all of it in one language. The commission reads both."),
    )
    field_order = ("organisation", "language", "earlier")

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, earlier=[("", _("Begin with empty sections")), *earlier], **kwargs)
        self.fields["earlier"].label = _("Start from my earlier application")
        self.fields["earlier"].required = False
        if not earlier:
            del self.fields["earlier"]


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
