"""The yearly reports as registry officers read them: nobody changes a figure here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.filings.models import AnnualReport, IncomeLine, ProjectLine, PropertyLine, SpendingLine
from registry.reference.admin import OfTheRegister


class Lines(admin.TabularInline):
    """The rows of a part, to be read."""

    template = "admin/inline_to_read.html"
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the report."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


class IncomeInline(Lines):
    """Money by source."""

    model = IncomeLine
    fields = ("source", "donor", "amount")


class SpendingInline(Lines):
    """Money by purpose."""

    model = SpendingLine
    fields = ("purpose", "amount")


class PropertyInline(Lines):
    """What is owned."""

    model = PropertyLine
    fields = ("kind", "name", "amount")


class ProjectInline(Lines):
    """The projects of the year."""

    model = ProjectLine
    fields = ("name", "sphere", "region", "amount", "people_served", "funder")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names of what they belong to."""
        return super().get_queryset(request).select_related("sphere", "region")


@admin.register(AnnualReport)
class AnnualReportAdmin(OfTheRegister):
    """Annual reports that were filed, every version of each; drafts are their organisation's alone."""

    list_display = ["organisation", "year", "version", "status", "is_late", "filed_at", "income_total_amount"]
    list_filter = ["year", "status", "is_late"]
    list_select_related = ["organisation"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["organisation__search_text"]
    search_help_text = _("Words of a name in any language, or a BIN.")
    ordering = ["-year", "-version", "-pk"]
    inlines = [IncomeInline, SpendingInline, PropertyInline, ProjectInline]
    exclude = ["carried", "saved"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What was filed."""
        return super().get_queryset(request).told()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: an organisation files its own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: a correction is a new version, filed by the organisation."""
        return False
