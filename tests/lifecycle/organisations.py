"""The nearest record that has a life: an organisation of the register, with the least it needs."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region

NOON = datetime(2026, 6, 12, 7, 0, 0, 123456, tzinfo=UTC)

NUMBERS = count(1)


def organisation(status: str = "filed", **facts: Any) -> Organisation:
    """One organisation, standing where the test needs it."""
    names = {"name_kk": "Қор", "name_ru": "Фонд", "name_en": "Foundation"}
    form, _ = LegalForm.objects.get_or_create(code="test_form", defaults=names)
    region, _ = Region.objects.get_or_create(
        kato="990000000", defaults={"code": "test_region", "kind": Region.Kind.REGION, **names}
    )
    if status not in ("filed", "returned"):
        facts.setdefault("verified_at", NOON)
    if status == "merged":
        facts.setdefault("merged_into", organisation("active"))
    if status == "returned":
        facts.setdefault("return_reason", "The charter is missing.")
    return Organisation.objects.create(
        code=f"T-{next(NUMBERS)}",
        legal_form=form,
        region=region,
        registered_on=date(2010, 3, 1),
        name_kk="Қамқорлық",
        name_ru="Забота",
        status=status,
        filed_at=NOON,
        **facts,
    )
