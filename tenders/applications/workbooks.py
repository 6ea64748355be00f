"""A budget as a file of a spreadsheet: what is brought is read as values and never run; the template is written."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import islice

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from files import kinds, pipeline
from files import wording as files
from files.faults import Unfit
from registry.imports import sheets as tables
from tenders.applications import sheets, wording
from tenders.applications.parts import BudgetLine

# A hundred lines take a fiftieth of it; what it may become when unpacked is bounded by it too (`files.archives`).
MOST_BYTES = 1024 * 1024
WIDTH = 26
EMPTY_ROWS = 100


class Unreadable(Exception):
    """A table that cannot be read, with the sentence that the person reads."""


def table_of(name: str, content: bytes, most: int) -> list[list[str]]:
    """The first rows of an XLSX or CSV file as cells of text, formulas as their values. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 1 MB. A budget needs less: bring its table alone."))
    try:
        if kinds.beginning_of(content) == kinds.ARCHIVE:
            pipeline.judged(name, content, of={kinds.XLSX}, most=MOST_BYTES)
        rows = tables.rows_of(BytesIO(content), most=len(content), takes_values=True)
        return [list(row.cells) for row in islice(rows, most)]
    except Unfit as unfit:
        raise Unreadable(files.sentence(unfit.fault)) from unfit
    except tables.Fault as fault:
        raise Unreadable(tables.sentence(fault.name, fault.facts)) from fault


@lru_cache(maxsize=1)
def words() -> sheets.Words:
    """What columns and categories are called in every language of the site."""
    headings: dict[str, str] = {}
    categories: dict[str, str] = {}
    for _language in _each_language():
        headings |= {sheets.plain(str(wording.COLUMNS["budget_lines"][column])): column for column in sheets.COLUMNS}
        categories |= {sheets.plain(str(label)): code for code, label in BudgetLine.Category.choices}
    return sheets.Words(headings, categories | {code: code for code in BudgetLine.Category.values})


def template() -> bytes:
    """An empty budget: headings in the three languages, and the categories to choose from in the reader's."""
    return _template(translation.get_language() or "kk")


@lru_cache
def _template(language: str) -> bytes:
    book, file = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.title = _("Budget")[:31]
    sheet.freeze_panes = "A2"
    for place, _column in enumerate(sheets.COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = WIDTH
    choice = DataValidation(type="list", formula1=f"=categories!$A$1:$A${len(BudgetLine.Category.choices)}")
    choice.add(f"A2:A{EMPTY_ROWS + 1}")
    sheet.add_data_validation(choice)
    sheet.append([_bold(sheet, heading) for heading in headings()])
    # Its name stands in a formula: it is the same in every language.
    offered = book.create_sheet("categories")
    for _code, label in BudgetLine.Category.choices:
        offered.append([tables.text_cell(offered, str(label))])
    book.save(file)
    return file.getvalue()


def headings() -> list[str]:
    """The heading of each column, in the three languages."""
    told: dict[str, list[str]] = {column: [] for column in sheets.COLUMNS}
    for _language in _each_language():
        for column, spoken in told.items():
            spoken.append(str(wording.COLUMNS["budget_lines"][column]))
    return [" / ".join(dict.fromkeys(spoken)) for spoken in told.values()]


def _each_language() -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield code


def _bold(sheet: object, text: str) -> WriteOnlyCell:
    cell = tables.text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell
