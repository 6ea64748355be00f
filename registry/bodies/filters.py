"""What the list of restricted parties is searched by."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.bodies.models import RestrictedParty


class RestrictedPartyFilter(django_filters.FilterSet):
    """Words of a name or a BIN; those in force today, or those that have ended."""

    words = django_filters.CharFilter(
        label=_("Name or BIN"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=[("now", _("in force today")), ("past", _("not in force today"))],
        empty_label=_("all"),
    )

    class Meta:
        model = RestrictedParty
        fields = ["words", "state"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, whatever its case and its Kazakh letters."""
        return queryset.matching(words)

    def by_state(self, queryset: Any, _name: str, state: str) -> Any:
        """Those that shut a BIN out today, or all others."""
        now = RestrictedParty.objects.on(timezone.localdate())
        return queryset.filter(pk__in=now) if state == "now" else queryset.exclude(pk__in=now)
