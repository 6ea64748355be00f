"""The days of a duty to report (R-004): an entry of a dictionary, not a number in code."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from registry.reference.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty():
    return Duty.objects.get(code="annual_report")


def test_r004_the_report_of_a_year_is_taken_from_1_january_and_due_by_31_march(duty):
    assert (duty.opens_on(2025), duty.due_on(2025)) == (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), 2024),
        (date(2026, 4, 1), 2025),
        (date(2026, 12, 31), 2025),
        (date(2016, 3, 31), None),
        (date(2016, 4, 1), 2015),
        (date(2005, 7, 19), None),
    ],
)
def test_a_report_had_to_be_there_on_the_day_after_its_last_day(day, year):
    assert Duty.report_year(day) == year


def test_the_last_day_of_a_short_month_is_its_last_day():
    duty = Duty(opens_month=1, opens_day=1, due_month=2, due_day=31)

    assert (duty.due_on(2026), duty.due_on(2027)) == (date(2027, 2, 28), date(2028, 2, 29))


def test_a_duty_that_has_ended_asks_for_nothing_later(duty):
    duty.valid_to = date(2024, 12, 31)

    assert (duty.holds_for(2023), duty.holds_for(2024)) == (True, False)


def test_a_duty_without_a_first_day_is_asked_for_ten_years(duty):
    duty.valid_from = None

    assert duty.open_years(date(2026, 6, 1)) == list(range(2025, 2015, -1))


def test_the_last_day_does_not_come_before_the_first(duty):
    duty.due_month, duty.due_day = 1, 1
    duty.clean()
    duty.opens_day = 2

    with pytest.raises(ValidationError, match="comes before the first"):
        duty.clean()


@pytest.mark.parametrize("field", ["opens_month", "due_day", "remind_before"])
def test_days_and_reminders_are_numbers_of_a_calendar(duty, field):
    setattr(duty, field, "a week" if field == "remind_before" else 32)

    with pytest.raises(ValidationError):
        duty.full_clean()
