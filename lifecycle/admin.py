"""What every admin page of this site has in common: nothing is deleted, and acts have a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Entry

# Nothing of the register, the process or its people is ever deleted, by anybody (S36).
admin.site.disable_action("delete_selected")


class ReasonForm(ActionForm):
    """The choice of an act, and the reason that goes with it."""

    because = forms.CharField(label=_("Reason"), required=False, max_length=200)


class Kept(admin.ModelAdmin):
    """Rows that nobody deletes."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


class ReadOnly(Kept):
    """Rows that nobody writes or changes here either."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """The trail: who did what, when and why. Written by the process alone."""

    list_display = ["at", "about_type", "about_id", "number", "verb", "by", "because"]
    list_filter = ["about_type", ("at", admin.DateFieldListFilter)]
    list_select_related = ["about_type", "by"]
    search_fields = ["=about_id", "verb"]
    ordering = ["-pk"]
    show_full_result_count = False
