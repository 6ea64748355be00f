"""What the register is searched by."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.organisations.forms import NamedChoice
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region, Sphere

# Whoever awaits verification, was returned or was merged into another is not in the public register.
PUBLIC = slice(2, -1)


class NamedFilter(django_filters.ModelChoiceFilter):
    """One entry of a dictionary, under its name in the reader's language."""

    field_class = NamedChoice


def _regions_of_today(_request: Any) -> Any:
    return Region.objects.on(timezone.localdate())


class OrganisationFilter(django_filters.FilterSet):
    """Words of a name or a BIN, region, sphere, legal form, status."""

    words = django_filters.CharFilter(
        label=_("Name or BIN"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    region = NamedFilter(label=_("Region"), queryset=_regions_of_today, empty_label=_("all"))
    sphere = NamedFilter(label=_("Sphere"), field_name="spheres", queryset=Sphere.objects.all(), empty_label=_("all"))
    legal_form = NamedFilter(
        label=_("Legal form"), queryset=LegalForm.objects.filter(is_ngo=True), empty_label=_("all")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Organisation.Status.choices[PUBLIC], empty_label=_("all")
    )

    class Meta:
        model = Organisation
        fields = ["words", "region", "sphere", "legal_form", "status"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, whatever its case and its Kazakh letters."""
        return queryset.matching(words)
