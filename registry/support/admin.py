"""Support as registry officers work it: each verb is a button, a page that asks what it needs, and the same action."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from registry.reference.admin import OfTheRegister
from registry.support import actions, rules
from registry.support.forms import (
    AnswerForm,
    CorrectMeasureForm,
    EditionForm,
    EndMeasureForm,
    GuideForm,
    MeasureForm,
    NewsForm,
    NothingForm,
    PublicForm,
    ReasonForm,
)
from registry.support.models import Consultation, Edition, Guide, News, SupportMeasure
from ui.guards import require, told


class Verb(NamedTuple):
    """What an officer does: the words on the button, what is asked, and the action, given the facts of the form."""

    label: Any
    form: type[forms.BaseForm]
    act: Callable[..., Any]


def _with_facts(act: Callable[..., Any]) -> Callable[..., Any]:
    """An action that takes each fact by its name."""
    return lambda record, facts, **who: act(record, **facts, **who)


def _corrected(measure: SupportMeasure, facts: Mapping[str, Any], **who: Any) -> Any:
    rest = {name: value for name, value in facts.items() if name != "because"}
    return actions.correct(measure, rest, because=facts["because"], **who)


def _with_file(guide: Guide, facts: Mapping[str, Any], **who: Any) -> None:
    file = facts["file"]
    actions.add_edition(guide, language=facts["language"], name=file.name, content=file.read(), **who)


class WithVerbs(OfTheRegister):
    """Records whose status and facts change by verbs alone; each verb has a page of its own."""

    verbs: Mapping[str, Verb] = {}
    change_form_template = "admin/registry/verbs/change_form.html"

    def offers(self, user: Any, record: Any) -> list[str]:
        """The verbs this person can use on this record right now."""
        return []

    def get_urls(self) -> list[URLPattern]:
        """With the page of each verb, before the admin's own, which take any path."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        page = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/verbs/<slug:verb>/", page, name=name), *super().get_urls()]

    def spoken(self, record: Any) -> list[tuple[Any, str]]:
        """What one reads again while acting: labels with texts."""
        return []

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """With a button for each verb that is offered."""
        obj = kwargs.get("obj")
        offered = self.offers(request.user, obj) if obj else []
        context["verbs"] = [(self._address("verb", obj.pk, name), self.verbs[name].label) for name in offered]
        return super().render_change_form(request, context, *args, **kwargs)

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """What a verb needs to know, and then the verb."""
        require(self.has_change_permission(request))
        record = self.get_object(request, unquote(object_id))
        if record is None or verb not in self.verbs:
            raise Http404
        if verb not in self.offers(request.user, record):
            self.message_user(request, _("This cannot be done now: somebody was faster."), messages.ERROR)
            return redirect(self._address("change", record.pk))
        known = {"instance": record} if issubclass(self.verbs[verb].form, forms.BaseModelForm) else {}
        form = self.verbs[verb].form(request.POST or None, request.FILES or None, **known)
        if request.method == "POST" and (form.is_valid() or not form.fields):
            return self._done(request, record, self.verbs[verb], getattr(form, "cleaned_data", {}))
        return self._asked(request, record, self.verbs[verb].label, form)

    def _done(self, request: HttpRequest, record: Any, verb: Verb, facts: Mapping[str, Any]) -> HttpResponse:
        outcome = record
        with told(request, _("Done: %(verb)s.") % {"verb": str(verb.label).lower()}):
            outcome = verb.act(record, facts, by=request.user, at=clock.now())
        is_row = isinstance(outcome, self.model)
        return redirect(self._address("change", outcome.pk if is_row else record.pk))

    def _asked(self, request: HttpRequest, record: Any, label: Any, form: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": label,
            "opts": self.opts,
            "record": self.get_object(request, str(record.pk)),
            "spoken": self.spoken(record),
            "form": form,
            "list_url": self._address("changelist"),
            "change_url": self._address("change", record.pk),
        }
        return TemplateResponse(request, "admin/registry/verbs/verb.html", context)

    def _address(self, page: str, *arguments: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=arguments)


@admin.register(SupportMeasure)
class SupportMeasureAdmin(WithVerbs):
    """What was given to whom. A row is never changed: another takes its place."""

    verbs = {
        "correct": Verb(gettext_lazy("Correct"), CorrectMeasureForm, _corrected),
        "end": Verb(gettext_lazy("Write down its end"), EndMeasureForm, _with_facts(actions.end)),
    }
    form = MeasureForm
    list_display = ["given_on", "form", "receiver", "what", "given_by", "cost_amount", "is_current"]
    list_filter = ["form", "region", "given_by"]
    list_select_related = ["form", "organisation", "given_by", "superseded_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["what_kk", "what_ru", "receiver_kk", "receiver_ru", "=organisation__bin"]
    fields = MeasureForm.Meta.fields
    readonly_fields: tuple[str, ...] = ()

    @admin.display(description=gettext_lazy("who received it"))
    def receiver(self, measure: SupportMeasure) -> str:
        """An organisation, or a body by its name."""
        return measure.receiver

    @admin.display(description=gettext_lazy("what was given"))
    def what(self, measure: SupportMeasure) -> str:
        """In the reader's language."""
        return measure.what

    @admin.display(description=gettext_lazy("holds now"), boolean=True)
    def is_current(self, measure: SupportMeasure) -> bool:
        """Whether no other row has taken its place."""
        return not hasattr(measure, "superseded_by")

    def offers(self, user: Any, record: SupportMeasure) -> list[str]:
        """Correct and end what holds now."""
        return list(self.verbs) if rules.is_officer(user) and self.is_current(record) else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A row that stands tells as well who wrote it down, and why it took the place of another."""
        more = ["recorded_at", "recorded_by", "supersedes", "because"] if obj else []
        return [*self.fields, *more]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the action writes."""
        return ["recorded_at", "recorded_by", "supersedes", "because"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a row."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: SupportMeasure, form: MeasureForm, change: bool) -> None:
        """Record it through the one action that may."""
        obj.pk = actions.give(form.cleaned_data, by=request.user, at=clock.now()).pk


class Written(WithVerbs):
    """What officers draft and revise here."""

    draft: Callable[..., Any]
    revise: Callable[..., Any]

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Write through the actions that may."""
        who = {"by": request.user, "at": clock.now()}
        if not change:
            obj.pk = type(self).draft(form.cleaned_data, **who).pk
            return
        with told(request, _("Your changes are saved.")):
            type(self).revise(obj, form.cleaned_data, **who)


@admin.register(News)
class NewsAdmin(Written):
    """News: drafted, published to all, withdrawn with a reason."""

    draft, revise = actions.draft_news, actions.revise_news
    verbs = {
        "publish": Verb(gettext_lazy("Publish the news"), NothingForm, _with_facts(actions.publish_news)),
        "withdraw": Verb(gettext_lazy("Withdraw the news"), ReasonForm, _with_facts(actions.withdraw_news)),
    }
    form = NewsForm
    list_display = ["__str__", "status", "published_at", "drafted_by"]
    list_filter = ["status"]
    list_select_related = ["drafted_by"]
    search_fields = ["title_kk", "title_ru", "title_en"]
    readonly_fields = ["status", "drafted_by", "published_at", "withdrawal_reason"]
    fields = [*NewsForm.Meta.fields, *readonly_fields]

    def offers(self, user: Any, record: News) -> list[str]:
        """Publish a draft, withdraw what is published."""
        return rules.officer_offers(user, record, rules.OF_NEWS)

    def view_on_site(self, record: News) -> str | None:
        """Its page, once it was published."""
        return record.get_absolute_url() if record.published_at else None

    def has_change_permission(self, request: HttpRequest, obj: News | None = None) -> bool:
        """Only a draft is changed."""
        return super().has_change_permission(request) and (obj is None or obj.status == News.Status.DRAFT)


@admin.register(Consultation)
class ConsultationAdmin(WithVerbs):
    """Questions to the desk: what waits first. Only registry officers read them here."""

    needs_action = ((gettext_lazy("Questions waiting for an answer"), {"status__exact": "asked"}),)

    verbs = {
        "answer": Verb(gettext_lazy("Answer the question"), AnswerForm, _with_facts(actions.answer)),
        "publish": Verb(gettext_lazy("Let everybody read the answer"), PublicForm, actions.publish_answer),
        "close": Verb(gettext_lazy("Keep the answer private"), ReasonForm, _with_facts(actions.close)),
    }
    list_display = ["code", "topic", "status", "asked_on", "organisation"]
    list_filter = ["status", "topic"]
    list_select_related = ["topic", "organisation"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["asked_at"]
    search_fields = ["=code", "text", "answer"]
    fields = readonly_fields = [
        "code", "status", "topic", "asked_by", "organisation", "asked_at", "text", "answer", "answered_at",
        "answered_by", "question_kk", "question_ru", "answer_kk", "answer_ru", "published_at",
    ]  # fmt: skip

    @admin.display(description=gettext_lazy("asked"), ordering="asked_at")
    def asked_on(self, question: Consultation) -> date:
        """The day it was asked, in Astana."""
        return localdate(question.asked_at)

    def offers(self, user: Any, record: Consultation) -> list[str]:
        """Answer what waits; make public or close what is answered."""
        return rules.officer_offers(user, record, rules.OF_QUESTIONS)

    def spoken(self, record: Consultation) -> list[tuple[Any, str]]:
        """The question as it was asked, and the answer once there is one."""
        texts = [(_("Question"), record.text), (_("Answer"), record.answer)]
        return [(label, text) for label, text in texts if text]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Registry officers alone: a system administrator reads no questions."""
        return request.user.holds("registry_officer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: questions are asked on the site."""
        return False


class EditionInline(admin.TabularInline):
    """The files of a guide; a new one is added by a verb."""

    model = Edition
    template = "admin/inline_to_read.html"
    extra = 0
    can_delete = False
    fields = readonly_fields = ("language", "version", "kind", "size", "sha256", "added_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without their bytes."""
        return super().get_queryset(request).defer("content")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the guide."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the verb alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file is never changed."""
        return False


@admin.register(Guide)
class GuideAdmin(Written):
    """Guides and templates with every version of their files."""

    draft, revise = actions.draft_guide, actions.revise_guide
    verbs = {
        "attach": Verb(gettext_lazy("Add a file"), EditionForm, _with_file),
        "publish": Verb(gettext_lazy("Publish the guide"), NothingForm, _with_facts(actions.publish_guide)),
        "withdraw": Verb(gettext_lazy("Withdraw the guide"), ReasonForm, _with_facts(actions.withdraw_guide)),
    }
    form = GuideForm
    inlines = (EditionInline,)
    list_display = ["code", "__str__", "status", "published_at"]
    list_filter = ["status"]
    search_fields = ["code", "title_kk", "title_ru", "title_en"]
    readonly_fields = ["status", "published_at", "withdrawal_reason"]
    fields = [*GuideForm.Meta.fields, *readonly_fields]

    def offers(self, user: Any, record: Guide) -> list[str]:
        """A file for what is not withdrawn; publish what has one, withdraw what is published."""
        is_over = not rules.is_officer(user) or record.status == Guide.Status.WITHDRAWN
        return [] if is_over else ["attach", *rules.officer_offers(user, record, rules.OF_GUIDES)]

    def get_inlines(self, request: HttpRequest, obj: Guide | None) -> Any:
        """A guide that is only begun has no files."""
        return self.inlines if obj else ()

    def view_on_site(self, record: Guide) -> str | None:
        """Its page, once it was published."""
        return record.get_absolute_url() if record.published_at else None

    def get_readonly_fields(self, request: HttpRequest, obj: Guide | None = None) -> list[str]:
        """Its code stays: addresses carry it."""
        return [*self.readonly_fields, "code"] if obj else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: Guide | None = None) -> bool:
        """Until it is withdrawn."""
        return super().has_change_permission(request) and (obj is None or obj.status != Guide.Status.WITHDRAWN)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing: files are only shown."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
