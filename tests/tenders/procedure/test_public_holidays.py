"""The calendar that the project ships is the one its source knows, and it is the official one."""

import csv
import runpy
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tenders.procedure import public_holidays
from tenders.procedure.deadlines import WorkCalendar
from tenders.procedure.public_holidays import known_days

STAGE = Path(public_holidays.__file__).parent
FILE = STAGE / "data" / "holidays.csv"


def shipped():
    with FILE.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def calendar():
    days = {kind: set() for kind in ("off", "working")}
    for row in shipped():
        days[row["kind"]].add(date.fromisoformat(row["on"]))
    return WorkCalendar(frozenset(days["off"]), frozenset(days["working"]))


def test_the_file_is_what_the_command_prints(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["public_holidays", "2003", "2028"])

    runpy.run_path(public_holidays.__file__, run_name="__main__")

    assert capsys.readouterr().out == FILE.read_text(encoding="utf-8")


def test_every_day_stands_once_with_a_name_in_each_language():
    rows = shipped()

    assert len({row["on"] for row in rows}) == len(rows)
    assert all(row["name_kk"] and row["name_ru"] and row["name_en"] for row in rows)
    assert max(len(name) for row in rows for name in row.values()) <= 120


def test_every_working_day_of_the_file_is_a_weekend_or_was_given_back():
    exchanged = {date.fromisoformat(row["on"]) for row in shipped() if row["kind"] == "working"}

    assert [day for day in sorted(exchanged) if day.weekday() < 5] == [date(2020, 5, 11)]


@pytest.mark.parametrize(
    ("first", "last", "working_days"),
    [
        # The ministry's balance of working time, week of five days.
        pytest.param(date(2024, 1, 1), date(2024, 3, 31), 59, id="first quarter of 2024"),
        pytest.param(date(2024, 7, 1), date(2024, 9, 30), 64, id="third quarter of 2024"),
        pytest.param(date(2024, 10, 1), date(2024, 12, 31), 64, id="fourth quarter of 2024"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), 246, id="2025, 119 days of rest"),
        # Published as 246; then 31 August became a working day with the new constitution.
        pytest.param(date(2026, 1, 1), date(2026, 12, 31), 247, id="2026, one day given back"),
    ],
)
def test_a_period_has_its_official_number_of_working_days(first, last, working_days):
    assert calendar().working_days_between(first - timedelta(days=1), last) == working_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2005, 7, 19), True),
        (date(2005, 8, 27), True),
        (date(2005, 8, 29), False),
        (date(2013, 12, 28), True),
        (date(2014, 1, 3), False),
        (date(2020, 5, 8), False),
        (date(2020, 5, 11), True),
        (date(2022, 10, 22), True),
        (date(2022, 10, 24), False),
        (date(2024, 1, 7), False),
        (date(2024, 5, 4), True),
        (date(2024, 6, 17), True),
        (date(2025, 6, 6), False),
        (date(2026, 5, 27), False),
        (date(2026, 8, 31), True),
        (date(2027, 3, 15), False),
    ],
)
def test_single_days_are_as_the_decrees_say(day, works):
    assert calendar().is_working(day) is works


def test_a_moved_day_names_the_day_it_was_exchanged_for():
    days = {day.on: day for day in known_days(2024, 2024)}

    assert days[date(2024, 5, 8)] == (
        date(2024, 5, 8),
        "off",
        "Демалыс күні (04.05.2024 күнінен көшірілген)",
        "Выходной день (перенесён с 04.05.2024)",
        "Day off (moved from 4 May 2024)",
    )
    assert days[date(2024, 5, 4)] == (
        date(2024, 5, 4),
        "working",
        "Жұмыс күні (демалыс 08.05.2024 күніне көшірілген)",
        "Рабочий день (выходной перенесён на 08.05.2024)",
        "Working day (its day off moved to 8 May 2024)",
    )


def test_a_moon_date_that_is_not_announced_yet_says_so():
    days = {day.on: day for day in known_days(2026, 2027)}

    assert days[date(2026, 5, 27)].name_ru == "Первый день Курбан-айта"
    assert days[date(2027, 5, 16)].name_ru == "Первый день Курбан-айта (дата ожидаемая)"
