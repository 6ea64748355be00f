"""Tables as files: what a person brings is read row by row and never run; what the register gives is written likewise.

Every cell becomes text. Nothing is calculated, and no size that the file claims is believed (S30, S38).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from files import archives, kinds
from files.faults import Unfit
from registry.imports.inert import inert, plain

CSV, XLSX = "csv", "xlsx"
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
# Unpacked; a table of 100,000 organisations has about a third of it.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 1_000
SHEET_TYPE = b"spreadsheetml"
BROKEN = (BadZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError, ValueError, OSError, EOFError,
          TypeError, IndexError, AttributeError, NotImplementedError, RuntimeError)  # fmt: skip

FAULTS = {
    "empty": _("The file is empty."),
    "old_excel": _("This is an old or a locked Excel file. Save it as “Excel Workbook (.xlsx)” without a password."),
    "other_kind": _("This is neither an XLSX nor a CSV file."),
    "encoding": _("The file is not in UTF-8. Save it as “CSV UTF-8” or as XLSX."),
    "damaged": _("The file is damaged or is no table. Open it in your spreadsheet program and save it anew."),
    "unpacks": _("The file becomes too large when it is unpacked. Divide it into several files."),
    "too_many_rows": _("The file has more than %(most)d rows. Divide it into several files."),
    "long_cell": _("Row %(row)d holds a text of more than %(most)d characters. A quotation mark may not be closed."),
    "no_headings": _("No row of headings was found. Begin with the template."),
    "unknown_heading": _("The heading “%(heading)s” is not known. Use the headings of the template."),
    "heading_twice": _("The heading “%(heading)s” stands there twice."),
    "no_key": _("The file has no column “%(bin)s” and no column “%(code)s”: no row can be told from another."),
}


class Fault(Exception):
    """Why a file cannot be read: the name of a sentence, and what the sentence speaks of."""

    def __init__(self, name: str, **facts: Any):
        super().__init__(name)
        self.name, self.facts = name, facts


class Unread(str):
    """What stands in a cell that holds a formula or the error of one, instead of a value."""


class Row(NamedTuple):
    """One row of a table: its number in the file, and its cells as text."""

    number: int
    cells: list[str]


def sentence(name: str, facts: dict[str, Any]) -> str:
    """What a person is told of a fault, in the language of the moment."""
    return str(FAULTS[name]) % facts


def kind_of(file: BinaryIO) -> str:
    """Whether a file is a workbook or text, by what it holds and not by its name. Raises Fault for anything else."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.strip():
        raise Fault("empty")
    beginning = kinds.beginning_of(head)
    if beginning == kinds.ARCHIVE:
        return XLSX
    if beginning == kinds.OLE:
        raise Fault("old_excel")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Fault("encoding")
    if beginning or b"\0" in head or head.startswith((b"{\\rtf", b"<")):
        raise Fault("other_kind")
    return CSV


def rows_of(file: BinaryIO, *, most: int, takes_values: bool = False) -> Iterator[Row]:
    """The rows of a file that hold anything, at most so many. Raises Fault where it cannot be read on.

    A formula is no value, unless whoever asks takes what the spreadsheet last counted with it.
    """
    found = 0
    for row in _workbook_rows(file, takes_values) if kind_of(file) == XLSX else _text_rows(file):
        if any(cell.strip() for cell in row.cells):
            found += 1
            if found > most:
                raise Fault("too_many_rows", most=most - 1)
            yield row


def csv_lines(rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> Iterator[bytes]:
    """A table as CSV for Excel and everybody else: UTF-8 with its mark, a line at a time."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\r\n")
    line.write("\ufeff")
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def write_workbook(file: BinaryIO, rows: Iterable[Sequence[str]], *, title: str) -> None:
    """A table as XLSX, a row at a time; every cell is text, so that no program calculates any."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([text_cell(sheet, cell) for cell in row])
    book.save(file)


def text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """One cell of text, whatever its first letter."""
    cell = WriteOnlyCell(sheet, value=inert(text)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _workbook_rows(file: BinaryIO, takes_values: bool) -> Iterator[Row]:
    _refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=takes_values, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, [_text_of(cell) for cell in cells[:MOST_COLUMNS]])
    except BROKEN as broken:
        raise Fault("damaged") from broken


def _refuse_bombs(file: BinaryIO) -> None:
    try:
        with ZipFile(file) as parts:
            if "[Content_Types].xml" not in parts.namelist():
                raise Fault("other_kind")
            archives.measure(parts, most_parts=MOST_PARTS, most_unpacked=MOST_UNPACKED)
            if SHEET_TYPE not in parts.read("[Content_Types].xml"):
                raise Fault("other_kind")
    except Unfit as unfit:
        raise Fault("unpacks") from unfit
    except BROKEN as broken:
        raise Fault("damaged") from broken
    file.seek(0)


def _text_of(cell: Any) -> str:
    value = cell.value
    if cell.data_type in ("f", "e"):
        return Unread(value if isinstance(value, str) else "=")
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def _text_rows(file: BinaryIO) -> Iterator[Row]:
    # Not closed with the wrapper: the file belongs to the caller.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    row = 0
    try:
        lines = csv.reader(text, delimiter=_delimiter_of(text), strict=False)
        for row, cells in enumerate(lines, start=1):
            yield Row(row, [plain(cell) for cell in cells[:MOST_COLUMNS]])
    except UnicodeDecodeError as wrong:
        raise Fault("encoding") from wrong
    except csv.Error as wrong:
        raise Fault("long_cell", row=row + 1, most=csv.field_size_limit()) from wrong
    finally:
        if not file.closed:
            text.detach()


def _delimiter_of(text: io.TextIOWrapper) -> str:
    """The sign that stands most often in the first line outside quotation marks."""
    head = text.readline(100_000)
    while head and not head.strip():
        head = text.readline(100_000)
    text.seek(0)
    bare = "".join(head.split('"')[::2])
    return max(";,\t", key=bare.count)
