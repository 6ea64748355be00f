"""The register as its officers work it: by the same actions as on the site, after a look at what will happen (U32)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from lifecycle.admin import URGENT, WHEN_THERE_IS_TIME, Waits, Work
from registry.jobs import actions as jobs
from registry.jobs import running
from registry.jobs.models import Job, JobItem
from registry.organisations import actions as organisations
from registry.organisations import bulk, rules
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference import history
from registry.reference.admin import OfTheRegister
from registry.reference.models import Duty, Filing
from ui.guards import told

# Above so many the number is typed again, and a worker does it; above the second nothing is done.
AT_ONCE = 20
AT_MOST = 50_000
# So many rows of each kind are named on the page of what will happen; the page of the job names all.
NAMED = 100
NAMES = [f"{kind}_{language}" for kind in ("name", "short_name") for language in ("kk", "ru", "en")]


class ConfirmForm(forms.Form):
    """What is asked before a verb is carried out."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("The people of the organisation read it."),
    )
    number = forms.IntegerField(label=gettext_lazy("How many organisations are these? Type the number."))

    seen = forms.CharField()

    def __init__(self, *args: Any, verb: bulk.Verb, what: bulk.Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.what = what
        if not verb.has_reason:
            del self.fields["because"]
        if len(what.affected) <= AT_ONCE:
            del self.fields["number"]

    def clean_number(self) -> int:
        """The number that stands on the page."""
        number: int = self.cleaned_data["number"]
        if number != len(self.what.affected):
            raise forms.ValidationError(_("This is not the number on this page."))
        return number

    def clean_seen(self) -> str:
        """The very rows that stood on the page: what was seen is what is done."""
        seen: str = self.cleaned_data["seen"]
        if seen != self.what.fingerprint:
            raise forms.ValidationError(_("The rows have changed meanwhile. Look at them again, then confirm."))
        return seen


class OfficerForm(OrganisationForm):
    """The data as an officer corrects them, and why."""

    because = forms.CharField(label=gettext_lazy("Reason of the correction"), max_length=300)

    # Values of earlier days that stand in the fields instead of those of today.
    put_back: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial |= self.put_back


class PeopleInline(admin.TabularInline):
    """Who acts for the organisation; changed on the site by its head."""

    model = Link
    template = "admin/inline_to_read.html"
    extra = 0
    can_delete = False
    fields = readonly_fields = ("person", "role", "since", "until", "proxy_number", "proxy_from", "proxy_until")

    @admin.display(description=gettext_lazy("person"))
    def person(self, link: Link) -> str:
        """The name alone: accounts are managed by others."""
        return str(link.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the organisation."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: people are invited by the head."""
        return False


class HeadFilter(admin.SimpleListFilter):
    """Organisations whose people have no head who can sign in: nobody can invite, hand over or decide for them."""

    title = gettext_lazy("head")
    parameter_name = "is_headless"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """With a head, and without."""
        return [("True", gettext_lazy("without a head")), ("False", gettext_lazy("others"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the choice."""
        chosen = self.value()
        return queryset.filter(is_headless=chosen == "True") if chosen in ("True", "False") else queryset


def _on_chosen(name: str) -> Callable[..., Any]:
    @admin.action(description=bulk.VERBS[name].label, permissions=["change"])
    def on_chosen(self: "OrganisationAdmin", request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.ask_and_act(request, name, chosen)

    on_chosen.__name__ = name
    return on_chosen


class OrganisationWaits(Waits):
    """What an officer looks after."""

    kinds: ClassVar[dict] = {
        "filed": (gettext_lazy("verification, for over 10 days"), lambda rows, at: rows.filed_long_ago(at)),
        "returned": (gettext_lazy("to be filed again, for over 30 days"), lambda rows, at: rows.returned_long_ago(at)),
    }


class FilingFilter(admin.SimpleListFilter):
    """What became of the last annual report that was due (R-011)."""

    title = gettext_lazy("last annual report due")
    parameter_name = "filing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Filed in time, filed late, not filed, not owed."""
        return list(Filing.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The organisations whose report is in the chosen state."""
        if self.value() not in Filing.values:
            return queryset
        return queryset.with_filing(Duty.report_year(localdate())).filter(filing=self.value())


@admin.register(Organisation)
class OrganisationAdmin(OfTheRegister):
    """Organisations: filed online, checked here."""

    needs_action = (
        Work(gettext_lazy("Organisations awaiting verification for over 10 days"), {"waits": "filed"}, URGENT),
        Work(gettext_lazy("Organisations awaiting verification"), {"status__exact": "filed"}),
        Work(
            gettext_lazy("Organisations returned over 30 days ago and not filed again"),
            {"waits": "returned"},
            WHEN_THERE_IS_TIME,
        ),
        Work(gettext_lazy("Organisations without a head"), {"is_headless": "True"}),
    )

    form = OfficerForm
    action_form = ActionForm
    actions = [_on_chosen(name) for name in bulk.VERBS]
    list_display = ["name", "bin", "region", "status", "filed_on"]
    list_filter = [
        *(OrganisationWaits, "status", "region", "classes", "spheres", "legal_form", "scale", "is_rural"),
        *(FilingFilter, HeadFilter),
    ]
    list_select_related = ["region"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Words of a name in any language, BIN, or telephone.")
    inlines = [PeopleInline]
    change_form_template = "admin/registry/organisation/change_form.html"
    readonly_fields = ["code", "status", "filed_at", "filed_by", "verified_at", "verified_by", "return_reason"]
    fieldsets = [
        (None, {"fields": ["because", "code", "status", "return_reason"]}),
        (gettext_lazy("Number and names"), {"fields": ["bin", *NAMES]}),
        (
            gettext_lazy("State registration"),
            {"fields": ["legal_form", "registered_on", "registration_number", "registrar"]},
        ),
        (gettext_lazy("Where it is"), {"fields": ["region", "address_kk", "address_ru", "is_rural"]}),
        (gettext_lazy("What it does"), {"fields": ["spheres", "classes", "scale"]}),
        (gettext_lazy("How to reach it"), {"fields": ["head_name", "phone", "email", "website"]}),
        (gettext_lazy("Who filed and who verified"), {"fields": readonly_fields[2:6]}),
    ]

    @admin.display(description=gettext_lazy("name"), ordering="sort_kk")
    def name(self, organisation: Organisation) -> str:
        """The name in the reader's language."""
        return str(organisation)

    @admin.display(description=gettext_lazy("filed"), ordering="filed_at")
    def filed_on(self, organisation: Organisation) -> date:
        """The day it was filed, in Astana."""
        return localdate(organisation.filed_at)

    def view_on_site(self, organisation: Organisation) -> str | None:
        """Its page in the public register; until it is verified there is none."""
        is_public = organisation.verified_at is not None and organisation.merged_into_id is None
        return reverse("organisations:detail", args=[organisation.code]) if is_public else None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With whether anybody can act as its head today."""
        return super().get_queryset(request).with_standing_of_head(localdate())

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """By name, in the order of the Kazakh alphabet."""
        return Organisation.objects.in_order().query.order_by

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Every word, whatever its case and its Kazakh letters; or the digits of a telephone."""
        digits = "".join(filter(str.isdigit, search_term))
        found = queryset.matching(search_term)
        if len(digits) >= 6 and len(digits) > len(search_term) // 2:
            found = queryset.filter(Q(pk__in=found.values("pk")) | Q(phone__contains=digits[-10:]))
        return found, False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only reads is asked for no reason."""
        (title, first), *others = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            first = {"fields": [name for name in first["fields"] if name != "because"]}
        return [(title, first), *others]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: an organisation files itself."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        """An officer, until the organisation is no more."""
        return super().has_change_permission(request, obj) and not (obj is not None and obj.is_over)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """With a way back to each value that an officer may write."""
        record = self.get_object(request, object_id)
        may_change = record is not None and self.has_change_permission(request, record)
        restorable = set(OrganisationForm.Meta.fields) if may_change else set()
        return super().history_view(request, object_id, {"restorable": restorable, **(extra_context or {})})

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The form of a correction; where the history leads to it, with the value that is to be put back."""
        form, name = super().get_form(request, obj, **kwargs), request.GET.get("field")
        if obj is None or request.method != "GET" or name not in OrganisationForm.Meta.fields:
            return form
        value = history.before(obj, request.GET.get("restore", ""), name)
        return type(form.__name__, (form,), {"put_back": value})

    def save_model(self, request: HttpRequest, obj: Organisation, form: OfficerForm, change: bool) -> None:
        """Correct the data through the one action that may."""
        facts = {name: form.cleaned_data[name] for name in OrganisationForm.Meta.fields}
        with told(request, _("The data are corrected.")):
            organisations.correct(obj, facts, because=form.cleaned_data["because"], by=request.user, at=clock.now())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing: the action has written the lists, and people are only shown."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """With a button for each verb that the organisation's status allows."""
        obj = kwargs.get("obj")
        verbs = rules.officer_offers(request.user, obj) if obj else []
        context["is_put_back"] = bool(getattr(context["adminform"].form, "put_back", {}))
        context["verbs"] = [(name, bulk.VERBS[name].label) for name in verbs]
        return super().render_change_form(request, context, *args, **kwargs)

    def ask_and_act(self, request: HttpRequest, name: str, chosen: QuerySet) -> HttpResponse | None:
        """First show exactly what will happen and to whom, then do it: up to 20 at once, more by a worker (U32)."""
        rows = list(_for_a_look(_narrowed(request, chosen))[: AT_MOST + 1])
        if len(rows) > AT_MOST:
            text = _("Choose at most %(number)d at once: narrow the list with the filters.") % {"number": AT_MOST}
            self.message_user(request, text, messages.ERROR)
            return None
        verb, what = bulk.VERBS[name], bulk.plan(name, rows, by=request.user)
        is_confirmed = "confirmed" in request.POST
        form = ConfirmForm(request.POST if is_confirmed else None, verb=verb, what=what)
        if is_confirmed and what.affected and form.is_valid():
            return self._act(request, name, what, form.cleaned_data.get("because", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "opts": self.opts,
            "verb": name,
            "form": form,
            "seen": what.fingerprint,
            "affected": what.affected[:NAMED],
            "affected_count": len(what.affected),
            "more_affected": max(0, len(what.affected) - NAMED),
            "skipped": what.skipped[:NAMED],
            "skipped_count": len(what.skipped),
            "more_skipped": max(0, len(what.skipped) - NAMED),
            "at_once": AT_ONCE,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/registry/organisation/confirm.html", context)

    def _act(self, request: HttpRequest, name: str, what: bulk.Plan, because: str) -> HttpResponse:
        at = clock.now()
        if len(what.affected) + len(what.skipped) == 1:
            [one] = what.affected
            self.act_on_each(
                request, [one], lambda row, _b: bulk.do(name, row, because=because, by=request.user, at=at)
            )
            return redirect("admin:registry_organisation_change", one.pk)
        job = bulk.start(name, what, because=because, by=request.user, at=at)
        if len(what.affected) <= AT_ONCE and (taken := jobs.take(job=job, at=at)):
            running.run(taken, clock.now, until=at + running.ENOUGH)
        return redirect(job)


def _narrowed(request: HttpRequest, chosen: QuerySet) -> QuerySet:
    """Only what a job has done, where it is to be taken back."""
    number = request.POST.get("of_job", "")
    if not number:
        return chosen
    job = Job.objects.visible_to(request.user).filter(pk=number if number.isdecimal() else 0)
    done = JobItem.objects.filter(job__in=job, outcome=JobItem.Outcome.DONE)
    return chosen.filter(pk__in=done.values("record"))


def _for_a_look(chosen: QuerySet) -> QuerySet:
    """No more of each row than what its name and the guards of a verb need."""
    columns = ("code", "bin", "status", "name_kk", "name_ru", "name_en", "legal_form__is_ngo")
    return chosen.select_related(None).select_related("legal_form").only(*columns).in_order()
