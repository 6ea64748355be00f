"""How dates, moments, money and points are written in each language. Pure: the language is an argument."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime

NO_BREAK = "\u00a0"
OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
FALLBACKS = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}
# By the plural forms of each language: Babel lacks a Kazakh day, and Chromium all of Kazakh.
UNITS = {
    "kk": {
        "day": {"one": "күн", "other": "күн"},
        "hour": {"one": "сағат", "other": "сағат"},
        "minute": {"one": "минут", "other": "минут"},
        "second": {"one": "секунд", "other": "секунд"},
    },
    "ru": {
        "day": {"one": "день", "few": "дня", "many": "дней"},
        "hour": {"one": "час", "few": "часа", "many": "часов"},
        "minute": {"one": "минута", "few": "минуты", "many": "минут"},
        "second": {"one": "секунда", "few": "секунды", "many": "секунд"},
    },
    "en": {
        "day": {"one": "day", "other": "days"},
        "hour": {"one": "hour", "other": "hours"},
        "minute": {"one": "minute", "other": "minutes"},
        "second": {"one": "second", "other": "seconds"},
    },
}
DAYS = {
    "kk": "y 'жылғы' d MMMM",
    "ru": "d MMMM y 'года'",
    "en": "d MMMM y",
}
MONTHS = {"kk": "y 'жылғы' MMMM", "ru": "LLLL y 'года'", "en": "LLLL y"}
MOMENTS = {
    "kk": "y 'жылғы' d MMMM, EEEE, 'сағат' HH:mm, 'Астана уақыты'",
    "ru": "HH:mm, EEEE, d MMMM y 'года', 'время Астаны'",
    "en": "HH:mm, EEEE d MMMM y, 'Astana time'",
}


def day(value: date, language: str) -> str:
    """A day: “12 June 2026”, “12 июня 2026 года”, “2026 жылғы 12 маусым”."""
    return _written(value.year, value.month, value.day, language)


# A list repeats few days, and Babel works out each anew.
@lru_cache(maxsize=1_000)
def _written(year: int, month: int, day: int, language: str) -> str:
    return format_date(date(year, month, day), DAYS[language], locale=language)


def month(value: date, language: str) -> str:
    """A month: “September 2003”."""
    return format_date(value, MONTHS[language], locale=language)


def as_known(value: date, precision: str, language: str) -> str:
    """A day of the past as exactly as it is known, to the “day”, the “month” or the “year”: “2000”."""
    written = {"day": day, "month": month}.get(precision)
    return written(value, language) if written else str(value.year)


def moment(value: datetime, language: str) -> str:
    """A moment of Astana time with its weekday and zone (U20): “18:00, Friday 12 June 2026, Astana time”."""
    return format_datetime(value, MOMENTS[language], locale=language)


def stamp(value: datetime, language: str) -> str:
    """When something happened, to the minute: “9 June 2026, 14:03”."""
    return f"{day(value, language)}, {value:%H:%M}"


def exact(value: datetime, language: str) -> str:
    """When something happened, to the microsecond, for receipts: “9 June 2026, 14:03:05.120007”."""
    return f"{day(value, language)}, {value:%H:%M:%S.%f}"


def tenge(value: Decimal | int, language: str) -> str:
    """A sum in tenge, with tiyn only if there are any: “1 194 000 ₸”."""
    amount = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = amount == amount.to_integral_value()
    return f"{_grouped(amount, 0 if whole else 2, language)}{NO_BREAK}₸"


def points(value: Decimal | int, language: str) -> str:
    """Points to two places: “4.25”, “4,25”."""
    return _grouped(Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP), 2, language)


def short(value: Decimal | int, language: str) -> str:
    """A number without zeros at its end: “15”, “2.5”, “2,5”."""
    text = f"{Decimal(value).normalize():f}"
    return text if language == "en" else text.replace(".", ",")


def whole(value: int) -> str:
    """A number of things, its thousands apart: “23 335”."""
    return f"{value:,}".replace(",", NO_BREAK)


def spoken(thing: object, name: str, language: str) -> tuple[str, str]:
    """The first language a bilingual text is written in, this one before others, and the text itself."""
    for code in FALLBACKS[language]:
        if text := getattr(thing, f"{name}_{code}", ""):
            return code, text
    return language, ""


def left(seconds: int, language: str) -> str:
    """How long there is still, in its two greatest units: “3 days 4 hours”, “12 minutes”."""
    minutes = max(seconds, 0) // 60
    parts = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    greatest = [(unit, count) for unit, count in parts.items() if count][:2] or [("minute", 0)]
    plural = Locale.parse(language).plural_form
    return " ".join(f"{count} {UNITS[language][unit][plural(count)]}" for unit, count in greatest)


def _grouped(amount: Decimal, places: int, language: str) -> str:
    text = f"{amount:,.{places}f}".replace(",", NO_BREAK)
    return text if language == "en" else text.replace(".", ",")
