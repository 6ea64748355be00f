"""Dates, moments, money and points in three languages."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from ui import words

ASTANA = ZoneInfo("Asia/Almaty")
DEADLINE = datetime(2026, 6, 12, 18, 0, tzinfo=ASTANA)
NB = "\u00a0"


@pytest.mark.parametrize(
    ("write", "value", "kk", "ru", "en"),
    [
        (words.day, date(2026, 6, 12), "2026 жылғы 12 маусым", "12 июня 2026 года", "12 June 2026"),
        (words.day, date(2027, 3, 8), "2027 жылғы 8 наурыз", "8 марта 2027 года", "8 March 2027"),
        (
            words.moment,
            DEADLINE,
            "2026 жылғы 12 маусым, жұма, сағат 18:00, Астана уақыты",
            "18:00, пятница, 12 июня 2026 года, время Астаны",
            "18:00, Friday 12 June 2026, Astana time",
        ),
        (words.stamp, DEADLINE, "2026 жылғы 12 маусым, 18:00", "12 июня 2026 года, 18:00", "12 June 2026, 18:00"),
        (
            words.exact,
            DEADLINE.replace(microsecond=7),
            "2026 жылғы 12 маусым, 18:00:00.000007",
            "12 июня 2026 года, 18:00:00.000007",
            "12 June 2026, 18:00:00.000007",
        ),
        (words.tenge, 1_194_000, *[f"1{NB}194{NB}000{NB}₸"] * 3),
        (words.tenge, Decimal("999.5"), f"999,50{NB}₸", f"999,50{NB}₸", f"999.50{NB}₸"),
        (words.tenge, Decimal("0.00"), *[f"0{NB}₸"] * 3),
        (words.tenge, Decimal("-1500"), *[f"-1{NB}500{NB}₸"] * 3),
        (words.points, Decimal("4.245"), "4,25", "4,25", "4.25"),
        (words.points, 5, "5,00", "5,00", "5.00"),
        (words.left, 3 * 86400 + 4 * 3600 + 59, "3 күн 4 сағат", "3 дня 4 часа", "3 days 4 hours"),
        (words.left, 86400 + 60, "1 күн 1 минут", "1 день 1 минута", "1 day 1 minute"),
        (words.left, 59, "0 минут", "0 минут", "0 minutes"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(write, value, kk, ru, en):
    written = [write(value, language) for language in ("kk", "ru", "en")]

    assert written == [kk, ru, en]


@pytest.mark.parametrize(
    ("there", "language", "spoken"),
    [
        ({"kk": "Үміт", "ru": "Надежда"}, "kk", ("kk", "Үміт")),
        ({"kk": "Үміт", "ru": "Надежда"}, "ru", ("ru", "Надежда")),
        ({"kk": "Үміт", "ru": "Надежда"}, "en", ("ru", "Надежда")),
        ({"kk": "Үміт", "ru": "Надежда", "en": "Hope"}, "en", ("en", "Hope")),
        ({"kk": "", "ru": "Надежда"}, "kk", ("ru", "Надежда")),
        ({"kk": "Үміт", "ru": ""}, "ru", ("kk", "Үміт")),
        ({"kk": "Үміт", "ru": ""}, "en", ("kk", "Үміт")),
        ({}, "ru", ("ru", "")),
    ],
)
def test_a_text_is_said_in_the_language_it_has(there, language, spoken):
    thing = SimpleNamespace(**{f"name_{code}": text for code, text in there.items()})

    said = words.spoken(thing, "name", language)

    assert said == spoken
