"""The shape of a question, and of what registry officers write."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files import pipeline, wording
from files.faults import Fault, Unfit
from registry.organisations.forms import ONE, NamedChoice
from registry.organisations.models import Organisation
from registry.reference.models import QuestionTopic, Region, SupportForm
from registry.support import filekinds, names
from registry.support.actions import COLUMNS
from registry.support.models import Consultation, Edition, Guide, News, SupportMeasure
from ui.forms import Legible, LongText, MoneyField

FAULTS = {
    Fault.TOO_LARGE: gettext_lazy("The file is larger than 10 MB. Make it smaller and add it again."),
    Fault.WRONG_KIND: gettext_lazy("Only PDF, DOCX, XLSX, ODT and ODS are taken, and none with macros."),
    Fault.LYING_NAME: gettext_lazy("The ending of the name does not fit what is inside. Save the file anew."),
}


class OrganisationByNumber(forms.CharField):
    """An organisation, by its BIN or by its code in the register: no list of thousands to look through."""

    def prepare_value(self, value: Any) -> Any:
        """What was typed; of a row that stands, the BIN of its organisation."""
        if not isinstance(value, int):
            return value
        known = Organisation.objects.filter(pk=value).first()
        return known and (known.bin or known.code)

    def clean(self, value: Any) -> Organisation | None:
        """The organisation, which was verified once."""
        number = "".join(super().clean(value).split()).upper()
        if not number:
            return None
        found = Organisation.objects.public().filter(Q(bin=number) | Q(code=number)).first()
        if found is None:
            raise forms.ValidationError(_("No verified organisation has this BIN or code."))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as people read it."""
        return super().has_changed(self.prepare_value(initial), data)


class AskForm(Legible, forms.Form):
    """A question to the consultation desk."""

    topic = NamedChoice(QuestionTopic.objects.none(), label=gettext_lazy("Topic"), empty_label=gettext_lazy("Choose"))
    organisation = NamedChoice(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("no organisation, only me"),
        help_text=gettext_lazy("If the question is about one of yours."),
    )
    text = LongText(
        label=gettext_lazy("Your question"),
        max_length=3000,
        help_text=gettext_lazy("Write no numbers of documents and nothing about other people's health or money."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = QuestionTopic.objects.on(timezone.localdate())
        own = Organisation.objects.of(user).in_order()
        self.fields["organisation"].queryset = own
        if not own.exists():
            del self.fields["organisation"]


class ReasonForm(Legible, forms.Form):
    """Why something is taken back."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Everybody reads it."),
    )


class NothingForm(forms.Form):
    """What needs no word besides the button."""


class AnswerForm(Legible, forms.Form):
    """The answer to one person."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Only the asker reads it, in the language of the question."),
    )


class PublicForm(Legible, forms.ModelForm):
    """Question and answer as everybody will read them, written anew by the officer."""

    class Meta:
        model = Consultation
        fields = ["question_kk", "question_ru", "answer_kk", "answer_ru"]
        widgets = {name: forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}) for name in fields}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Nobody is named beside the text that names them."""
        told = super().clean() or {}
        for name, text in list(told.items()):
            if named := names.found_in(self.instance, [text]):
                self.add_error(name, _("The text names “%(name)s”. Write it without anybody's name.") % {"name": named})
        return told


class MeasureForm(Legible, forms.ModelForm):
    """What was given, to whom, when and for how much."""

    organisation = OrganisationByNumber(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Its BIN or its code in the register."),
    )
    cost_amount = MoneyField(
        label=gettext_lazy("cost, in tenge"),
        required=False,
        error_messages={"min_value": gettext_lazy("A cost is not below zero.")},
    )

    class Meta:
        model = SupportMeasure
        fields = list(COLUMNS)
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}) for name in ("what_kk", "what_ru")
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        if "form" in self.fields:
            self.fields["form"].queryset = SupportForm.objects.on(today)
            self.fields["region"].queryset = Region.objects.all()

    def clean_given_on(self) -> Any:
        """Nothing was given in the future."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """One receiver, and an end after the beginning."""
        told = super().clean() or {}
        written = [told.get("receiver_kk"), told.get("receiver_ru")]
        if told.get("organisation") and any(written):
            self.add_error("receiver_kk", _("An organisation is chosen already: leave this empty, or choose none."))
        if not told.get("organisation") and not all(written) and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose an organisation, or write in both languages who received it."))
        first, last = told.get("given_on"), told.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day is before the first."))
        return told


class CorrectMeasureForm(MeasureForm):
    """The corrected row, and why it takes the place of the other."""

    because = ReasonForm.base_fields["because"]


class EndMeasureForm(Legible, forms.ModelForm):
    """The last day of a measure, and why."""

    because = ReasonForm.base_fields["because"]

    class Meta:
        model = SupportMeasure
        fields = ["until"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].required = True

    def clean_until(self) -> Any:
        """Not before the measure began."""
        day = self.cleaned_data["until"]
        if day < self.instance.given_on:
            raise forms.ValidationError(_("The last day is before the first."))
        return day


class NewsForm(Legible, forms.ModelForm):
    """A draft of news."""

    class Meta:
        model = News
        fields = ["title_kk", "title_ru", "title_en", "text_kk", "text_ru", "text_en"]


class GuideForm(Legible, forms.ModelForm):
    """What is said of a guide."""

    class Meta:
        model = Guide
        fields = ["code", "title_kk", "title_ru", "title_en", "about_kk", "about_ru"]


class EditionForm(forms.Form):
    """A file, and the language it is written in."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=Edition._meta.get_field("language").choices,
        error_messages={"invalid_choice": ONE},
    )
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, DOCX, XLSX, ODT or ODS, up to 10 MB.")
    )

    def clean_file(self) -> Any:
        """Taken for what it is inside, whatever its name says."""
        given = self.cleaned_data["file"]
        if given.size > filekinds.LARGEST:
            raise forms.ValidationError(FAULTS[Fault.TOO_LARGE])
        content = given.read()
        given.seek(0)
        _kind, fault = filekinds.judged(given.name, content)
        if fault in FAULTS:
            raise forms.ValidationError(FAULTS[fault])
        try:
            pipeline.passed(given.name, content, of=filekinds.TYPES, most=filekinds.LARGEST)
        except Unfit as unfit:
            raise forms.ValidationError(wording.sentence(unfit.fault)) from unfit
        return given
