"""The register as its officers work it: by the same actions as on the site, after a look at what will happen (U32)."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

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
from registry.organisations import actions as organisations
from registry.organisations import rules
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Filing, Link, Organisation
from registry.reference.admin import OfTheRegister
from registry.reference.models import Duty
from ui.guards import told

# Above so many the number is typed again; above the second nothing is done at once.
TYPED_ABOVE = 20
AT_ONCE = 500


class Verb(NamedTuple):
    """What an officer does: the words on the button, and the action, with a reason or without."""

    label: Any
    act: Callable[..., Any]
    has_reason: bool = True


VERBS = {
    "verify": Verb(gettext_lazy("Verify"), organisations.verify, has_reason=False),
    "return_for_correction": Verb(gettext_lazy("Return for correction"), organisations.return_for_correction),
    "suspend": Verb(gettext_lazy("Suspend"), organisations.suspend),
    "resume": Verb(gettext_lazy("End the suspension"), organisations.resume),
    "begin_liquidation": Verb(gettext_lazy("Begin liquidation"), organisations.begin_liquidation),
    "liquidate": Verb(gettext_lazy("Liquidate for good"), organisations.liquidate),
}


class ConfirmForm(forms.Form):
    """What is asked before a verb is carried out."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("The people of the organisation read it."),
    )
    number = forms.IntegerField(label=gettext_lazy("How many organisations are these? Type the number."))

    def __init__(self, *args: Any, verb: Verb, count: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.count = count
        if not verb.has_reason:
            del self.fields["because"]
        if count <= TYPED_ABOVE:
            del self.fields["number"]

    def clean_number(self) -> int:
        """The number that stands on the page."""
        number: int = self.cleaned_data["number"]
        if number != self.count:
            raise forms.ValidationError(_("This is not the number on this page."))
        return number


class OfficerForm(OrganisationForm):
    """The data as an officer corrects them, and why."""

    because = forms.CharField(label=gettext_lazy("Reason of the correction"), max_length=300)


class PeopleInline(admin.TabularInline):
    """Who acts for the organisation; changed on the site by its head."""

    model = Link
    template = "admin/inline_to_read.html"
    extra = 0
    can_delete = False
    fields = readonly_fields = ("person", "role", "since", "until")

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


def _on_chosen(name: str) -> Callable[..., Any]:
    @admin.action(description=VERBS[name].label, permissions=["change"])
    def on_chosen(self: "OrganisationAdmin", request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.ask_and_act(request, name, chosen)

    on_chosen.__name__ = name
    return on_chosen


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

    needs_action = ((gettext_lazy("Organisations awaiting verification"), {"status__exact": "filed"}),)

    form = OfficerForm
    action_form = ActionForm
    actions = [_on_chosen(name) for name in VERBS]
    list_display = ["name", "bin", "region", "status", "filed_on"]
    list_filter = ["status", FilingFilter, "region", "spheres", "legal_form"]
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
        (gettext_lazy("Number and names"), {"fields": ["bin", "name_kk", "name_ru", "name_en"]}),
        (gettext_lazy("State registration"), {"fields": ["legal_form", "registered_on"]}),
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
        is_public = organisation.verified_at is not None
        return reverse("organisations:detail", args=[organisation.code]) if is_public else None

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
        is_over = obj is not None and obj.status == Organisation.Status.LIQUIDATED
        return super().has_change_permission(request, obj) and not is_over

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
        context["verbs"] = [(name, VERBS[name].label) for name in verbs]
        return super().render_change_form(request, context, *args, **kwargs)

    def ask_and_act(self, request: HttpRequest, name: str, chosen: QuerySet) -> HttpResponse | None:
        """First show exactly what will happen and to whom, then do it."""
        verb, rows = VERBS[name], list(chosen.in_order()[: AT_ONCE + 1])
        if len(rows) > AT_ONCE:
            self.message_user(request, _("Choose at most %(number)d at once.") % {"number": AT_ONCE}, messages.ERROR)
            return None
        affected = [row for row in rows if name in rules.officer_offers(request.user, row)]
        is_confirmed = "confirmed" in request.POST
        form = ConfirmForm(request.POST if is_confirmed else None, verb=verb, count=len(affected))
        if is_confirmed and affected and form.is_valid():
            return self._act(request, verb, rows, form.cleaned_data.get("because", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "opts": self.opts,
            "verb": name,
            "form": form,
            "affected": affected,
            "skipped": [row for row in rows if row not in affected],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/registry/organisation/confirm.html", context)

    def _act(self, request: HttpRequest, verb: Verb, rows: list, because: str) -> HttpResponse | None:
        reason = {"because": because} if verb.has_reason else {}
        at = clock.now()
        self.act_on_each(request, rows, lambda row, _because: verb.act(row, by=request.user, at=at, **reason))
        return redirect("admin:registry_organisation_change", rows[0].pk) if len(rows) == 1 else None
