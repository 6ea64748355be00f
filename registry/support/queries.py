"""What the first page of support counts, in a fixed number of queries."""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from registry.reference.models import SupportForm
from registry.support.models import Consultation, Guide, News

ON_THE_FRONT = 2


def forms_on(day: date) -> list[tuple[SupportForm, int, int | None]]:
    """The forms in force on a day, each with how many measures hold, and how many news, answers or guides it gives."""
    current = Q(measures__isnull=False, measures__superseded_by__isnull=True)
    forms = SupportForm.objects.on(day).annotate(measure_count=Count("measures", filter=current))
    given = _counted()
    return [(form, form.measure_count, given.get(form.code)) for form in forms]


def latest_news() -> Any:
    """The two latest pieces of news, for the front door."""
    return News.objects.published().only("title_kk", "title_ru", "title_en", "published_at")[:ON_THE_FRONT]


def _counted() -> dict[str, int]:
    return {
        "informational": News.objects.published().count(),
        "consultative": Consultation.objects.published().count(),
        "methodological": Guide.objects.published().count(),
    }
