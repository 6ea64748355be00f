"""What measures and answers are searched by."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from registry.organisations.filters import NamedFilter
from registry.reference.models import QuestionTopic, Region, SupportForm
from registry.support.models import Consultation, SupportMeasure


class MeasureFilter(django_filters.FilterSet):
    """Form of support, region, year."""

    form_of = NamedFilter(
        label=_("Form of support"),
        field_name="form",
        to_field_name="code",
        queryset=SupportForm.objects.all(),
        empty_label=_("all"),
    )
    region = NamedFilter(label=_("Region"), queryset=Region.objects.all(), empty_label=_("all"))
    year = django_filters.NumberFilter(
        label=_("Year"),
        field_name="given_on",
        lookup_expr="year",
        min_value=1991,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = SupportMeasure
        fields = ["form_of", "region", "year"]


class AnswerFilter(django_filters.FilterSet):
    """Words of a question or an answer, topic."""

    words = django_filters.CharFilter(
        label=_("Words"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    topic = NamedFilter(label=_("Topic"), queryset=QuestionTopic.objects.all(), empty_label=_("all"))

    class Meta:
        model = Consultation
        fields = ["words", "topic"]

    def by_words(self, queryset: Any, _name: str, words: str) -> Any:
        """Every word, whatever its case and its Kazakh letters."""
        return queryset.matching(words)
