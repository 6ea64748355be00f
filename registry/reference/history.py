"""The history of a row of the register: what was done to it, and which values were changed (R-009, U33)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lifecycle.models import Entry
from ui import sentences

# The values of an act are written within a moment of its line; a batch of a job takes a few seconds.
TOGETHER = timedelta(seconds=60)
EARLY = timedelta(seconds=2)


class Change(NamedTuple):
    """One column, before and after; of a list, what was taken out and what was put in. `entry` leads back to it."""

    name: str
    old: str
    new: str
    field: str = ""
    entry: int = 0


class Event(NamedTuple):
    """Who did what, when and why, which values changed with it, and by which job if not on a page."""

    at: datetime
    by: str
    text: str
    because: str
    changes: list[Change]
    job: int | None = None


def of(record: models.Model) -> list[Event]:
    """Everything that happened to a row, newest first; the values that an act changed stand with the act."""
    entries = list(Entry.objects.of(record))
    lines = sentences.of(record, entries, with_names=True)
    values = list(LogEntry.objects.get_for_object(record).filter(action=LogEntry.Action.UPDATE).select_related("actor"))
    of_lines = [_line_of(entry, entries) for entry in values]
    events = [
        _event(record, line.at, line.by, line.text, line.because, _of_line(number, of_lines, values))
        for number, line in enumerate(lines)
    ]
    alone = [entry for entry, number in zip(values, of_lines, strict=True) if number is None]
    for entry in alone:
        event = _event(record, entry.timestamp, str(entry.actor or ""), _("Values changed"), "", [entry])
        events += [event] if event.changes else []
    return sorted(events, key=lambda event: event.at, reverse=True)


def before(record: models.Model, entry_id: str, name: str) -> dict[str, Any]:
    """The value that a column of this row had before a change, by the column's name; nothing where there is none."""
    changes = LogEntry.objects.get_for_object(record).filter(action=LogEntry.Action.UPDATE)
    entry = changes.filter(pk=entry_id if entry_id.isdecimal() else 0).first()
    values = entry.changes_dict.get(name) if entry else None
    if not isinstance(values, list):
        return {}
    field: Any = record._meta.get_field(name)
    try:
        return {name: None if values[0] == "None" and field.null else field.to_python(values[0])}
    except ValidationError:  # a column of an earlier version
        return {}


def _line_of(entry: Any, lines: Sequence[Entry]) -> int | None:
    """Which line of the trail a change of values belongs to: the nearest of the same person, if there is one."""
    near = [
        (abs(entry.timestamp - line.at), number)
        for number, line in enumerate(lines)
        if line.by_id == entry.actor_id and -EARLY <= entry.timestamp - line.at <= TOGETHER
    ]
    return min(near)[1] if near else None


def _of_line(number: int, of_lines: Sequence[int | None], values: Sequence[Any]) -> list[Any]:
    return [entry for entry, line in zip(values, of_lines, strict=True) if line == number]


def _event(record: models.Model, at: datetime, by: str, text: str, because: str, values: Sequence[Any]) -> Event:
    changes = [
        _change(record, name, old_and_new)._replace(field=_restorable(name, old_and_new), entry=entry.pk)
        for entry in values
        for name, old_and_new in sorted(entry.changes_dict.items())
    ]
    job = next((entry.additional_data["job"] for entry in values if entry.additional_data), None)
    return Event(at, by, text, because, changes, job)


def _restorable(name: str, values: Any) -> str:
    """The column, where a change holds its whole earlier value; of a list it holds only what came and went."""
    return name if isinstance(values, list) else ""


def _change(record: models.Model, name: str, values: Any) -> Change:
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:  # a column of an earlier version
        old, new = map(str, values)
        return Change(name, old, new)
    label = capfirst(str(getattr(field, "verbose_name", name)))
    if isinstance(values, dict):
        objects = ", ".join(values["objects"])
        return Change(label, objects, "") if values["operation"] == "delete" else Change(label, "", objects)
    old, new = (_spoken(field, value) for value in values)
    return Change(label, old, new)


def _spoken(field: Any, value: Any) -> str:
    if value in (None, "None", ""):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.remote_field:
        return str(field.remote_field.model._default_manager.filter(pk=value).first() or value)
    if isinstance(field, models.BooleanField):
        return _("yes") if value == "True" else _("no")
    return str(value)
