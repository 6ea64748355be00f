"""What one page of statistics is: a sentence, pictures, one table of plain values, notes and a source."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from ui import words

Value = str | int | Decimal | None
# A cell that begins so is a formula to a program that opens the file (S30).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Heading(NamedTuple):
    """A column of the table: its name, and what stands in it."""

    label: str
    kind: Literal["text", "number", "percent"] = "number"

    @property
    def is_number(self) -> bool:
        """Whether it is set to the right."""
        return self.kind != "text"


class Cell(NamedTuple):
    """One value as the page shows it, with the name of its column for narrow screens."""

    shown: str
    heading: Heading


@dataclass(frozen=True)
class Section:
    """What a page of statistics says; `total` is a last row, `charts` are those of ui.charts."""

    summary: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] = ()
    charts: Sequence[Any] = ()
    notes: Sequence[str] = field(default_factory=list)
    source: str = ""

    def table(self, language: str) -> list[list[Cell]]:
        """The rows as a reader of this language sees them."""
        return [self._shown(row, language) for row in self.rows]

    def last_row(self, language: str) -> list[Cell]:
        """The total as a reader of this language sees it; empty if there is none."""
        return self._shown(self.total, language) if self.total else []

    def as_csv(self) -> str:
        """The table for other programs: numbers bare, no text that would be run as a formula."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([_harmless(heading.label) for heading in self.headings])
        for row in [*self.rows, *filter(None, [self.total])]:
            writer.writerow(["" if value is None else _harmless(value) for value in row])
        return text.getvalue()

    def _shown(self, row: Sequence[Value], language: str) -> list[Cell]:
        return [Cell(shown(value, language), heading) for value, heading in zip(row, self.headings, strict=True)]


def shown(value: Value, language: str) -> str:
    """A value in words: “23 335”, “78.01”, “78,01”; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return words.whole(value)
    return words.points(value, language) if isinstance(value, Decimal) else value


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
