"""Dates and numbers that Django itself writes and reads, in each language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.forms import DateField, DecimalField
from django.utils import translation
from django.utils.formats import date_format, get_format, localize

EVENING = datetime(2026, 6, 12, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "short", "number"),
    [
        ("kk", "2026 жылғы 12 маусым", "2026 жылғы 12 маусым, 18:05", "12.06.2026 18:05", "2,5"),
        ("ru", "12 июня 2026 г.", "12 июня 2026 г. 18:05", "12.06.2026 18:05", "2,5"),
        ("en", "12 June 2026", "12 June 2026, 18:05", "2026-06-12 18:05", "2.5"),
    ],
)
def test_days_moments_and_numbers_are_written_as_the_language_has_them(language, day, moment, short, number):
    with translation.override(language):
        assert date_format(EVENING.date()).lower() == day.lower()
        assert date_format(EVENING, "DATETIME_FORMAT").lower() == moment.lower()
        assert date_format(EVENING, "SHORT_DATETIME_FORMAT") == short
        assert localize(Decimal("2.5")) == number
        assert get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(("language", "typed"), [("kk", "12.06.2026"), ("ru", "12.06.2026"), ("en", "2026-06-12")])
def test_a_day_is_read_as_it_is_written_and_as_the_browser_sends_it(language, typed):
    with translation.override(language):
        assert {DateField().clean(text) for text in (typed, "2026-06-12")} == {date(2026, 6, 12)}


@pytest.mark.parametrize(("language", "typed"), [("kk", "2,5"), ("ru", "2,5"), ("en", "2.5")])
def test_a_number_is_read_as_it_is_written(language, typed):
    with translation.override(language):
        assert DecimalField(localize=True).clean(typed) == Decimal("2.5")
