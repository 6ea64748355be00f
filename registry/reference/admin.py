"""The dictionaries in the admin, and what every page of the register there has in common."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from lifecycle.admin import Kept
from registry.reference import history
from registry.reference.models import LegalForm, NgoClass, Region, Sphere

# A longer list is counted no further: nobody pages through it, and no act takes more rows.
COUNTED_UP_TO = 50_000


class BoundedPaginator(Paginator):
    """Pages of a list whose length is counted up to a limit."""

    counted_up_to = COUNTED_UP_TO

    @cached_property
    def count(self) -> int:
        """How many rows there are, or the limit where there are more: the pages after it are reached by filters."""
        counted: int = self.object_list.order_by()[: self.counted_up_to + 1].count()
        self.is_more_than_counted = counted > self.counted_up_to
        return min(counted, self.counted_up_to)

    is_more_than_counted = False


class OfTheRegister(Kept):
    """What registry officers see and change; a system administrator sees it (domain, section 7)."""

    paginator = BoundedPaginator
    show_full_result_count = False
    object_history_template = "admin/registry/history.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it stands on the index."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be read."""
        return request.user.holds("registry_officer") or request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be changed."""
        return request.user.holds("registry_officer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether a row may be added."""
        return self.has_change_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With the searches that this person has saved for this list, and the filters that may be saved now."""
        present = request.GET.copy()
        for name in ("p", "all", "e"):
            present.pop(name, None)
        more = {
            "title": capfirst(self.opts.verbose_name_plural),
            "saved": request.user.saved_searches.filter(page=self.opts.label_lower).order_by("name"),
            "present": present.urlencode(),
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was done to a row and which values were changed, newest first."""
        record = self.get_object(request, unquote(object_id))
        events = history.of(record) if record and self.has_view_permission(request, record) else []
        return super().history_view(request, object_id, {"events": events, **(extra_context or {})})


class SettingsOfTheRegister(OfTheRegister):
    """What a new installation needs before it has registry officers: the system administrator changes it too."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it may be changed."""
        return self.has_view_permission(request, obj)


class DictionaryAdmin(SettingsOfTheRegister):
    """An entry of a dictionary, with the days between which it holds; an entry that ends is given its last day."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "valid_from", "valid_to"]
    search_fields = ["code", "name_kk", "name_ru", "name_en"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code of an entry stays: files and receipts name it."""
        return ("code",) if obj else ()


@admin.register(Region)
class RegionAdmin(DictionaryAdmin):
    """Regions of today and of earlier days; archived tenders keep the region of their own day."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "kind", "valid_from", "valid_to"]
    list_filter = ["kind"]


@admin.register(Sphere)
class SphereAdmin(DictionaryAdmin):
    """Spheres of the state social order."""

    list_display = ["number", "name_kk", "name_ru", "name_en", "is_confirmed", "valid_to"]
    list_filter = ["is_confirmed"]


@admin.register(LegalForm)
class LegalFormAdmin(DictionaryAdmin):
    """Legal forms; each that is no NGO carries the reason that a person is shown."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "is_ngo", "valid_to"]
    list_filter = ["is_ngo"]


@admin.register(NgoClass)
class NgoClassAdmin(DictionaryAdmin):
    """Classes of NGOs."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "group", "valid_to"]
    list_filter = ["group"]
