"""Files that are no table, or not ours: each is refused with its sentence, in three languages, and none does harm."""

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook

from registry.imports import columns, reading, sheets
from registry.imports.forms import UploadForm
from registry.imports.models import Import
from tests.factories.imports import cells, named, officer, row, table

pytestmark = pytest.mark.django_db

SHEET = "xl/worksheets/sheet1.xml"
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c>
</row></sheetData></worksheet>"""
STRANGER = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>"""


def whole():
    return table(row(), kind="xlsx").read()


def with_part(content, name, text):
    """The same workbook with one part replaced."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, text)
    return file.getvalue()


def without_part(content, name):
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return file.getvalue()


def zipped(**parts):
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def headed(*headings):
    return table(dict.fromkeys(headings, "x")).read()


FILES = {
    "nothing": (lambda: b"", "empty"),
    "spaces": (lambda: b" \r\n \r\n", "empty"),
    "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
    "a PDF": (lambda: b"%PDF-1.7\n", "other_kind"),
    "a page of the web": (lambda: b"<html><body>bin</body></html>", "other_kind"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "other_kind"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0", "other_kind"),
    "a program": (lambda: b"MZ\0\0\0", "other_kind"),
    "an archive of something else": (lambda: zipped(readme="x"), "other_kind"),
    "a document of a word processor": (lambda: zipped(**{"[Content_Types].xml": "<wordprocessingml/>"}), "other_kind"),
    "UTF-16": (lambda: "bin;name_ru".encode("utf-16"), "encoding"),
    "Windows-1251": (lambda: "БСН;Атауы\r\n1;Қор".replace("Қ", "К").replace("БСН", "bin").encode("cp1251"), "encoding"),
    "a torn workbook": (lambda: whole()[:-200], "damaged"),
    "a workbook without sheets": (lambda: without_part(whole(), "xl/workbook.xml"), "damaged"),
    "a sheet that is no XML": (lambda: with_part(whole(), SHEET, "<worksheet><sheetData>"), "damaged"),
    "a bomb of entities": (lambda: with_part(whole(), SHEET, BOMB), "damaged"),
    "a hand into the machine": (lambda: with_part(whole(), SHEET, STRANGER), "damaged"),
    "an unclosed quotation mark": (lambda: b'bin;name_ru\r\n"' + b"x" * 200_000, "long_cell"),
    "no headings": (lambda: b";;;\r\n1;2;3", "no_headings"),
    "an unknown heading": (lambda: headed("bin", "Colour"), "unknown_heading"),
    "one heading twice": (lambda: b"bin;BIN\r\n1;2", "heading_twice"),
    "no key": (lambda: headed("name_ru", "name_kk"), "no_key"),
}


def fault_of(content):
    with pytest.raises(sheets.Fault) as caught:
        list(reading._filled(io.BytesIO(content)))
    return caught.value


@pytest.mark.parametrize(("make", "name"), FILES.values(), ids=FILES)
def test_a_bad_file_is_refused_by_its_fault(make, name):
    assert fault_of(make()).name == name


@pytest.mark.parametrize("name", sheets.FAULTS)
def test_each_fault_is_told_in_three_languages(name):
    facts = {"most": 5, "row": 7, "heading": "Colour", "bin": "BIN", "code": "Code"}
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            said[language] = sheets.sentence(name, facts)

    assert len(set(said.values())) == 3
    assert not [text for text in said.values() if "%(" in text]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    content = with_part(whole(), "xl/media/image1.bin", b"\0" * 2_000_000)

    assert len(content) < 100_000
    assert fault_of(content).name == "unpacks"


def test_a_sheet_of_a_million_rows_is_read_no_further_than_the_limit(settings):
    settings.IMPORT_MOST_ROWS = 3
    content = table(*(row(place) for place in range(1, 6))).read()

    fault = fault_of(content)

    assert (fault.name, fault.facts) == ("too_many_rows", {"most": 3})


def test_rows_up_to_the_limit_are_read(settings):
    settings.IMPORT_MOST_ROWS = 3

    found = list(reading._filled(io.BytesIO(table(row(1), row(2), row(3)).read())))

    assert [one.number for one, _cells in found] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a mark"])
def test_csv_is_read_with_any_delimiter_with_and_without_its_mark(delimiter, mark):
    text = b"".join(sheets.csv_lines(cells(row()), delimiter=delimiter)).removeprefix(b"\xef\xbb\xbf")

    [(_row, found)] = reading._filled(io.BytesIO(mark + text))

    assert found == row()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_headings_are_understood_in_three_languages(language, kind):
    from_names = cells(row())
    with translation.override(language):
        from_names[0] = [columns.heading_of(name) for name in from_names[0]]

    [(_row, found)] = reading._filled(named(from_names, kind, "x"))

    assert found == row()


def test_a_formula_in_a_workbook_is_kept_as_unread_and_numbers_and_dates_become_text():
    book = Workbook()
    book.active.append(["bin", "name_ru", "registered_on", "is_rural"])
    book.active.append([150140000002, "=1+1", None, True])
    book.active["C2"] = date(2015, 1, 15)
    file = io.BytesIO()
    book.save(file)

    [(_row, found)] = reading._filled(file)

    assert found == {"bin": "150140000002", "name_ru": "=1+1", "registered_on": "2015-01-15", "is_rural": "1"}
    assert isinstance(found["name_ru"], sheets.Unread)


def test_a_file_that_is_too_large_is_told_so_beside_the_field(settings):
    settings.IMPORT_MOST_BYTES = 10

    form = UploadForm({}, {"file": table(row())})

    assert form.errors == {"file": ["The file is larger than 10\xa0bytes. Divide it."]}


def test_a_bad_file_is_told_beside_the_field_and_leaves_nothing_behind(client):
    client.force_login(officer())

    page = client.post("/en/admin/registry/import/add/", {"file": named([["bin", "Colour"]], "csv", "x.csv")})

    assert page.status_code == 200
    assert "The heading “Colour” is not known. Use the headings of the template." in page.text
    assert Import.objects.count() == 0


def test_without_a_file_the_page_asks_for_one(client):
    client.force_login(officer())

    assert "Choose a file." in client.post("/en/admin/registry/import/add/").text
