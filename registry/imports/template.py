"""The empty table that an officer begins with: headings with their comments, one example, and what may stand where."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from registry.imports import columns, entries, sheets
from registry.imports.checking import filled_from_tables

# It passes every check, so that whoever tries the template sees it work; its name tells that it is none.
EXAMPLE = {
    "bin": "150140000002",
    "name_kk": "«Үлгі» қоғамдық қоры",
    "name_ru": "Общественный фонд «Образец»",
    "name_en": "Example Public Foundation",
    "legal_form": "public_foundation",
    "registered_on": "15.01.2015",
    "region": "71",
    "address_kk": "Астана қаласы, Абай көшесі, 1",
    "address_ru": "город Астана, улица Абая, 1",
    "is_rural": "0",
    "spheres": "1; 6",
    "classes": "youth",
    "scale": "local",
    "head_name": "Айгүл Үлгіқызы",
    "phone": "+7 701 000 00 00",
    "email": "example@example.kz",
    "website": "https://example.kz",
}
WIDTH = 24


def is_example(cells: Mapping[str, str]) -> bool:
    """Whether a row is the example of the template, left in the file."""
    told_by = ("bin", "name_ru")
    return all(cells.get(name, "").strip() == EXAMPLE[name] for name in told_by)


def as_csv() -> bytes:
    """The template as CSV: headings and one example."""
    return b"".join(sheets.csv_lines(_rows()))


def as_workbook() -> bytes:
    """The template as XLSX: a comment on each heading, an example, and a sheet of what may stand in which column."""
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet(_("Organisations"))
    sheet.freeze_panes = "A2"
    known = columns.all_columns()
    for place in range(len(known)):
        sheet.column_dimensions[_letters(place)].width = WIDTH
    sheet.append([_heading(sheet, column) for column in known])
    sheet.append([sheets.text_cell(sheet, cell) for cell in _rows()[1]])
    _append_values(book.create_sheet(_("Values")))
    book.save(file)
    return file.getvalue()


def _rows() -> list[list[str]]:
    known = columns.all_columns()
    return [[column.heading for column in known], [EXAMPLE.get(column.name, "") for column in known]]


def _heading(sheet: Worksheet, column: columns.Column) -> WriteOnlyCell:
    cell = sheets.text_cell(sheet, column.heading)
    cell.font = Font(bold=True)
    needed = _("Needed for a new organisation.") if column.is_needed else _("May be empty.")
    left = _("For an organisation of the register an empty cell changes nothing.")
    cell.comment = Comment("\n".join(filter(None, [needed, left, column.hint])), _("Tapsyrys"), height=140, width=320)
    return cell


def _append_values(sheet: Any) -> None:
    """Every code and word that a column of choices takes, in the language of the moment."""
    language = (get_language() or "kk")[:2]
    sheet.append([sheets.text_cell(sheet, text) for text in (_("Column"), _("Code"), _("Name"))])
    for name, field in filled_from_tables().items():
        for code, words in entries.spoken_choices(field, language):
            sheet.append([sheets.text_cell(sheet, text) for text in (columns.heading_of(name), code, words)])


def _letters(place: int) -> str:
    """The letters of a column: A to Z, then AA and so on."""
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)
