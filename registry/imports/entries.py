"""The site's fields as a table fills them: a dictionary by code or by name in any language, days, yes and no."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.imports.columns import LANGUAGES
from registry.organisations import naming

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y")
YES = {"1", "yes", "y", "true", "да", "истина", "иа", "ия", "акикат"}
NO = {"0", "no", "n", "false", "нет", "ложь", "жок", "жалган"}
PARTS = re.compile(r"[;\n|]+")


class Book:
    """The entries of one dictionary, found by code or by name in any language, whatever the case."""

    def __init__(self, entries: Iterable[Any]):
        self.entries = {entry.pk: entry for entry in entries}
        self.known: dict[str, Any] = {}
        for entry in self.entries.values():
            for code in ("kk", "ru", "en"):
                self.known.setdefault(naming.fold(getattr(entry, f"name_{code}")), entry)
        # A code is sure, whatever names say.
        self.known |= {naming.fold(entry.code): entry for entry in self.entries.values()}

    def find(self, words: str) -> Any:
        """The entry that these words name, or None."""
        return self.known.get(naming.fold(words))


class EntryField(forms.Field):
    """One entry of a dictionary."""

    default_error_messages = {
        "unknown": _("“%(words)s” is not in the dictionary. Write a code or a name from the template."),
    }

    def __init__(self, book: Book, **kwargs: Any):
        super().__init__(**kwargs)
        self.book = book

    def to_python(self, value: Any) -> Any:
        """The entry that the cell names, or None for an empty cell."""
        words = str(value or "").strip()
        return self._entry(words) if words else None

    def _entry(self, words: str) -> Any:
        if entry := self.book.find(words):
            return entry
        raise forms.ValidationError(
            self.error_messages["unknown"], code="unknown", params={"words": words.strip()[:60]}
        )


class EntriesField(EntryField):
    """Several entries of a dictionary, divided by semicolons, new lines or, where no name has one, commas."""

    def to_python(self, value: Any) -> list[Any]:
        """The entries that the cell names, each once."""
        found: dict[int, Any] = {}
        for part in filter(str.strip, PARTS.split(str(value or ""))):
            pieces = [part] if self.book.find(part) or "," not in part else part.split(",")
            for entry in (self._entry(piece) for piece in pieces if piece.strip()):
                found[entry.pk] = entry
        return list(found.values())


class YesNoField(forms.Field):
    """Yes or no in any language; nothing is no."""

    default_error_messages = {"unknown": _("Write yes or no.")}

    def to_python(self, value: Any) -> bool:
        """Whether the cell says yes."""
        word = naming.fold(str(value or ""))
        if word in YES:
            return True
        if word in NO or not word:
            return False
        raise forms.ValidationError(self.error_messages["unknown"], code="unknown")


class WordField(forms.Field):
    """One of a few choices, by its value or its words in any language; nothing is what the form begins with."""

    default_error_messages = {"unknown": _("Write one of: %(choices)s.")}

    def __init__(self, choices: Iterable[tuple[Any, Any]], **kwargs: Any):
        super().__init__(**kwargs)
        self.choices = [(value, label) for value, label in choices if value]
        self.known = {naming.fold(str(value)): value for value, _label in self.choices}
        for language in LANGUAGES:
            with translation.override(language):
                self.known |= {naming.fold(str(label)): value for value, label in self.choices}

    def to_python(self, value: Any) -> Any:
        """The choice that the cell names."""
        words = str(value or "").strip() or str(self.initial or "")
        if not words:
            return None
        if (found := self.known.get(naming.fold(words))) is not None:
            return found
        choices = ", ".join(str(label) for _value, label in self.choices)
        raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"choices": choices})


class DayField(forms.Field):
    """A day as spreadsheets and people write it."""

    default_error_messages = {"invalid": _("Write the date as 31.12.2020 or 2020-12-31.")}

    def to_python(self, value: Any) -> Any:
        """The day, or None for an empty cell."""
        text = str(value or "").strip()
        if not text:
            return None
        for form in DAYS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


def spoken_choices(field: Any, language: str) -> list[tuple[str, str]]:
    """What may stand in a column of a dictionary or of choices: codes with their words in a language."""
    with translation.override(language):
        if isinstance(field, EntryField):
            return [(entry.code, capfirst(str(entry))) for entry in field.book.entries.values()]
        if isinstance(field, WordField):
            return [(str(value), capfirst(str(label))) for value, label in field.choices]
    return []
