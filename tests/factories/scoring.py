"""Score sheets: `ScoreSheetFactory(member=member, application=application)` is a draft without a mark;

`ScoreSheetFactory(locked=True, points="3.5")` has this mark and a comment for each criterion of the call.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tenders.scoring.actions import place_of
from tenders.scoring.models import Score, ScoreSheet

COMMENT = "The need is shown by figures of the district."


class ScoreSheetFactory(DjangoModelFactory):
    class Meta:
        model = ScoreSheet
        skip_postgeneration_save = True

    class Params:
        locked = factory.Trait(status="locked", locked_at=factory.LazyFunction(timezone.now))

    member = None
    application = None
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    place = factory.LazyAttribute(lambda sheet: place_of(sheet.member, sheet.application))

    @classmethod
    def _create(cls, model_class: type[ScoreSheet], *args: Any, **kwargs: Any) -> ScoreSheet:
        points = kwargs.pop("points", "3.5" if kwargs.get("status") == "locked" else None)
        sheet = super()._create(model_class, *args, **kwargs)
        if points is not None:
            mark(sheet, points)
        return sheet


def mark(sheet: ScoreSheet, points: str | dict[str, str]) -> None:
    """Give a sheet one mark for every criterion, or a mark for each code."""
    criteria = sheet.application.lot.call.criteria.all()
    given = points if isinstance(points, dict) else {criterion.code: points for criterion in criteria}
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=criterion, points=Decimal(given[criterion.code]), comment=COMMENT)
        for criterion in criteria
        if criterion.code in given
    )
