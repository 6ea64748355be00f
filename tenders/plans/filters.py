"""What problems and themes are searched by."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.bodies.models import StateBody
from registry.organisations.filters import NamedFilter
from registry.reference.models import Region, Sphere
from tenders.plans.models import Problem, Theme


def _words(label: Any) -> django_filters.CharFilter:
    return django_filters.CharFilter(
        label=label, method="by_words", widget=forms.TextInput(attrs={"type": "search"}), max_length=200
    )


class ProblemFilter(django_filters.FilterSet):
    """Words, state body, sphere, region; the newest or the most supported first."""

    words = _words(_("Words or code"))
    body = NamedFilter(label=_("State body"), queryset=StateBody.objects.all(), empty_label=_("all"))
    sphere = NamedFilter(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("all"))
    region = NamedFilter(label=_("Region"), queryset=Region.objects.all(), empty_label=_("all"))
    order = django_filters.ChoiceFilter(
        label=_("Order"),
        method="by_order",
        choices=[("support", _("the most supported first"))],
        empty_label=_("the newest first"),
    )

    class Meta:
        model = Problem
        fields = ["words", "body", "sphere", "region", "order"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, in the title, the text or the code."""
        for word in words.split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(code__icontains=word))
        return queryset

    def by_order(self, queryset: Any, _name: str, _order: str) -> Any:
        """The most supported first."""
        return queryset.order_by("-support_count", "-pk")


class ThemeFilter(django_filters.FilterSet):
    """Words, state body, year, sphere, region, status."""

    words = _words(_("Title or number"))
    body = NamedFilter(label=_("State body"), queryset=StateBody.objects.all(), empty_label=_("all"))
    year = django_filters.NumberFilter(
        label=_("Year of the plan"),
        min_value=2003,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    sphere = NamedFilter(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("all"))
    region = NamedFilter(label=_("Region"), queryset=Region.objects.all(), empty_label=_("all"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Theme.Status.choices[1:], empty_label=_("all"))

    class Meta:
        model = Theme
        fields = ["words", "body", "year", "sphere", "region", "status"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, in the title of either language or in the number."""
        for word in words.split():
            found = Q(title_kk__icontains=word) | Q(title_ru__icontains=word) | Q(number__icontains=word)
            queryset = queryset.filter(found)
        return queryset


class OfficeFilter(django_filters.FilterSet):
    """Status, and what a theme awaits from the person who looks."""

    AWAITS = {
        "opening": _("my drafts to open"),
        "answers": _("comments to answer"),
        "decision": _("discussions that ended"),
    }

    awaits = django_filters.ChoiceFilter(
        label=_("Awaits me"), choices=list(AWAITS.items()), method="by_awaits", empty_label=_("all")
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Theme.Status.choices, empty_label=_("all"))

    class Meta:
        model = Theme
        fields = ["awaits", "status"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.at = at

    def by_awaits(self, queryset: Any, _name: str, what: str) -> Any:
        """The themes that wait for an act of this person."""
        return getattr(queryset, f"awaiting_{what}")(self.request.user, self.at)


class DeskFilter(django_filters.FilterSet):
    """The status of problems that are addressed to one's body."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Problem.Status.choices, empty_label=_("all"))

    class Meta:
        model = Problem
        fields = ["status"]
