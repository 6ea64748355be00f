"""Claims as registry officers decide them, and handings over as they read them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from registry.claims import actions as claims
from registry.claims import rules
from registry.claims.models import Claim, HandOver
from registry.people.models import Link
from registry.reference.admin import OfTheRegister

NO_SAVING = {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}


class OnlyRead(OfTheRegister):
    """Rows that people write on the site: shown here field by field, never added."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of them."""
        return self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: it begins on the site."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Without a button that would save nothing."""
        return super().change_view(request, object_id, form_url, {**NO_SAVING, **(extra_context or {})})


@admin.register(Claim)
class ClaimAdmin(OnlyRead):
    """Claims to act for an organisation: the document is read, then they are accepted or refused."""

    needs_action = ((gettext_lazy("Claims to act for an organisation"), {"status__exact": "filed"}),)

    actions = ("accept", "refuse")
    list_display = ("organisation", "person", "role", "status", "filed_at", "decided_at")
    list_filter = ("status", "role")
    list_select_related = ("organisation", "person")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("organisation__search_text", "=code")
    search_help_text = gettext_lazy("Words of the organisation's name, its BIN, or the code of the claim.")
    ordering = ("-filed_at", "pk")
    change_form_template = "admin/registry/claim/change_form.html"
    fields = (
        *("code", "status", "organisation_link", "person", "email", "role", "statement", "document", "document_hash"),
        *("heads_now", "filed_at", "decided_at", "decided_by", "refusal", "document_destroyed_at"),
    )

    @admin.display(description=gettext_lazy("organisation"))
    def organisation_link(self, claim: Claim) -> str:
        """Leads to the organisation, whose data the document is compared with."""
        url = reverse("admin:registry_organisation_change", args=[claim.organisation_id])
        return format_html('<a href="{}">{}</a>, {}', url, claim.organisation, claim.organisation.bin or "–")

    @admin.display(description=gettext_lazy("e-mail"))
    def email(self, claim: Claim) -> str:
        """The confirmed address of the person."""
        return claim.person.email

    @admin.display(description=gettext_lazy("document"))
    def document(self, claim: Claim) -> str:
        """Leads to the file while it is kept."""
        if not claim.has_document:
            return _("The document is destroyed. The decision and its reason are kept.")
        url = reverse("claims:document", args=[claim.code])
        return format_html('<a href="{}">{}</a>', url, _("Download the document (each reading is written down)"))

    @admin.display(description=gettext_lazy("head now"))
    def heads_now(self, claim: Claim) -> str:
        """Whose place a new head takes."""
        heads = claim.heads_on(localdate())
        return format_html_join(", ", "{}", ((link.user,) for link in heads)) or "–"

    @admin.action(description=gettext_lazy("Accept: the person acts for the organisation"), permissions=["change"])
    def accept(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Let each person act for the organisation."""
        self._decide(request, chosen, lambda claim, _because, at: claims.accept(claim, by=request.user, at=at))

    @admin.action(description=gettext_lazy("Refuse with the reason"), permissions=["change"])
    def refuse(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Refuse each with the reason that stands beside the choice."""
        self._decide(
            request, chosen, lambda claim, because, at: claims.refuse(claim, because=because, by=request.user, at=at)
        )

    def _decide(self, request: HttpRequest, chosen: QuerySet, act: Callable[..., Any]) -> None:
        at = clock.now()
        rows = chosen.select_related("person", "organisation")
        self.act_on_each(request, rows, lambda claim, because: act(claim, because, at))

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the two decisions while the claim awaits one."""
        claim = kwargs.get("obj")
        context["may_decide"] = bool(claim) and "accept" in rules.offers(request.user, claim)
        if context["may_decide"] and claim.role == Link.Role.HEAD:
            context["heads"] = claim.heads_on(localdate())
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(HandOver)
class HandOverAdmin(OnlyRead):
    """Handings over from head to head, offered and accepted on the site."""

    list_display = ("organisation", "head", "status", "offered_at", "expires_at", "ended_at")
    list_filter = ("status",)
    list_select_related = ("organisation", "head")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("organisation__search_text", "=code")
    ordering = ("-offered_at", "pk")
    fields = (
        *("code", "status", "organisation", "head", "email", "stays_as"),
        *("offered_at", "expires_at", "ended_at", "accepted_by"),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: the heads themselves decide."""
        return False

    def view_on_site(self, record: HandOver) -> None:
        """Its page is for the next head alone."""
        return
