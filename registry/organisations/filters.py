"""What the register is searched by."""

from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.organisations import naming
from registry.organisations.forms import NamedChoice
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from ui import words

# Whoever awaits verification, was returned or was merged into another is not in the public register.
PUBLIC = slice(2, -1)
# What may be an NGO, and besides it what somebody in the register bears all the same.
BORNE = LegalForm.objects.filter(Q(is_ngo=True) | Exists(Organisation.objects.filter(legal_form=OuterRef("pk"))))


class Entry(NamedTuple):
    """What is read of an entry of a dictionary."""

    pk: int
    name_kk: str
    name_ru: str
    name_en: str


class NamedFilter(django_filters.ModelChoiceFilter):
    """One entry of a dictionary, under its name in the reader's language."""

    field_class = NamedChoice


class ListedFilter(django_filters.ChoiceFilter):
    """One entry of a dictionary, which is read once, for the choice and for what may be chosen."""

    def __init__(self, entries: QuerySet, **kwargs: Any):
        super().__init__(empty_label=_("all"), **kwargs)
        self.entries = entries
        self.names: dict[int, str] = {}

    def read(self) -> None:
        """Offer what the dictionary holds now, under names in the reader's language."""
        language = (get_language() or "kk")[:2]
        entries = [Entry(*values) for values in self.entries.values_list(*Entry._fields)]
        self.names = {entry.pk: words.spoken(entry, "name", language)[1] for entry in entries}
        self.extra["choices"] = list(self.names.items())


class OrganisationFilter(django_filters.FilterSet):
    """Words of a name or a BIN, first letter, region, class, sphere, status, legal form, scale, villages."""

    words = django_filters.CharFilter(
        label=_("Name or BIN"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    letter = django_filters.ChoiceFilter(
        label=_("First letter"), choices=[(initial, initial) for initial in naming.initials()], method="by_letter"
    )
    region = ListedFilter(Region.objects.all(), label=_("Region"))
    ngo_class = ListedFilter(NgoClass.objects.all(), label=_("Class"), field_name="classes")
    sphere = ListedFilter(Sphere.objects.all(), label=_("Sphere"), field_name="spheres")
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Organisation.Status.choices[PUBLIC], empty_label=_("all")
    )
    legal_form = ListedFilter(BORNE, label=_("Legal form"))
    scale = django_filters.ChoiceFilter(label=_("Scale"), choices=Organisation.Scale.choices, empty_label=_("all"))
    rural = django_filters.ChoiceFilter(
        label=_("Place of work"),
        field_name="is_rural",
        choices=[("True", _("in a village")), ("False", _("in a town"))],
        empty_label=_("all"),
    )

    class Meta:
        model = Organisation
        fields = ["words", "letter", "region", "ngo_class", "sphere", "status", "legal_form", "scale", "rural"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for one in self.filters.values():
            if isinstance(one, ListedFilter):
                one.read()

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, whatever its case and its Kazakh letters."""
        return queryset.matching(words)

    def by_letter(self, queryset: Any, _name: str, letter: str) -> Any:
        """Names that begin with a letter of the index."""
        return queryset.beginning_with(letter)

    def names(self, name: str) -> dict[int, str]:
        """The entries of a dictionary that the list is filtered by, by their keys."""
        return self.filters[name].names

    def chosen(self, name: str) -> Any:
        """What was chosen here, if it is offered."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name)

    def without(self, *names: str) -> Any:
        """The organisations that all other filters leave."""
        queryset = self.queryset
        for name, one in self.filters.items():
            if name not in names:
                queryset = one.filter(queryset, self.chosen(name))
        return queryset
