"""Likely duplicates as registry officers work them: a list, two records side by side, one decision."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock
from lifecycle.models import Refused
from registry.duplicates import actions, comparison
from registry.duplicates.forms import DecisionForm, OtherForm
from registry.organisations import actions as organisations
from registry.organisations.models import Likeness, Organisation
from registry.organisations.rules import is_officer
from registry.reference.admin import OfTheRegister
from ui.guards import require


@admin.register(Likeness)
class LikenessAdmin(OfTheRegister):
    """Pairs of organisations that share so much that they may be one."""

    needs_action = ((gettext_lazy("Likely duplicates"), {"status__exact": "open"}),)

    list_display = ["one", "other", "what", "weight", "status"]
    list_filter = ["status"]
    list_select_related = ["one", "other"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["one__search_text", "other__search_text"]
    search_help_text = gettext_lazy("Words of a name, or BIN.")
    fields = ["one", "other", "what", "weight", "status", "reason"]
    readonly_fields = ["what", "status"]
    change_form_template = "admin/registry/persons/change_form.html"

    @admin.display(description=gettext_lazy("what they share"), ordering="grounds")
    def what(self, pair: Likeness) -> str:
        """The grounds in words."""
        return pair.in_words

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: pairs are found."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may: a decision does it."""
        return False

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the way to both records side by side."""
        pair = kwargs.get("obj")
        address = _address(pair.one_id, pair.other_id) if pair and is_officer(request.user) else None
        context["verbs"] = [(address, _("Compare and decide"))] if address else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list:
        """With the pages of comparing."""
        enter = self.admin_site.admin_view
        return [
            path("compare/<int:one>/", enter(self.choose_view), name="registry_likeness_choose"),
            path("compare/<int:one>/<int:other>/", enter(self.compare_view), name="registry_likeness_compare"),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest, one: int) -> HttpResponse:
        """With which other record an organisation is compared: one that is alike, or any."""
        require(is_officer(request.user))
        organisation = get_object_or_404(Organisation.objects.for_list(), pk=one)
        form = OtherForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["number"] != organisation:
                return redirect(_address(one, form.cleaned_data["number"].pk))
            form.add_error("number", _("This is one and the same record."))
        others = Organisation.objects.exclude(pk=one).exclude(status=Organisation.Status.MERGED)
        alike = [(other, _address(one, other.pk)) for other in others.like(organisation.known, organisation.region)]
        context = {"form": form, "about": organisation, "alike": alike, "title": _("Compare with another record")}
        return self._page(request, "choose", context)

    def compare_view(self, request: HttpRequest, one: int, other: int) -> HttpResponse:
        """Two records side by side, with what differs, before anything is decided."""
        require(is_officer(request.user))
        both = Organisation.objects.for_list()
        left, right = get_object_or_404(both, pk=one), get_object_or_404(both, pk=other)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._is_decided(request, form, left, right):
            return redirect("admin:registry_likeness_changelist")
        rows = comparison.of(left, right)
        context = {"form": form, "left": left, "right": right, "rows": rows, "title": _("Compare and decide")}
        return self._page(request, "compare", context)

    def _is_decided(self, request: HttpRequest, form: DecisionForm, left: Organisation, right: Organisation) -> bool:
        verdict, because = form.cleaned_data["verdict"], form.cleaned_data["because"]
        reason = {"because": because, "by": request.user, "at": clock.now()}
        try:
            if verdict == DecisionForm.APART:
                organisations.set_apart(left, right, **reason)
            else:
                goes_on, duplicate = (left, right) if verdict == DecisionForm.LEFT else (right, left)
                actions.merge(duplicate, into=goes_on, **reason)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, _("Your decision is written down."), messages.SUCCESS)
        return True

    def _page(self, request: HttpRequest, name: str, context: dict) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/registry/likeness/{name}.html", whole)


def _address(one: int, other: int) -> str:
    return reverse("admin:registry_likeness_compare", args=[one, other])
