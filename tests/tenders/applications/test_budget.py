"""R-045 and R-046: a budget adds up and pays costs only; R-047: a request that is suspiciously low."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.applications.budget import (
    Fault,
    Limits,
    Line,
    cost_per_person,
    grid,
    is_low,
    line_faults,
    quote_fault,
    requested,
    sums,
    whole_faults,
)

LOT = Limits(lot_budget=Decimal(1_000_000), overhead_percent=Decimal(10))


def line(name="Trainer", asked="1200.00", **facts):
    """Twelve hours at 100 tenge, all of it requested."""
    kept = {"category": "pay", "quantity": Decimal(12), "unit_cost": Decimal(100), "months": Decimal(1), **facts}
    return Line(name=name, requested=Decimal(asked), **kept)


def costing(asked, category="pay", **facts):
    return line(asked=str(asked), category=category, quantity=Decimal(1), unit_cost=Decimal(asked), **facts)


def test_a_line_costs_quantity_times_unit_cost_times_months():
    assert line(quantity=Decimal("2.5"), unit_cost=Decimal("1000.10"), months=Decimal(3)).total == Decimal("7500.75")


def test_half_a_tiyn_is_rounded_up():
    # 0.5 × 0.01 × 1 = 0.005
    assert line(quantity=Decimal("0.5"), unit_cost=Decimal("0.01")).total == Decimal("0.01")


def test_a_line_that_adds_up_has_no_fault():
    shared = line(asked="700.00", own=Decimal(300), other=Decimal(200), unit="hour")

    assert list(line_faults(shared, LOT)) == []


@pytest.mark.parametrize("asked", ["1199.99", "1200.01"])
def test_one_tiyn_too_few_or_too_many_does_not_add_up(asked):
    assert list(line_faults(line(asked=asked), LOT)) == [Fault.SUMS_DIFFER]


def test_more_requested_than_the_line_costs_is_not_hidden_by_a_negative_share():
    hidden = line(asked="1500.00", own=Decimal(-300))

    assert list(line_faults(hidden, LOT)) == [Fault.SUMS_DIFFER]


@pytest.mark.parametrize("factor", ["quantity", "unit_cost", "months"])
def test_a_sum_without_a_quantity_a_price_or_a_time_is_refused(factor):
    assert list(line_faults(line(asked="0.00", **{factor: Decimal(0)}), LOT)) == [Fault.NO_QUANTITY]


@pytest.mark.parametrize("unit", ["lump sum", "Tenge", "₸", "Паушальная сумма", "сумма", "тг.", "теңге", "жалпы сома"])
def test_a_unit_that_is_money_makes_a_round_sum(unit):
    assert list(line_faults(line(unit=unit), LOT)) == [Fault.NO_QUANTITY]


@pytest.mark.parametrize("unit", ["hour", "person", "км", "человек", "сағат", "адам", "set"])
def test_a_unit_that_can_be_counted_is_allowed(unit):
    assert list(line_faults(line(unit=unit), LOT)) == []


@pytest.mark.parametrize(
    "name",
    [
        "Profit",
        "Net profits of the organisation",
        "Contingency",
        "Unforeseen costs",
        "Прибыль организации",
        "Доля прибыли",
        "Непредвиденные расходы",
        "Резерв",
        "Резервный фонд",
        "Прочие расходы",
        "Пайда",
        "Ұйымның таза пайдасы",
        "Күтпеген шығыстар",
        "Көзделмеген шығындар",
        "Өзге шығыстар",
    ],
)
def test_a16_profit_and_sums_kept_for_the_unknown_are_refused_in_three_languages(name):
    assert list(line_faults(line(name), LOT)) == [Fault.NOT_A_COST]


@pytest.mark.parametrize(
    "name",
    [
        "Travel of non-profit partners",
        "Training for nonprofit leaders",
        "Питание прибывших участников",
        "Резервное копирование",
        "Пайда алушыларды тасымалдау",
        "Кеңсені пайдалану",
        "Пайдалы кеңестер кітапшасы",
    ],
)
def test_a_cost_whose_name_only_sounds_alike_is_allowed(name):
    assert list(line_faults(line(name), LOT)) == []


@pytest.mark.parametrize("category", ["equipment", "institutional"])
def test_costs_of_the_organisation_itself_are_allowed_where_the_instrument_pays_them(category):
    grant = Limits(lot_budget=Decimal(1_000_000), allows_institutional=True)

    assert list(line_faults(line(category=category), LOT)) == [Fault.NOT_ALLOWED]
    assert list(line_faults(line(category=category), grant)) == []


def test_all_faults_of_a_line_are_told_at_once():
    bad = line("Profit", asked="1.00", category="equipment", unit="sum")

    assert list(line_faults(bad, LOT)) == [
        Fault.NO_QUANTITY,
        Fault.SUMS_DIFFER,
        Fault.NOT_A_COST,
        Fault.NOT_ALLOWED,
    ]


# The budget as a whole


def test_a_budget_of_the_whole_lot_with_a_tenth_for_overhead_is_allowed():
    lines = [costing(900_000), costing(100_000, "overhead")]

    assert requested(lines) == Decimal("1000000.00")
    assert list(whole_faults(lines, LOT)) == []


def test_overhead_above_its_share_of_everything_requested_is_refused():
    lines = [costing(89_999), costing(10_000, "overhead")]

    # 10 000 of 99 999 is more than a tenth.
    assert list(whole_faults(lines, LOT)) == [Fault.OVERHEAD_TOO_HIGH]


def test_without_a_cap_overhead_may_be_all():
    no_cap = Limits(lot_budget=Decimal(1_000_000))

    assert list(whole_faults([costing(500, "overhead")], no_cap)) == []


def test_one_tiyn_above_the_lot_is_refused():
    assert list(whole_faults([costing("1000000.01")], LOT)) == [Fault.OVER_THE_LOT]


def test_a_budget_that_asks_for_nothing_is_refused():
    assert list(whole_faults([], LOT)) == [Fault.NOTHING_REQUESTED]


def test_a_lot_that_asks_for_an_own_share_counts_it_of_the_whole_cost():
    asks = Limits(lot_budget=Decimal(1_000_000), own_share_percent=Decimal("12.5"))
    half = {"quantity": Decimal(1), "unit_cost": Decimal(800)}

    assert list(whole_faults([line(asked="700", own=Decimal(100), **half)], asks)) == []
    assert list(whole_faults([line(asked="700.01", own=Decimal("99.99"), **half)], asks)) == [Fault.OWN_SHARE_TOO_LOW]
    assert list(whole_faults([line(asked="700", other=Decimal(100), **half)], asks)) == [Fault.OWN_SHARE_TOO_LOW]


@pytest.mark.parametrize(("year", "faults"), [(0, [Fault.NO_SUCH_YEAR]), (1, []), (2, []), (3, [Fault.NO_SUCH_YEAR])])
def test_a_line_lies_in_a_year_that_the_lot_lasts(year, faults):
    two = Limits(lot_budget=Decimal(1_000_000), years=2)

    assert list(line_faults(line(year=year), two)) == faults


@pytest.mark.parametrize(
    ("least", "quote", "fault"),
    [
        (None, "", None),
        ("1200.01", "", None),
        ("1200.00", "", Fault.QUOTE_MISSING),
        ("1200.00", "F-1", None),
        (None, "F-2", Fault.QUOTE_GONE),
    ],
)
def test_a_line_at_the_threshold_has_a_quotation_among_the_files(least, quote, fault):
    limits = Limits(lot_budget=Decimal(1_000_000), quote_from=least and Decimal(least))

    assert quote_fault(line(quote=quote), limits, {"F-1"}) == fault


def test_costs_are_summed_by_category_and_year():
    lines = [costing(100, "travel", year=2), costing(200, "pay"), costing(300, "travel"), costing(50, "")]

    table = grid(lines, years=3, categories=["pay", "rent"])

    assert [(row.category, row.is_used, [year.total for year in row.years]) for row in table.rows] == [
        ("pay", True, [200, 0, 0]),
        ("rent", False, [0, 0, 0]),
        ("travel", True, [300, 100, 0]),
    ]
    assert [year.requested for year in table.years] == [550, 100, 0]
    assert table.whole == (650, 650, 0, 0)


def test_a_year_that_the_lot_does_not_last_has_a_column_all_the_same():
    assert [year.total for year in grid([costing(100, year=2)], years=1).years] == [0, 100]


def test_a_person_served_costs_the_whole_divided_by_all_rounded_half_up():
    assert cost_per_person(Decimal("100.00"), 3) == Decimal("33.33")
    assert cost_per_person(Decimal("0.25"), 50) == Decimal("0.01")
    assert cost_per_person(Decimal(100), 0) is None


@pytest.mark.parametrize(
    ("asked", "percent", "low"),
    [("84.99", 85, True), ("85.00", 85, False), ("80.00", 85, True), ("1.00", None, False)],
)
def test_e8_a_request_below_the_share_of_the_justified_cost_asks_for_an_explanation(asked, percent, low):
    assert is_low(Decimal(asked), Decimal(100), percent and Decimal(percent)) is low


amounts = st.decimals(0, 100_000, places=2)


@given(amounts, amounts, st.integers(1, 36), st.integers(0, 100))
def test_a_line_split_between_payers_always_adds_up_again(quantity, price, months, share):
    whole = line(quantity=quantity, unit_cost=price, months=Decimal(months)).total
    own = (whole * share / 100).quantize(Decimal("0.01"))
    split = line(
        asked=str(whole - own), quantity=quantity, unit_cost=price, months=Decimal(months), own=own, unit="piece"
    )

    assert Fault.SUMS_DIFFER not in line_faults(split, LOT)


split_lines = st.lists(
    st.builds(
        lambda category, year, asked, own, other: line(
            asked=str(asked), own=own, other=other, category=category, year=year, quantity=Decimal(1),
            unit_cost=asked + own + other,
        ),
        st.sampled_from(["", "pay", "travel", "overhead"]), st.integers(1, 3), amounts, amounts, amounts,
    )
)  # fmt: skip


@given(split_lines)
def test_r045_what_is_paid_adds_up_in_every_line_category_and_year_and_in_all(lines):
    table = grid(lines, years=3)

    cells = [
        table.whole,
        *table.years,
        *(row.whole for row in table.rows),
        *(y for row in table.rows for y in row.years),
    ]
    assert [cell for cell in cells if cell.requested + cell.own + cell.other != cell.total] == []
    assert table.whole == sums(lines)
    assert sum(year.total for year in table.years) == table.whole.total
    assert sum(row.whole.total for row in table.rows) == sums(line for line in lines if line.category).total
