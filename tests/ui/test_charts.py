"""The geometry of bars."""

from decimal import Decimal

from ui.charts import bars


def test_bars_begin_at_zero_and_the_longest_leaves_room_for_its_value():
    chart = bars(
        [("2003", 50), ("2005", Decimal(200)), ("2006", 0)],
        id="years", title="Years", label_head="Year", value_head="Calls", stands_out="2005",
    )  # fmt: skip

    assert [(bar.label, bar.width, bar.y, bar.shown, bar.stands_out) for bar in chart.bars] == [
        ("2003", "17.00", 24, "50", False),
        ("2005", "68.00", 76, "200", True),
        ("2006", "0.00", 128, "0", False),
    ]
    assert chart.height == 156


def test_a_chart_of_nothing_has_no_bars():
    assert bars([], id="none", title="None", label_head="A", value_head="B").bars == []


def test_a_chart_of_zeros_has_bars_of_no_length():
    chart = bars([("a", 0)], id="zero", title="Zero", label_head="A", value_head="B", show=lambda value: f"{value} ₸")

    assert [(bar.width, bar.shown) for bar in chart.bars] == [("0.00", "0 ₸")]
