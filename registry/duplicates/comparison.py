"""Two records side by side, line by line, with what differs."""

from typing import Any, NamedTuple

from registry.organisations.models import Organisation

SHOWN = (
    "code", "status", "bin", "name_kk", "name_ru", "name_en", "short_name_kk", "short_name_ru", "legal_form",
    "registered_on", "registration_number", "registrar", "region", "address_kk", "address_ru", "head_name", "phone",
    "email", "website", "filed_at", "verified_at",
)  # fmt: skip
NAMES = {field.name: field.verbose_name for field in Organisation._meta.concrete_fields}


class Row(NamedTuple):
    """One fact of both."""

    name: Any
    one: Any
    other: Any

    @property
    def differs(self) -> bool:
        """Whether the two tell different things."""
        return bool(self.one != self.other)


def of(one: Organisation, other: Organisation) -> list[Row]:
    """What two records tell about the same things, in the order of the form."""
    return [Row(NAMES[field], _value(one, field), _value(other, field)) for field in SHOWN]


def _value(organisation: Organisation, field: str) -> Any:
    return organisation.get_status_display() if field == "status" else getattr(organisation, field)
