"""State bodies, and the list of restricted parties in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from registry.bodies import actions as bodies
from registry.bodies import rules
from registry.bodies.forms import EndForm, RestrictedPartyForm
from registry.bodies.models import RestrictedParty, StateBody
from registry.reference.admin import OfTheRegister, SettingsOfTheRegister
from ui.guards import told


@admin.register(StateBody)
class StateBodyAdmin(SettingsOfTheRegister):
    """Ministries and akimats; roles are given for one of them, calls are numbered by its code."""

    list_display = ["code", "name_kk", "name_ru", "name_en", "level", "region"]
    list_filter = ["level", "region"]
    list_select_related = ["region"]
    search_fields = ["code", "bin", "name_kk", "name_ru", "name_en"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code of a body stays: the numbers of its calls begin with it."""
        return ("code",) if obj else ()


class Entered(OfTheRegister):
    """Rows that officers enter by the one action that may, with a reason; an outcome is told in its own words."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An officer, while there is anything left to write."""
        return rules.can_enter(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An officer."""
        return rules.can_enter(request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only reads is asked for no reason."""
        fields = list(super().get_fields(request, obj))
        asked = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return fields if asked else [name for name in fields if name != "because"]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Back to the list, where `told` says what came of it."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the row, where `told` says what came of it."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing is logged of what was refused."""
        return super().log_addition(request, obj, message) if obj.pk else None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Enter the row through the one action that may."""
        with told(request, _("It is entered.")):
            bodies.enter(obj, because=form.cleaned_data["because"], by=request.user, at=clock.now())


class Lasting(Entered):
    """Rows with a first and a last day: once entered, only the last day is written, and only once."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An officer, until it has ended."""
        return rules.can_end(request.user, obj) if obj else super().has_change_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Everything but the last day."""
        return [name for name in self.form.Meta.fields if name != "until"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """To end it, not to change it."""
        return super().get_form(request, obj, change, **({"form": EndForm} if obj else {}) | kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Enter the row, or write its last day."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        facts = {name: form.cleaned_data[name] for name in ("until", "because")}
        with told(request, _("Its last day is written.")):
            bodies.end(obj, **facts, by=request.user, at=clock.now())


class InForce(admin.SimpleListFilter):
    """What is in force today."""

    title = gettext_lazy("in force today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Yes or no."""
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those in force today, or all others."""
        now = queryset.model.objects.on(timezone.localdate()).values("pk")
        wanted = {"yes": queryset.filter(pk__in=now), "no": queryset.exclude(pk__in=now)}
        return wanted.get(self.value(), queryset)


@admin.register(RestrictedParty)
class RestrictedPartyAdmin(Lasting):
    """Whom no tender takes (R-014); entered from a court act and ended by another."""

    form = RestrictedPartyForm
    list_display = ["bin", "name_kk", "name_ru", "court_act", "since", "until"]
    list_filter = [InForce]
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Words of a name in any language, or BIN.")
    ordering = ["-since", "-pk"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Every word, whatever its case and its Kazakh letters."""
        return queryset.matching(search_term), False
