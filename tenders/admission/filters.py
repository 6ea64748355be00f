"""What the list of admission can be narrowed to."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application
from tenders.calls.models import Lot

Status = Application.Status
RULINGS = [("none", _("without a ruling")), ("admitted", _("admitted")), ("rejected", _("rejected"))]


class AdmissionFilter(django_filters.FilterSet):
    """By lot, and by the ruling given or still missing."""

    lot = django_filters.ChoiceFilter(label=_("Lot"), field_name="lot__number")
    ruling = django_filters.ChoiceFilter(label=_("Ruling"), choices=RULINGS, method="by_ruling")

    class Meta:
        model = Application
        fields = ["lot"]

    def __init__(self, *args, lots: list[Lot], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["lot"].extra["choices"] = [(str(lot.number), lot.number) for lot in lots]

    def by_ruling(self, found: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        """Applications with this ruling: what became of an admitted one later does not matter here."""
        if value == "none":
            return found.filter(status=Status.OPENED)
        return found.filter(ruling__is_admitted=value == "admitted")
