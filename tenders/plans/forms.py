"""The shape of a problem, a theme, a comment, an answer and a reason."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from registry.bodies.models import StateBody
from registry.organisations.forms import NamedChoice
from registry.organisations.models import Organisation
from registry.reference.models import Region, Sphere
from tenders.plans.models import Comment, Problem, Theme
from tenders.plans.target import is_everyone
from tenders.procedure.models import Profile
from ui.forms import DayInput, Legible, LongText, MoneyField

NO_NAMES = gettext_lazy("Everybody reads it: write no names, numbers of documents or addresses of people.")


class Spoken(Legible, forms.ModelForm):
    """What a person says for everybody, in one language, for oneself or for an organisation."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "kk")[:2]
        own = Organisation.objects.written_by(user).public().in_order()
        self.fields["organisation"] = NamedChoice(
            own, label=_("On behalf of"), required=False, empty_label=_("myself, without my name")
        )
        if not own.exists():
            del self.fields["organisation"]


class ProblemForm(Spoken):
    """What is wrong, for whom, and what shows it."""

    body = NamedChoice(
        StateBody.objects.all(),
        label=gettext_lazy("State body"),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("Whom the problem is addressed to. Its officer reads it before it is published."),
    )
    sphere = NamedChoice(Sphere.objects.none(), label=gettext_lazy("Sphere"), empty_label=gettext_lazy("Choose"))
    region = NamedChoice(
        Region.objects.none(),
        label=gettext_lazy("Region"),
        required=False,
        empty_label=gettext_lazy("the whole country"),
    )
    text = LongText(label=gettext_lazy("What is wrong, and for whom"), max_length=4000, help_text=NO_NAMES)
    evidence = LongText(
        label=gettext_lazy("What shows it"),
        max_length=2000,
        help_text=gettext_lazy("Figures with their source, or what you saw, where and when."),
    )

    class Meta:
        model = Problem
        fields = ["title", "text", "evidence", "body", "sphere", "region", "language"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["sphere"].queryset = Sphere.objects.on(today)
        self.fields["region"].queryset = Region.objects.on(today)


class CommentForm(Spoken):
    """What a person says of a theme."""

    text = LongText(label=gettext_lazy("Your comment"), max_length=3000, help_text=NO_NAMES)

    class Meta:
        model = Comment
        fields = ["text", "language"]


class ProblemCodes(forms.CharField):
    """Problems of the board, by their codes."""

    def prepare_value(self, value: Any) -> Any:
        """The codes of problems that stand."""
        return value if isinstance(value, str) else " ".join(problem.code for problem in value or ())

    def clean(self, value: Any) -> list[Problem]:
        """Every problem that is named, each once; the code that is not on the board is named."""
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).upper().strip())))
        codes = [code for code in codes if code]
        found = {problem.code: problem for problem in Problem.objects.on_board().filter(code__in=codes)}
        if missing := [code for code in codes if code not in found]:
            raise forms.ValidationError(_("Not on the board: %(codes)s.") % {"codes": ", ".join(missing)})
        return [found[code] for code in codes]


class ThemeForm(Legible, forms.ModelForm):
    """What a state body means to order: for whom, why, for how much, in which year."""

    body = NamedChoice(StateBody.objects.none(), label=gettext_lazy("State body"))
    profile = NamedChoice(Profile.objects.all(), label=gettext_lazy("Procedure profile"))
    sphere = NamedChoice(Sphere.objects.none(), label=gettext_lazy("Sphere"), empty_label=gettext_lazy("Choose"))
    region = NamedChoice(
        Region.objects.none(),
        label=gettext_lazy("Region"),
        required=False,
        empty_label=gettext_lazy("the whole country"),
    )
    codes = ProblemCodes(
        label=gettext_lazy("Problems it grows out of"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Their codes on the board, for example P-7K2M9XQD, apart by spaces."),
    )
    budget_amount = MoneyField(label=gettext_lazy("Budget, tenge"), min_value=1)

    class Meta:
        model = Theme
        fields = [
            "body", "profile", "year", "sphere", "region", "title_kk", "title_ru", "need_kk", "need_ru",
            "target_group_kk", "target_group_ru", "budget_amount", "years", "repeats_because_kk", "repeats_because_ru",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in (
                *("need_kk", "need_ru", "target_group_kk", "target_group_ru"),
                *("repeats_because_kk", "repeats_because_ru"),
            )
        }
        help_texts = {
            "need_kk": gettext_lazy("Figures with their source: people see why money is asked for."),
            "need_ru": gettext_lazy("Figures with their source: people see why money is asked for."),
            "target_group_kk": gettext_lazy("A bounded group with an entry test, not everyone."),
            "target_group_ru": gettext_lazy("A bounded group with an entry test, not everyone."),
            "repeats_because_kk": gettext_lazy("Only if the theme is like one of the last years."),
            "repeats_because_ru": gettext_lazy("Only if the theme is like one of the last years."),
        }

    def __init__(self, *args: Any, bodies: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["sphere"].queryset = Sphere.objects.on(today)
        self.fields["region"].queryset = Region.objects.on(today)
        self.fields["body"].queryset = StateBody.objects.filter(pk__in=bodies)
        if self.instance.pk:
            self.fields["codes"].initial = list(self.instance.problems.all())
            # They stand in its number.
            del self.fields["body"], self.fields["year"]

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the theme, without the problems."""
        return {name: value for name, value in self.cleaned_data.items() if name != "codes"}

    def clean(self) -> dict[str, Any]:
        """A bounded group (A15), no more years than the profile gives, and no plan of a year that is over."""
        told: dict[str, Any] = super().clean() or {}
        for name in ("target_group_kk", "target_group_ru"):
            if is_everyone(told.get(name, "")):
                self.add_error(name, _("The order serves a bounded group, not everyone: name it and its entry test."))
        profile, years, year = told.get("profile"), told.get("years"), told.get("year")
        if profile and years and years > profile.project_years_max:
            most = {"years": profile.project_years_max}
            self.add_error("years", _("The work lasts %(years)d years at most.") % most)
        if year and year < timezone.localdate().year:
            self.add_error("year", _("This year is over: choose this one or a later one."))
        return told


class OpenForm(forms.Form):
    """The last day of a discussion."""

    last_day = forms.DateField(label=gettext_lazy("Last day of the discussion"), widget=DayInput())

    def __init__(self, *args: Any, first: date, **kwargs: Any):
        super().__init__(*args, initial={"last_day": first}, **kwargs)
        self.first = first

    def clean_last_day(self) -> date:
        """Not before the earliest day of the profile (R-021), nor in a far year that was typed with a slip."""
        day: date = self.cleaned_data["last_day"]
        if day < self.first:
            raise forms.ValidationError(
                _("The discussion lasts until %(day)s at least.") % {"day": f"{self.first:%d.%m.%Y}"}
            )
        if day.year > self.first.year + 1:
            raise forms.ValidationError(_("This is more than a year away. Check the day."))
        return day


class AnswerForm(Legible, forms.Form):
    """The answer to a comment, for everybody."""

    answer_kk = LongText(label=gettext_lazy("Answer in Kazakh"), max_length=3000)
    answer_ru = LongText(label=gettext_lazy("Answer in Russian"), max_length=3000)


class ReasonForm(Legible, forms.Form):
    """Why a problem is kept off the board, or a theme out of the plan."""

    because_kk = LongText(label=gettext_lazy("Reason, in Kazakh"), max_length=2000)
    because_ru = LongText(label=gettext_lazy("Reason, in Russian"), max_length=2000)
