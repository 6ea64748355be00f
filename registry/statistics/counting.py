"""What all pages of statistics count alike: the public register, grouped by the database."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language

from registry.archive import figures
from registry.organisations.models import Organisation

ACTIVE = Q(status=Organisation.Status.ACTIVE)
RURAL = Q(is_rural=True)


def language() -> str:
    """The code of the reader's language."""
    return (get_language() or "kk")[:2]


def by(*columns: Any, **kinds: Q) -> list[tuple[Any, ...]]:
    """The public organisations by these columns: their values, the number of all, and of each of the kinds."""
    counts = {"of_all": Count("pk"), **{f"of_{name}": Count("pk", filter=kind) for name, kind in kinds.items()}}
    rows = Organisation.objects.public().order_by().values_list(*columns).annotate(**counts)
    return list(rows)


def in_all(kind: Q | None = None) -> int:
    """How many organisations the public register has, or how many of a kind."""
    return Organisation.objects.public().filter(kind or Q()).count()


def share(part: int, whole: int) -> Decimal | None:
    """The part in percent of the whole, with two places; None of nothing."""
    return figures.percent(part, whole) if whole else None


def said(told: Mapping[str, Any], name: str) -> str:
    """A text of a file of data in the reader's language; what is not translated stands in English."""
    return str(told.get(f"{name}_{language()}") or told.get(name) or "")


def headline() -> dict[str, int]:
    """How many organisations the public register has, how many are active, and how many work in villages."""
    public = Organisation.objects.public()
    return public.aggregate(all=Count("pk"), active=Count("pk", filter=ACTIVE), rural=Count("pk", filter=RURAL))
