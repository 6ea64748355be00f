"""What the pages of a change show: parts and fields by their names, what was and what is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch
from django.utils.translation import gettext as _

from tenders.calls.models import Call, Lot, Requirement
from tenders.changes import parts
from tenders.changes.models import Change, Incident
from tenders.changes.parts import Difference


class Row(NamedTuple):
    """A field that changed, in words; `language` is that of its text, if it has one."""

    part: str
    field: str
    before: str
    after: str
    language: str


class Part(NamedTuple):
    """A part of a call that may be amended: the word for it in an address, and its name."""

    code: str
    name: str
    record: Any


def name_of(part: str) -> str:
    """A part of a call as people call it."""
    kind, _dash, number = part.partition("-")
    if kind == "lot":
        return _("Lot %(number)s") % {"number": number}
    return _("Requirement %(code)s") % {"code": number} if kind == "requirement" else _("The call itself")


def parts_of(call: Call) -> list[Part]:
    """Everything that may be amended, in order."""
    return [Part(code, name_of(code), record) for code, record in parts.of(call).items()]


def differences(change: Change) -> Iterator[Row]:
    """The rows of an amendment, the fields by their names."""
    for row in (Difference(**row) for row in change.differences):
        field: Any = _model_of(row.part)._meta.get_field(row.field)
        language = row.field[-2:] if row.field.endswith(parts.IN_BOTH) else ""
        yield Row(name_of(row.part), str(field.verbose_name), row.before, row.after, language)


def incidents() -> Any:
    """Outages, the last one first, each with the changes it led to."""
    led_to = Change.objects.confirmed().select_related("call")
    return Incident.objects.prefetch_related(Prefetch("changes", queryset=led_to))[:50]


def _model_of(part: str) -> type[Model]:
    kind = part.partition("-")[0]
    models: dict[str, type[Model]] = {"lot": Lot, "requirement": Requirement}
    return models.get(kind, Call)
