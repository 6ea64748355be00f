"""The history of a row of the register: what was done to it, and which values were changed (R-009, U33)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lifecycle.models import Entry
from ui import sentences


class Change(NamedTuple):
    """One column, before and after; of a list, what was taken out and what was put in."""

    name: str
    old: str
    new: str


class Event(NamedTuple):
    """Who did what, when and why, or which values changed."""

    at: datetime
    by: str
    text: str
    because: str
    changes: list[Change]


def of(record: models.Model) -> list[Event]:
    """Everything that happened to a row, newest first."""
    lines = sentences.of(record, Entry.objects.of(record), with_names=True)
    trail = [Event(line.at, line.by, line.text, line.because, []) for line in lines]
    return sorted([*trail, *_changes_of(record)], key=lambda event: event.at, reverse=True)


def _changes_of(record: models.Model) -> Iterator[Event]:
    entries = LogEntry.objects.get_for_object(record).select_related("actor")
    for entry in entries.filter(action=LogEntry.Action.UPDATE):
        if changes := [_change(record, name, values) for name, values in sorted(entry.changes_dict.items())]:
            yield Event(entry.timestamp, str(entry.actor or ""), _("Values changed"), "", changes)


def _change(record: models.Model, name: str, values: Any) -> Change:
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:  # a column of an earlier version
        return Change(name, *map(str, values))
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
