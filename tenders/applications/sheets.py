"""A budget as a table of cells, pasted or brought as a file: which cell is which, and which cannot be read. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

# The order in which they stand where there are no headings.
COLUMNS = (
    *("category", "name", "unit", "quantity", "unit_cost", "months", "own_amount", "other_amount"),
    *("requested_amount", "grounds", "year"),
)
NUMBERS = ("quantity", "unit_cost", "months", "own_amount", "other_amount", "requested_amount")
TOTALS = ("total", "in all", "итого", "всего", "барлығы", "жиыны", "жиынтығы")
MONEY = re.compile(r"₸|тенге|теңге|тг\.?$|kzt", re.I)
# One sign and three digits after it may be thousands or thousandths: nobody can tell.
UNSURE = re.compile(r"-?\d{1,3}[.,]\d{3}")
HALF_A_TIYN = Decimal("0.000001")
TIYN = Decimal("0.01")


class Fault(StrEnum):
    """What is wrong with a cell."""

    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_YEAR = "unknown_year"
    NOT_A_NUMBER = "not_a_number"


class Wrong(NamedTuple):
    """A cell that cannot be read, and what stands there."""

    fault: Fault
    text: str


class Row(NamedTuple):
    """One line of a budget as a form takes it, and the cells of it that cannot be read."""

    cells: dict[str, str]
    wrong: dict[str, Wrong]


class Sheet(NamedTuple):
    """The lines of a table, and the headings of columns that belong to no line."""

    rows: list[Row]
    ignored: list[str]


class Words(NamedTuple):
    """What columns and categories are called, in any language: plain words and their codes."""

    headings: Mapping[str, str]
    categories: Mapping[str, str]


def cells_of(text: str) -> list[list[str]]:
    """The cells of a pasted text: between tabs, and where there are none between semicolons or commas."""
    delimiter = next((sign for sign in "\t;" if sign in text), ",")
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        table = [line.split(delimiter) for line in text.splitlines()]
    return [cells for cells in table if any(cell.strip() for cell in cells)]


def read(table: Iterable[Sequence[str]], words: Words, *, years: int, most: int) -> Sheet:
    """The lines of a table, at most so many; under its headings if it has any, or else in the order of `COLUMNS`."""
    rows = [[cell.strip() for cell in cells] for cells in islice(table, most + 1)]
    columns: list[str] = list(COLUMNS)
    ignored: list[str] = []
    if rows and (named := _headings(rows[0], words)):
        columns = named
        ignored = [cell for cell, column in zip(rows[0], named, strict=True) if cell and not column]
        rows = rows[1:]
    filled = [dict(zip(columns, cells, strict=False)) for cells in rows if any(cells)]
    return Sheet([_row(cells, words, years) for cells in filled if not _is_total(cells)][:most], ignored)


def plain(text: str) -> str:
    """A word as it is compared: in small letters, without what stands around it."""
    return " ".join(text.casefold().replace("\xa0", " ").strip(" \t\r\n.:*,").split())


def number(text: str) -> str | None:
    """A number as people and spreadsheets write it, “1 200,50 ₸” or “1.200,50”, written plainly; None for no number."""
    bare = "".join(MONEY.sub("", text).replace("'", "").split())
    signs = [sign for sign in bare if sign in ".,"]
    if UNSURE.fullmatch(bare) and not bare.startswith(("0", "-0")):
        return None
    if len(set(signs)) == 2:
        last = signs[-1]
        bare = bare.replace("," if last == "." else ".", "")
        bare = bare if bare.count(last) == 1 else "?"
    elif len(signs) > 1:
        bare = bare.replace(signs[0], "")
    bare = bare.replace(",", ".")
    return _rounded(bare) if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", bare, re.I | re.A) else None


def _rounded(text: str) -> str | None:
    """What a spreadsheet has counted in halves of bits becomes tiyn again; a true third stays what it is."""
    try:
        exact = Decimal(text)
        near = exact.quantize(TIYN)
    except InvalidOperation:
        return None
    short = near if abs(exact - near) < HALF_A_TIYN else exact
    return f"{short:f}".rstrip("0").rstrip(".") if "." in f"{short:f}" else f"{short:f}"


def _headings(cells: Sequence[str], words: Words) -> list[str]:
    """The column under each heading, an empty word for one that is not known; nothing where these are no headings."""
    named: list[str] = []
    for cell in cells:
        parts = (plain(part) for part in (cell, *re.split(r"[/|\n]", cell)))
        column = next((words.headings[part] for part in parts if part in words.headings), "")
        named.append("" if column in named else column)
    is_first = len(set(filter(None, named))) >= 2 and not any(number(cell) for cell in cells)
    return named if is_first else []


def _is_total(cells: Mapping[str, str]) -> bool:
    first = plain(next(filter(None, cells.values()), ""))
    return first.startswith(TOTALS) and not (cells.get("quantity") or cells.get("unit"))


def _row(cells: Mapping[str, str], words: Words, years: int) -> Row:
    told = {column: cells.get(column, "") for column in COLUMNS}
    wrong: dict[str, Wrong] = {}
    readers = dict.fromkeys(NUMBERS, number)
    readers |= {"category": lambda text: _category(text, words), "year": lambda text: _year(text, years)}
    faults = {"category": Fault.UNKNOWN_CATEGORY, "year": Fault.UNKNOWN_YEAR}
    for column, reader in readers.items():
        text = told[column]
        value = reader(text) if text else ""
        if value is None:
            wrong[column] = Wrong(faults.get(column, Fault.NOT_A_NUMBER), text)
        # A number that cannot be read stays where it can be mended; a choice can only be made anew.
        told[column] = (text if column in NUMBERS else "") if value is None else value
    told["months"] = told["months"] or "1"
    told["year"] = told["year"] or "1"
    return Row(told, wrong)


def _category(text: str, words: Words) -> str | None:
    parts = (plain(part) for part in (text, *text.split("/")))
    return next((words.categories[part] for part in parts if part in words.categories), None)


def _year(text: str, years: int) -> str | None:
    digits = re.findall(r"\d+", text, re.A)
    return str(int(digits[0])) if len(digits) == 1 and len(digits[0]) < 4 and 1 <= int(digits[0]) <= years else None
