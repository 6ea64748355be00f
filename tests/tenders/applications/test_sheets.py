"""A pasted table becomes lines of a budget: headings or none, numbers as people write them, a fault for each cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.applications import sheets
from tenders.applications.sheets import COLUMNS, Fault, Words, Wrong, cells_of, number, read

WORDS = Words(
    headings={"cost": "name", "расход": "name", "quantity": "quantity", "price": "unit_cost", "санат": "category"},
    categories={"rent": "rent", "аренда": "rent", "жалдау": "rent", "pay": "pay"},
)
LINE = ["Rent", "Office", "month", "1", "120000", "12", "", "", "", "Contract", ""]


def lines(table, years=1, most=100):
    return read(table, WORDS, years=years, most=most)


# Cells


@pytest.mark.parametrize("text", ["a\tb;c,d\te", "a;b;c,d", "a,b"])
def test_tabs_go_before_semicolons_and_these_before_commas(text):
    [cells] = cells_of(text)

    assert cells == {"\t": ["a", "b;c,d", "e"], ";": ["a", "b", "c,d"]}.get(
        next((sign for sign in "\t;" if sign in text), ","), ["a", "b"]
    )


def test_a_cell_in_quotation_marks_may_hold_a_new_line():
    assert cells_of('"two\nlines"\tb\n') == [["two\nlines", "b"]]


def test_a_cell_too_long_for_any_table_ends_nothing():
    assert cells_of(f'"{"a" * 200_000}\tb\nc\td')[-1] == ["c", "d"]


# Numbers


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 200,50", "1200.5"),
        ("1\xa0200\u202f000", "1200000"),
        ("1200.50 ₸", "1200.5"),
        ("1 200 тенге", "1200"),
        ("500 тг.", "500"),
        ("1.200,50", "1200.5"),
        ("1,200.50", "1200.5"),
        ("1.200.000", "1200000"),
        ("0,125", "0.125"),
        ("12.", "12"),
        (",5", "0.5"),
        ("1e3", "1000"),
        ("-5", "-5"),
        ("0.30000000000000004", "0.3"),
        ("171.42857142857142", "171.42857142857142"),
    ],
)
def test_a_number_is_read_as_people_and_spreadsheets_write_it(text, plain):
    assert number(text) == plain


@pytest.mark.parametrize(
    "text", ["1,200", "12.345", "a lot", "1,2.3,4", "=A1*2", "#DIV/0!", "1-2", "٣", "1e999", "5 шт"]
)
def test_what_may_be_two_numbers_or_none_is_not_guessed(text):
    assert number(text) is None


@given(st.decimals(0, 10**12, places=2))
def test_any_sum_is_read_with_spaces_and_a_comma_as_with_a_point(amount):
    plain, spoken = f"{amount:f}", f"{amount:,.2f}".replace(",", "\xa0").replace(".", ",")

    assert (Decimal(number(plain)), Decimal(number(spoken))) == (amount, amount)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_number(text):
    told = number(text)

    assert told is None or Decimal(told).is_finite()


# Lines


def test_without_headings_the_cells_stand_in_the_order_of_the_template():
    [row] = lines([LINE]).rows

    assert row.cells == dict(zip(COLUMNS, LINE, strict=True)) | {"category": "rent", "year": "1"}
    assert row.wrong == {}


def test_under_headings_in_any_order_and_language_each_cell_finds_its_column():
    table = [["Расход", "Price, ₸", "Санат / Категория", "Итого", "QUANTITY"], ["Офис", "100", "Аренда", "200", "2"]]

    [row], ignored = lines([[cell.replace(", ₸", "") for cell in table[0]], table[1]])

    found = {column: row.cells[column] for column in ("name", "unit_cost", "category", "quantity")}
    assert found == {"name": "Офис", "unit_cost": "100", "category": "rent", "quantity": "2"}
    assert ignored == ["Итого"]


def test_a_heading_that_stands_there_twice_is_taken_once():
    [row], ignored = lines([["Cost", "Quantity", "Cost"], ["Office", "1", "Other"]])

    assert (row.cells["name"], ignored) == ("Office", ["Cost"])


@pytest.mark.parametrize("word", ["Итого:", "Барлығы", "Total"])
def test_a_row_of_totals_is_no_line(word):
    assert len(lines([LINE, [word, "", "", "", "120000"]]).rows) == 1


def test_a_cost_whose_name_begins_like_a_total_is_a_line():
    assert len(lines([["", "Total station", "piece", "1", "500"]]).rows) == 1


def test_empty_months_and_an_empty_year_are_one():
    [row] = lines([["pay", "Trainer", "hour", "2", "100"]]).rows

    assert (row.cells["months"], row.cells["year"], row.cells["grounds"]) == ("1", "1", "")


def test_each_cell_that_cannot_be_read_has_its_fault_and_a_number_stays_to_be_mended():
    wrong = ["Wages", "Trainer", "hour", "two", "1,200", "1", "", "", "", "", "2027"]

    [row] = lines([wrong], years=2).rows

    assert row.wrong == {
        "category": Wrong(Fault.UNKNOWN_CATEGORY, "Wages"),
        "quantity": Wrong(Fault.NOT_A_NUMBER, "two"),
        "unit_cost": Wrong(Fault.NOT_A_NUMBER, "1,200"),
        "year": Wrong(Fault.UNKNOWN_YEAR, "2027"),
    }
    assert (row.cells["category"], row.cells["quantity"], row.cells["year"]) == ("", "two", "1")


@pytest.mark.parametrize(("told", "year"), [("2", "2"), ("Year 2", "2"), ("2 год", "2"), ("2-жыл", "2"), ("", "1")])
def test_a_year_is_told_by_its_number(told, year):
    [row] = lines([[*LINE[:-1], told]], years=2).rows

    assert (row.cells["year"], row.wrong) == (year, {})


def test_no_more_lines_are_taken_than_may_be():
    assert len(lines([LINE] * 10, most=3).rows) == 3


cells = st.lists(st.lists(st.text(max_size=12) | st.sampled_from([*LINE, "Cost", "Quantity"]), max_size=14), max_size=8)


@given(cells, st.integers(1, 3))
def test_any_table_gives_whole_lines_and_names_what_cannot_be_read(table, years):
    for row in lines(table, years).rows:
        assert list(row.cells) == list(COLUMNS)
        assert row.cells["category"] in {"", *WORDS.categories.values()}
        assert 1 <= int(row.cells["year"]) <= years
        assert set(row.wrong) <= {*sheets.NUMBERS, "category", "year"}
        assert all(wrong.text for wrong in row.wrong.values())
        for column in sheets.NUMBERS:
            assert row.cells[column] == "" or (number(row.cells[column]) is None) == (column in row.wrong)


@given(st.text(max_size=300))
def test_any_pasted_text_becomes_a_table(text):
    assert all(any(cell.strip() for cell in row) for row in cells_of(text))


@given(
    st.lists(st.lists(st.text(alphabet="абвәabc12 .-", min_size=1).map(str.strip), min_size=2, max_size=11), max_size=6)
)
def test_what_a_spreadsheet_copies_comes_back_cell_by_cell(table):
    pasted = "\n".join("\t".join(row) for row in table)

    assert cells_of(pasted) == [row for row in table if any(row)]
