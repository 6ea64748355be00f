"""What an amendment may change in a published call, part by part. Criteria, weights, budgets and profile are frozen."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from tenders.calls.models import Call, Lot, Requirement

IN_BOTH = ("_kk", "_ru")
CONTACTS = ("contact_name", "contact_phone", "contact_email")


def _texts(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}{tongue}" for name in names for tongue in IN_BOTH)


FIELDS: dict[type, tuple[str, ...]] = {
    Call: (*_texts("title", "purpose", "subsidiarity"), "legal_basis", "budget_code", *CONTACTS),
    Lot: (*_texts("title", "description", "target_group", "results"), "starts_on", "ends_on"),
    Requirement: _texts("text", "proof", "reason"),
}


class Difference(NamedTuple):
    """One field of a part: what it says, and what it will say; days in ISO."""

    part: str
    field: str
    before: str
    after: str


def of(call: Call) -> dict[str, Any]:
    """Every part of a call by the word for it in an address: the call itself, its lots, its requirements."""
    lots = {f"lot-{lot.number}": lot for lot in call.lots.all()}
    requirements = {f"requirement-{requirement.code}": requirement for requirement in call.requirements.all()}
    return {"call": call, **lots, **requirements}


def differences(part: str, record: Any, facts: Mapping[str, Any]) -> Iterator[Difference]:
    """What these facts would change in a part."""
    for field in FIELDS[type(record)]:
        before, after = plain(getattr(record, field)), plain(facts[field])
        if before != after:
            yield Difference(part, field, before, after)


def revived(record: Any, difference: Difference) -> Any:
    """The new value as the field of the record holds it."""
    return record._meta.get_field(difference.field).to_python(difference.after)


def touches_conditions(rows: list[Difference]) -> bool:
    """Whether an applicant relies on any of it: then whoever has applied must confirm (Q26)."""
    return any(row.field not in CONTACTS for row in rows)


def plain(value: Any) -> str:
    """A value of a part as text."""
    return value.isoformat() if isinstance(value, date) else str(value)
