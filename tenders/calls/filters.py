"""What calls are searched by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.filters import NamedFilter
from registry.reference.models import Region, Sphere
from tenders.calls.models import Call, Lot


class CallFilter(django_filters.FilterSet):
    """Words of a title or a number, sphere, region, level, status."""

    words = django_filters.CharFilter(
        label=_("Title or number"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    sphere = NamedFilter(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("all"))
    region = NamedFilter(label=_("Region"), method="by_region", queryset=Region.objects.all(), empty_label=_("all"))
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Call.Level.choices, empty_label=_("all"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Call.Status.choices[2:], empty_label=_("all"))

    class Meta:
        model = Call
        fields = ["words", "sphere", "region", "level", "status"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, in the title of either language or in the number."""
        for word in words.split():
            found = Q(title_kk__icontains=word) | Q(title_ru__icontains=word) | Q(number__icontains=word)
            queryset = queryset.filter(found)
        return queryset

    def by_region(self, queryset: Any, _name: str, region: Region) -> Any:
        """Calls with a lot in the region; a lot without a region is for the whole country."""
        lots = Lot.objects.filter(Q(regions=region) | Q(regions__isnull=True))
        return queryset.filter(pk__in=lots.values("call"))


class OfficeFilter(django_filters.FilterSet):
    """Status, and what a call awaits from the person who looks."""

    AWAITS = {
        "completion": _("my drafts to finish"),
        "approval": _("drafts I may approve"),
        "publication": _("approved calls I may publish"),
    }

    awaits = django_filters.ChoiceFilter(
        label=_("Awaits me"), choices=list(AWAITS.items()), method="by_awaits", empty_label=_("all")
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Call.Status.choices, empty_label=_("all"))

    class Meta:
        model = Call
        fields = ["awaits", "status"]

    def by_awaits(self, queryset: Any, _name: str, what: str) -> Any:
        """The calls that wait for an act of this person."""
        return getattr(queryset, f"awaiting_{what}")(self.request.user)
