"""Lines of a budget brought from a spreadsheet, laid beside those on the page to be looked at; nothing is kept."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tenders.applications import content, forms, sheets, wording, workbooks
from tenders.applications.budget_form import BudgetRows
from tenders.applications.models import Application
from tenders.applications.row_forms import PREFIX

SECTION = "budget"


def rows(application: Application, posted: MultiValueDict, file: Any) -> BudgetRows:
    """The form with the lines of a file, or of a pasted text, after those typed, or in their place where so asked.

    What is wrong stands beside its cell; a table that cannot be read leaves the page as it was, with the reason.
    """
    try:
        sheet = _read(application, posted, file)
    except workbooks.Unreadable as unreadable:
        return _refused(application, posted, str(unreadable))
    typed = [] if "replace" in posted else _typed(posted)
    room = max(forms.ROWS - len(typed), 0)
    brought = sheet.rows[:room]
    form = forms.of(SECTION, application, _written(typed, brought))
    form.is_valid()
    for index, row in enumerate(brought, start=len(typed)):
        _tell(form.forms[index], row)
    form.brought, form.ignored = len(brought), ", ".join(sheet.ignored)
    form.left_out = len(sheet.rows) - len(brought)
    return form


def _read(application: Application, posted: MultiValueDict, file: Any) -> sheets.Sheet:
    most = forms.ROWS + 1
    if file:
        table = workbooks.table_of(file.name, file.read(workbooks.MOST_BYTES + 1), most + 1)
    else:
        table = sheets.cells_of(posted.get("sheet", ""))
    sheet = sheets.read(table, workbooks.words(), years=application.lot.years, most=most)
    if not sheet.rows:
        raise workbooks.Unreadable(_("No line of a budget was found: paste the rows of a table, or choose its file."))
    return sheet


def _refused(application: Application, posted: MultiValueDict, sentence: str) -> BudgetRows:
    form: BudgetRows = forms.of(SECTION, application, posted, is_draft=True)
    form.non_form_errors().append(sentence)
    form.pasted = posted.get("sheet", "")
    return form


def _typed(posted: MultiValueDict) -> list[dict[str, str]]:
    """The rows of the page that hold anything and are not taken out, cell by cell as they were typed."""
    columns = content.COLUMNS["budget_lines"]
    typed = []
    count = posted.get(f"{PREFIX}-TOTAL_FORMS", "")
    for index in range(min(int(count), forms.ROWS) if count.isdecimal() else 0):
        cells = {column: posted.get(f"{PREFIX}-{index}-{column}", "") for column in columns}
        is_filled = any(value for column, value in cells.items() if column not in ("months", "year"))
        if is_filled and f"{PREFIX}-{index}-DELETE" not in posted:
            typed.append(cells)
    return typed


def _written(typed: list[dict[str, str]], brought: list[sheets.Row]) -> MultiValueDict:
    whole: MultiValueDict = MultiValueDict()
    cells = [*typed, *(row.cells for row in brought)]
    whole[f"{PREFIX}-TOTAL_FORMS"], whole[f"{PREFIX}-INITIAL_FORMS"] = str(len(cells)), "0"
    for index, row in enumerate(cells):
        for column, value in row.items():
            whole[f"{PREFIX}-{index}-{column}"] = value
    return whole


def _tell(form: Any, row: sheets.Row) -> None:
    """What could not be read, in the place of what the form makes of it."""
    for column, wrong in row.wrong.items():
        form.errors.pop(column, None)
        form.add_error(column if column in form.fields else None, wording.CELLS[wrong.fault] % {"text": wrong.text})
