"""The geometry of bars."""

from decimal import Decimal

from ui.charts import bars, columns, tiles


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


def test_a_long_label_stands_in_several_lines_and_moves_what_is_below():
    chart = bars(
        [("Assistance to orphans and to children of large families", 4), ("Sport", 2)],
        id="spheres", title="Spheres", label_head="Sphere", value_head="NGOs",
    )  # fmt: skip

    assert chart.bars[0].lines == [("Assistance to orphans and to", 16), ("children of large families", 36)]
    assert [(bar.y, bar.value_y) for bar in chart.bars] == [(44, 58), (96, 110)]
    assert chart.height == 124


def test_columns_stand_beside_one_another_and_only_the_highest_says_its_value():
    chart = columns([(1999, 1), (2000, 4), (2001, 4), (2002, 0)], id="years", title="Years")

    assert [(one.x, one.width, one.y, one.height, one.label, one.shown) for one in chart.columns] == [
        ("0.000", "20.000", 189, 55, "", ""),
        ("25.000", "20.000", 24, 220, "2000", "4"),
        ("50.000", "20.000", 24, 220, "", ""),
        ("75.000", "20.000", 244, 0, "", ""),
    ]


def test_columns_of_nothing_are_a_floor_alone():
    assert columns([], id="none", title="None").columns == []


def test_tiles_say_their_number_and_are_filled_in_four_steps():
    country = tiles(
        [(0, 0, "A", "Akmola", 0), (1, 0, "B", "Abai", 1), (1, 1, "C", "Atyrau", 26), (0, 1, "D", "Almaty", 100)],
        id="map", title="Map", stands_out=["Atyrau"],
    )  # fmt: skip

    assert [(one.label, one.shown, one.x, one.y, one.level, one.stands_out) for one in country.tiles] == [
        ("A", "0", "0.000", 0, 0, False),
        ("B", "1", "50.000", 0, 1, False),
        ("C", "26", "50.000", 64, 2, True),
        ("D", "100", "0.000", 64, 4, False),
    ]
    assert country.height == 128


def test_a_map_of_nothing_has_no_tiles():
    assert tiles([], id="none", title="None").tiles == []
