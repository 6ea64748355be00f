"""What a copy of an earlier call takes over: everything but its dates, and marks on what must be looked at again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from tenders.calls.models import Call, Lot

COPIED = (
    *("customer", "instrument", "profile", "level", "sphere", "title_kk", "title_ru", "purpose_kk", "purpose_ru"),
    *("subsidiarity_kk", "subsidiarity_ru", "legal_basis", "budget_code", "contact_name", "contact_phone"),
    "contact_email",
)
PARTS = ("topic", "why", "dates", "requirements", "criteria")
LOT = "lot-"


def parts_of(call: Call) -> list[str]:
    """What must be looked at again before the copy of this call is approved; each lot by its number."""
    documents = ["documents"] if call.documents.exists() else []
    return [*PARTS, *documents, *(f"{LOT}{number}" for number in call.lots.values_list("number", flat=True))]


def rows(originals: Iterable[Any], **owner: Any) -> Iterator[Any]:
    """The same rows, new and of another owner."""
    for original in originals:
        names = [field.name for field in original._meta.concrete_fields if not field.primary_key]
        yield type(original)(**{name: getattr(original, name) for name in names if name not in owner} | owner)


def lot(original: Lot, call: Call) -> Lot:
    """A lot of the new call: its work begins on the same day of the first year that the new deadline allows."""
    [new] = rows([original], call=call)
    while new.starts_on <= call.deadline_at.date():
        new.starts_on, new.ends_on = _next_year(new.starts_on), _next_year(new.ends_on)
    return new


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28) + timedelta(days=1)
