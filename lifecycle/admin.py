"""What every admin page of this site has in common: nothing is deleted, and acts have a reason."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from lifecycle.models import Entry, Refused

# Nothing of the register, the process or its people is ever deleted, by anybody (S36).
admin.site.disable_action("delete_selected")


URGENT, SOON, WHEN_THERE_IS_TIME = 1, 2, 3


class Work(NamedTuple):
    """A list of a page that waits for somebody: its words, the filters of that page, how urgent it is (U30)."""

    label: Any
    lookups: dict[str, str]
    urgency: int = SOON


class Waits(admin.SimpleListFilter):
    """What waits for somebody by a rule that is no column: an heir names each with its words and its rows."""

    title = gettext_lazy("what waits")
    parameter_name = "waits"
    kinds: ClassVar[dict[str, tuple[Any, Callable[[QuerySet, datetime], QuerySet]]]] = {}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Each kind with its words."""
        return [(name, label) for name, (label, _rows) in self.kinds.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the kind that is asked for; all where none is, or one that is not known."""
        label, rows = self.kinds.get(self.value() or "", ("", None))
        return rows(queryset, clock.now()) if rows else queryset


class ReasonForm(ActionForm):
    """The choice of an act, and the reason that goes with it."""

    because = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=200)


def scripts(*names: str) -> forms.Media:
    """Scripts of Django's own admin, by their names."""
    return forms.Media(js=[f"admin/js/{name}.js" for name in names])


class Kept(admin.ModelAdmin):
    """Rows that nobody deletes; what is done to many of them is done to each, and each refusal is told."""

    action_form = ReasonForm

    @property
    def media(self) -> forms.Media:
        """Django's own scripts without those that write slugs: no row here has one, and they outweigh all others."""
        return scripts("vendor/jquery/jquery.min", "jquery.init", "core", "admin/RelatedObjectLookups", "actions")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with no script but that of its acts: it opens no window to choose a related row."""
        return super().changelist_view(request, {"media": scripts("core", "actions"), **(extra_context or {})})

    def act_on_each(self, request: HttpRequest, chosen: Iterable[Any], act: Callable[[Any, str], Any]) -> None:
        """Do one act, given the record and the reason written beside the choice; say how many it was done to."""
        done = 0
        for record in chosen:
            try:
                act(record, request.POST.get("because", "").strip())
            except Refused as refusal:
                self.message_user(request, f"{record}: {refusal}", messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, _("Done for %(count)d of the chosen rows.") % {"count": done})

    def view_on_site(self, record: Any) -> str | None:
        """Where a record stands on the site, asked of the record on the page; the admin's own way there is shut."""
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters of the page may ask; any other question could spell out what is hidden (S37)."""
        filters = [self.date_hierarchy] if self.date_hierarchy else []
        for named in self.get_list_filter(request):
            # A filter of a class of its own asks under a name of its own, and gives its own answers alone.
            if lookup == getattr(named, "parameter_name", None):
                return True
            filters += [named] if isinstance(named, str) else named[:1] if isinstance(named, tuple) else []
        asked = any(lookup == name or lookup.startswith(f"{name}__") for name in filters)
        return asked and super().lookup_allowed(lookup, value, request)


class ReadOnly(Kept):
    """Rows that nobody writes or changes here either."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


class AsOnTheSite(ReadOnly):
    """Rows that each person reads here as on the site."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """By the one rule of who reads what."""
        rows: Any = super().get_queryset(request)
        found: QuerySet = rows.visible_to(request.user)
        return found


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """The trail: who did what, when and why. Written by the process alone."""

    list_display = ["at", "about_type", "about_id", "number", "verb", "by", "because"]
    list_filter = ["about_type", ("at", admin.DateFieldListFilter)]
    list_select_related = ["about_type", "by"]
    search_fields = ["=about_id", "verb"]
    ordering = ["-pk"]
    show_full_result_count = False
