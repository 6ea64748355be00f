"""Kazakhstan's days off and working weekend days as the package `holidays` knows them (2.10).

`data/holidays.csv` is this list. To lengthen it by a year, run
`python -m tenders.procedure.public_holidays 2003 2029 > tenders/procedure/data/holidays.csv`
and read the difference: moves are decreed late in the year before.
"""

import csv
import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TextIO

import holidays

OFF = "off"
WORKING = "working"

# Name in the package (English): Kazakh, Russian, English.
NAMES = {
    "New Year's Day": ("Жаңа жыл", "Новый год", "New Year"),
    "Orthodox Christmas": (
        "Православиелік Рождество",
        "Православное Рождество",
        "Orthodox Christmas",
    ),
    "International Women's Day": (
        "Халықаралық әйелдер күні",
        "Международный женский день",
        "International Women's Day",
    ),
    "Constitution Day": (
        "Қазақстан Республикасының Конституциясы күні",
        "День Конституции Республики Казахстан",
        "Constitution Day",
    ),
    "Nowruz Holiday": ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    "Kazakhstan's People Solidarity Holiday": (
        "Қазақстан халқының бірлігі мерекесі",
        "Праздник единства народа Казахстана",
        "Unity Day of the People of Kazakhstan",
    ),
    "Defender of the Fatherland Day": (
        "Отан қорғаушы күні",
        "День защитника Отечества",
        "Defender of the Fatherland Day",
    ),
    "Victory Day": ("Жеңіс күні", "День Победы", "Victory Day"),
    "Capital Day": ("Астана күні", "День столицы", "Capital Day"),
    "Republic Day": ("Республика күні", "День Республики", "Republic Day"),
    "First President Day": (
        "Қазақстан Республикасының Тұңғыш Президенті күні",
        "День Первого Президента Республики Казахстан",
        "First President Day",
    ),
    "Independence Day": ("Тәуелсіздік күні", "День Независимости", "Independence Day"),
    "Eid al-Adha": (
        "Құрбан айттың бірінші күні",
        "Первый день Курбан-айта",
        "First day of Kurban Ait",
    ),
}
MARKS = {
    "": ("{}", "{}", "{}"),
    "observed": (
        "{} (көшірілген демалыс күні)",
        "{} (перенесённый выходной день)",
        "{} (day off moved)",
    ),
    "estimated": ("{} (күні болжамды)", "{} (дата ожидаемая)", "{} (expected date)"),
}
MOVED_OFF = (
    "Демалыс күні ({} күнінен көшірілген)",
    "Выходной день (перенесён с {})",
    "Day off (moved from {})",
)
MOVED_ON = (
    "Жұмыс күні (демалыс {} күніне көшірілген)",
    "Рабочий день (выходной перенесён на {})",
    "Working day (its day off moved to {})",
)
# Expected by the package, announced since in the official calendar of 2026.
ANNOUNCED = {date(2026, 5, 27)}


class Day(NamedTuple):
    """A row of the calendar: the day, whether it is off or working, its name in three languages."""

    on: date
    kind: str
    name_kk: str
    name_ru: str
    name_en: str


def known_days(first_year: int, last_year: int) -> list[Day]:
    """All days of these years that differ from the plain week, in the order of the calendar."""
    known = holidays.country_holidays("KZ", years=range(first_year, last_year + 1), language="en_US")
    days: list[Day] = []
    for on, name in known.items():
        days += _days(on, name)
    return sorted(day for day in days if first_year <= day.on.year <= last_year)


def write(days: list[Day], to: TextIO) -> None:
    """Write the calendar as CSV."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(Day._fields)
    writer.writerows(days)


def _days(on: date, name: str) -> Iterator[Day]:
    """What one entry of the package means: a day off and, if moved, the day worked for it."""
    if moved := re.search(r"substituted from (\d\d)/(\d\d)/(\d{4})", name):
        month, day, year = map(int, moved.groups())
        worked = date(year, month, day)
        yield Day(on, OFF, *_moved(MOVED_OFF, worked))
        yield Day(worked, WORKING, *_moved(MOVED_ON, on))
        return
    bare, _, mark = name.partition(" (")
    frames = MARKS["" if on in ANNOUNCED else mark.rstrip(")")]
    kk, ru, en = (frame.format(text) for frame, text in zip(frames, NAMES[bare], strict=True))
    yield Day(on, OFF, kk, ru, en)


def _moved(frames: tuple[str, str, str], other: date) -> tuple[str, str, str]:
    kk, ru, en = frames
    day = f"{other:%d.%m.%Y}"
    return kk.format(day), ru.format(day), en.format(f"{other.day} {other:%B %Y}")


if __name__ == "__main__":
    write(known_days(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
