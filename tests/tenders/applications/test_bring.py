"""Lines of a budget brought from a spreadsheet: looked at first, mended in the form, kept when it is saved."""

import io
import re
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from tenders.applications import budget_form, forms, sheets, wording, workbooks
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.calls import LotFactory
from tests.factories.files import docx, pdf
from tests.tenders.applications.posting import posted, stored, url

pytestmark = pytest.mark.django_db
PASTED = "Аренда\tОфис\tмесяц\t1\t120 000,50\t12\t\t\t\tДоговор\nPay\tTrainer\thour\t10\t5000\t1\t\t\t\tContract\n"


@pytest.fixture
def application():
    return ApplicationFactory(complete=False)


@pytest.fixture
def writer(client, application):
    client.force_login(head_of(application))
    return client


def bring(client, application, text="", *typed, file=None, **more):
    """Press the button with this text or file, beside what is typed in the form already."""
    sent = posted("budget", application.lot, *typed, step="bring", sheet=text, **more)
    return client.post(url(application, "budget"), sent | ({"file": file} if file else {}))


def workbook(*rows, name="budget.xlsx"):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def counted(file, value):
    """The same workbook after a spreadsheet program has counted its formula."""
    whole, sheet = io.BytesIO(), "xl/worksheets/sheet1.xml"
    with ZipFile(file) as old, ZipFile(whole, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            text = old.read(member)
            new.writestr(
                member, re.sub(rb"<v ?/>|<v></v>", f"<v>{value}</v>".encode(), text) if member == sheet else text
            )
    return SimpleUploadedFile(file.name, whole.getvalue())


def shown(answer, *columns):
    """What stands in these cells of each line of the page."""
    return [tuple(form[column].value() for column in columns) for form in answer.context["form"].forms]


# What is pasted


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pasted_lines_come_into_the_form_and_nothing_is_saved(writer, application, language):
    with translation.override(language):
        answer = bring(writer, application, PASTED)

    assert answer.status_code == 200
    assert shown(answer, "category", "name", "unit_cost") == [("rent", "Офис", "120000.5"), ("pay", "Trainer", "5000")]
    assert answer.context["sums"].whole.requested == Decimal("1490006.00")
    assert stored(application, "budget") == []


def test_the_page_of_brought_lines_says_so_and_does_not_save_itself(writer, application):
    page = bring(writer, application, PASTED).text

    assert "2 lines were brought in. Nothing is saved yet." in page
    assert "<auto-save" not in page
    assert "<title>Error:" not in page


def test_what_was_brought_is_kept_when_it_is_saved(writer, application):
    form = bring(writer, application, PASTED).context["form"]

    answer = writer.post(url(application, "budget"), dict(form.data.items()) | {"step": "finish"})

    assert answer.status_code == 302
    rows = [(row["name"], row["requested_amount"], row["year"]) for row in stored(application, "budget")]
    assert rows == [("Офис", "1440006.00", 1), ("Trainer", "50000.00", 1)]


def test_brought_lines_stand_after_those_typed_and_not_saved(writer, application):
    answer = bring(writer, application, PASTED, {"name": "Typed"}, {"name": "Removed"}, **{"rows-1-DELETE": "on"})

    assert [name for [name] in shown(answer, "name")] == ["Typed", "Офис", "Trainer"]


def test_an_empty_line_of_the_page_is_left_out(writer, application):
    empty = dict.fromkeys(("category", "name", "unit", "quantity", "unit_cost", "grounds"), "") | {"months": "1"}
    sent = {f"rows-0-{column}": value for column, value in empty.items()}
    sent |= {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "step": "bring", "sheet": PASTED}

    answer = writer.post(url(application, "budget"), sent)

    assert [name for [name] in shown(answer, "name")] == ["Офис", "Trainer"]


def test_they_take_the_place_of_all_lines_where_that_is_ticked(writer, application):
    answer = bring(writer, application, PASTED, {"name": "Typed"}, replace="on")

    assert [name for [name] in shown(answer, "name")] == ["Офис", "Trainer"]


@pytest.mark.parametrize(
    ("column", "cells", "fault"),
    [
        ("category", "Зарплата\tA\th\t1\t5", sheets.Fault.UNKNOWN_CATEGORY),
        ("quantity", "Pay\tA\th\tmany\t5", sheets.Fault.NOT_A_NUMBER),
        ("unit_cost", "Pay\tA\th\t1\t1,200", sheets.Fault.NOT_A_NUMBER),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_cell_that_cannot_be_read_is_told_beside_it(writer, application, column, cells, fault, language):
    text = {"category": "Зарплата", "quantity": "many", "unit_cost": "1,200"}[column]

    with translation.override(language):
        answer = bring(writer, application, cells)
        [sentence] = answer.context["form"].forms[0].errors[column]
        assert sentence == wording.CELLS[fault] % {"text": text}
    assert f'id="id_rows-0-{column}_error"' in answer.text
    assert f'href="#id_rows-0-{column}"' in answer.text
    assert stored(application, "budget") == []


def test_a_line_that_is_no_cost_is_told_before_it_is_saved(writer, application):
    [form] = bring(writer, application, "Pay\tПрибыль\th\t1\t500\t\t\t\t\tContract").context["form"].forms

    assert form.errors["name"] == [str(wording.BUDGET["not_a_cost"])]


def test_a_year_that_the_lot_does_not_last_is_told_where_there_is_no_cell_for_it(writer, application):
    [form] = bring(writer, application, "Pay\tA\th\t1\t500\t\t\t\t\tContract\t2").context["form"].forms

    assert form.non_field_errors() == ["“2” is no year of this lot: choose one."]


@pytest.mark.parametrize("text", ["", "  \n\t\n", "Cost\tQuantity\tCategory"])
def test_a_text_without_a_line_leaves_the_page_as_it_was(writer, application, text):
    answer = bring(writer, application, text, {"name": "Typed"})

    assert "No line of a budget was found" in answer.context["form"].non_form_errors()[0]
    assert shown(answer, "name") == [("Typed",)]
    assert stored(application, "budget") == []


def test_a_budget_has_no_more_lines_than_it_may(writer, application):
    answer = bring(writer, application, PASTED * 51, {})

    form = answer.context["form"]
    assert (len(form.forms), form.brought, form.left_out) == (forms.ROWS, forms.ROWS - 1, 2)
    assert "A budget has 100 lines at most" in answer.text


def test_columns_that_nobody_knows_are_named(writer, application):
    answer = bring(writer, application, "Cost\tQuantity\tНДС\nOffice\t1\t12")

    assert "These columns were not taken: НДС." in answer.text


# What is brought as a file


def test_a_workbook_is_read_by_its_headings_and_formulas_are_their_last_values(writer, application):
    file = workbook(
        ["Category", "Cost", "Unit", "Quantity", "Price of a unit"], ["Rent", "Office", "month", 12, "=1+1"]
    )

    answer = bring(writer, application, file=file)

    # This workbook was never counted, so its formula has no value yet.
    assert shown(answer, "name", "quantity", "unit_cost") == [("Office", "12", "")]

    answer = bring(writer, application, file=counted(file, "120000.5"))

    assert shown(answer, "name", "quantity", "unit_cost") == [("Office", "12", "120000.5")]


def test_a_table_of_text_is_read_too(writer, application):
    file = SimpleUploadedFile("смета.csv", PASTED.replace("\t", ";").encode("utf-8-sig"))

    assert shown(bring(writer, application, file=file), "name") == [("Офис",), ("Trainer",)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b" "),
        ("a.csv", "Аренда;Офис".encode("cp1251")),
        ("a.pdf", pdf()),
        ("a.docx", docx()),
        ("a.xlsx", b"PK\x03\x04 no archive"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        ("large.csv", b"a;" * workbooks.MOST_BYTES),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason_and_the_page_stays(writer, application, name, content):
    answer = bring(writer, application, "", {"name": "Typed"}, file=SimpleUploadedFile(name, content))

    [sentence] = answer.context["form"].non_form_errors()
    assert sentence and sentence in answer.text
    assert (answer.status_code, shown(answer, "name")) == (200, [("Typed",)])


def test_the_template_comes_back_whole_with_headings_in_three_languages(writer, application):
    answer = writer.get(reverse("applications:budget_template"))
    book = load_workbook(io.BytesIO(answer.content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].append(["Rent", "Office", "month", 1, 100, 12, None, None, None, "Contract", 1])
    file = io.BytesIO()
    book.save(file)

    page = bring(writer, application, file=SimpleUploadedFile("budget.xlsx", file.getvalue()))

    assert headings == workbooks.headings()
    assert len(headings[0].split(" / ")) == 3
    assert shown(page, "category", "name", "requested_amount") == [("rent", "Office", "")]
    assert page.context["form"].is_valid()


def test_every_category_is_known_in_every_language():
    known = set(workbooks.words().categories.values())

    assert known == {code for code, _label in budget_form.BudgetLine.Category.choices}
    assert set(workbooks.words().headings.values()) == set(sheets.COLUMNS)


# Who and when


def test_a_stranger_brings_nothing(client, application):
    client.force_login(UserFactory())

    assert bring(client, application, PASTED).status_code == 404


def test_whoever_only_reads_brings_nothing(client, application):
    viewer = UserFactory()
    application.organisation.links.create(user=viewer, role="viewer", since=application.started_at)
    client.force_login(viewer)

    assert bring(client, application, PASTED).status_code == 403


def test_after_the_deadline_the_lines_are_shown_and_not_kept(client):
    late = ApplicationFactory(lot=LotFactory(call__closed=True), complete=False)
    client.force_login(head_of(late))

    form = bring(client, late, PASTED).context["form"]
    answer = client.post(url(late, "budget"), dict(form.data.items()) | {"step": "finish"})

    assert (answer.status_code, stored(late, "budget")) == (409, [])


def test_in_a_lot_of_two_years_a_line_chooses_its_year(client):
    application = ApplicationFactory(complete=False)
    lot = application.lot
    lot.ends_on = lot.starts_on.replace(year=lot.starts_on.year + 1)
    lot.save(update_fields=["ends_on"])
    client.force_login(head_of(application))

    form = bring(client, application, "Pay\tA\th\t1\t500\t\t\t\t\tContract\tYear 2").context["form"]

    assert form.forms[0]["year"].value() == "2"
    assert client.post(url(application, "budget"), dict(form.data.items()) | {"step": "finish"}).status_code == 302
    assert [row["year"] for row in stored(application, "budget")] == [2]
