"""The register as its officers work it: verified, returned, suspended by the same actions as on the site."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lifecycle import clock
from lifecycle.admin import Kept, ReadOnly
from registry.archive.models import ArchiveTender
from registry.bodies.models import StateBody
from registry.organisations import actions as organisations
from registry.organisations.models import Link, Organisation
from registry.organisations.rules import is_officer
from registry.reference.models import LegalForm, NgoClass, Region, Sphere


class OfTheRegister(Kept):
    """What registry officers see and change; a system administrator sees it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it stands on the index."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be read."""
        return is_officer(request.user) or request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether its legal data may be changed."""
        return is_officer(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether a row may be added."""
        return is_officer(request.user)


class PeopleInline(admin.TabularInline):
    """Who acts for the organisation; changed on the site by its head."""

    model = Link
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "since", "until")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: people are invited by the head."""
        return False


def _verb(label: Any, act: Callable[..., Any], *, with_reason: bool) -> Callable[..., None]:
    @admin.action(description=label)
    def on_chosen(self: "OrganisationAdmin", request: HttpRequest, chosen: Any) -> None:
        def one(organisation: Organisation, because: str) -> None:
            reason = {"because": because} if with_reason else {}
            act(organisation, by=request.user, at=clock.now(), **reason)

        self.act_on_each(request, chosen, one)

    on_chosen.__name__ = act.__name__
    return on_chosen


@admin.register(Organisation)
class OrganisationAdmin(OfTheRegister):
    """Organisations: filed online, checked here."""

    list_display = ["name_ru", "bin", "region", "legal_form", "status", "filed_at"]
    list_filter = ["status", "region", "legal_form", "spheres"]
    list_select_related = ["region", "legal_form"]
    search_fields = ["search_text"]
    search_help_text = _("Name in any language, or BIN.")
    ordering = ["-filed_at", "-pk"]
    show_full_result_count = False
    list_per_page = 50
    filter_horizontal = ["spheres", "classes"]
    readonly_fields = ["status", "code", "filed_at", "filed_by", "verified_at", "verified_by", "return_reason"]
    inlines = [PeopleInline]
    actions = ["verify", "return_for_correction", "suspend", "resume", "begin_liquidation", "liquidate"]

    verify = _verb(_("Verify the chosen organisations"), organisations.verify, with_reason=False)
    return_for_correction = _verb(
        _("Return for correction, with the reason"), organisations.return_for_correction, with_reason=True
    )
    suspend = _verb(_("Suspend, with the reason"), organisations.suspend, with_reason=True)
    resume = _verb(_("End the suspension, with the reason"), organisations.resume, with_reason=True)
    begin_liquidation = _verb(
        _("Liquidation has begun, with the reason"), organisations.begin_liquidation, with_reason=True
    )
    liquidate = _verb(_("Liquidated for good, with the reason"), organisations.liquidate, with_reason=True)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Every word, whatever its case and its Kazakh letters."""
        return (queryset.matching(search_term) if search_term else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: an organisation files itself."""
        return False


@admin.register(Region, Sphere, LegalForm, NgoClass, StateBody)
class DictionaryAdmin(OfTheRegister):
    """An entry of a dictionary, with the days between which it holds."""

    list_display = ["code", "name_kk", "name_ru", "name_en"]
    search_fields = ["code", "name_kk", "name_ru", "name_en"]


@admin.register(ArchiveTender)
class ArchiveTenderAdmin(ReadOnly):
    """The early tenders, as the article reports them."""

    list_display = ["code", "held_on", "applications", "ngos", "winners", "amount"]
