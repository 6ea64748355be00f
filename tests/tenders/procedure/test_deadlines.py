"""Working days by hand-checked dates, and what holds of all of them (domain 2.10)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.procedure.deadlines import ALMATY, Unit, WorkCalendar

PLAIN = WorkCalendar()
SIX = time(18, 0)

# The official days off of 2005, 2020, 2024 to 2026 that the table below touches, by hand.
KAZAKHSTAN = WorkCalendar(
    days_off=frozenset(
        {
            date(2005, 8, 29),
            date(2005, 8, 30),
            date(2020, 5, 7),
            date(2020, 5, 8),
            date(2020, 5, 9),
            date(2020, 5, 11),
            date(2024, 1, 1),
            date(2024, 1, 2),
            date(2024, 3, 8),
            date(2024, 3, 21),
            date(2024, 3, 22),
            date(2024, 3, 23),
            date(2024, 3, 25),
            date(2024, 5, 7),
            date(2024, 5, 8),
            date(2024, 5, 9),
            date(2024, 12, 16),
            date(2025, 1, 1),
            date(2025, 1, 2),
            date(2025, 1, 3),
            date(2025, 1, 7),
            date(2025, 3, 21),
            date(2025, 3, 24),
            date(2025, 3, 25),
            date(2026, 1, 1),
            date(2026, 1, 2),
            date(2026, 1, 7),
        }
    ),
    extra_working=frozenset({date(2005, 8, 27), date(2020, 5, 11), date(2024, 5, 4), date(2025, 1, 5)}),
)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2024, 6, 3), 1, date(2024, 6, 4), id="day 1 is the day after"),
        pytest.param(date(2024, 6, 7), 1, date(2024, 6, 10), id="Friday to Monday"),
        pytest.param(date(2024, 6, 8), 1, date(2024, 6, 10), id="from a Saturday"),
        pytest.param(date(2024, 6, 9), 5, date(2024, 6, 14), id="from a Sunday, a whole week"),
        pytest.param(date(2024, 6, 3), 0, date(2024, 6, 3), id="nothing, from a working day"),
        pytest.param(date(2024, 6, 8), 0, date(2024, 6, 10), id="nothing, from a day off"),
        # Wed 20 Mar; off: Thu 21, Fri 22, Sat 23, Sun 24, Mon 25 (moved from Sat 23).
        pytest.param(date(2024, 3, 20), 1, date(2024, 3, 26), id="over Nauryz 2024"),
        pytest.param(date(2024, 3, 18), 5, date(2024, 3, 28), id="Nauryz within a window of five"),
        # Thu 20 Mar; off: Fri 21, Sat 22, Sun 23, Mon 24 and Tue 25 (moved).
        pytest.param(date(2025, 3, 20), 1, date(2025, 3, 26), id="Nauryz 2025, two days moved"),
        # Fri 3 May; Sat 4 works; Sun 5; Mon 6 works; Tue 7, Wed 8, Thu 9 off; Fri 10 works.
        pytest.param(date(2024, 5, 3), 1, date(2024, 5, 4), id="a Saturday that works"),
        pytest.param(date(2024, 5, 3), 3, date(2024, 5, 10), id="the May days of 2024"),
        # Thu 7 May to Sun 10 off; Mon 11 May was given back for Fri 8.
        pytest.param(date(2020, 5, 6), 1, date(2020, 5, 11), id="a moved holiday given back"),
        # Mon 30, Tue 31 Dec work; 1–4 Jan off; Sun 5 Jan works; Mon 6; Tue 7 off; Wed 8.
        pytest.param(date(2024, 12, 31), 1, date(2025, 1, 5), id="over the year end to a Sunday"),
        pytest.param(date(2024, 12, 30), 4, date(2025, 1, 8), id="year end and Christmas"),
        # 1–2 Jan off, 3–4 weekend; 5, 6; 7 off; 8, 9.
        pytest.param(date(2025, 12, 31), 3, date(2026, 1, 8), id="the year end of 2025"),
        # Fri 26 Aug; Sat 27 works; Mon 29 and Tue 30 off; Wed 31.
        pytest.param(date(2005, 8, 26), 2, date(2005, 8, 31), id="a working Saturday of 2005"),
        # Fri 23 Feb: 26, 27, 28, 29 Feb, 1 Mar: the leap day counts.
        pytest.param(date(2024, 2, 23), 4, date(2024, 2, 29), id="the leap day"),
    ],
)
def test_working_days_are_counted_as_by_hand(start, count, end):
    assert KAZAKHSTAN.add_working_days(start, count) == end


@pytest.mark.parametrize(
    ("day", "count", "earlier"),
    [
        pytest.param(date(2024, 6, 14), 5, date(2024, 6, 7), id="a week before a Friday"),
        pytest.param(date(2024, 3, 27), 2, date(2024, 3, 20), id="back over Nauryz"),
        pytest.param(date(2025, 1, 8), 3, date(2024, 12, 31), id="back over the year end"),
        pytest.param(date(2024, 6, 9), 1, date(2024, 6, 7), id="from a Sunday"),
    ],
)
def test_working_days_before_a_deadline_are_counted_as_by_hand(day, count, earlier):
    assert KAZAKHSTAN.working_days_before(day, count) == earlier


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2024, 6, 7), date(2024, 6, 14), 5),
        (date(2024, 3, 20), date(2024, 3, 26), 1),
        (date(2024, 3, 20), date(2024, 3, 25), 0),
        (date(2024, 5, 3), date(2024, 5, 10), 3),
        (date(2024, 6, 7), date(2024, 6, 7), 0),
        (date(2024, 6, 14), date(2024, 6, 7), 0),
    ],
)
def test_the_working_days_that_remain_are_counted_as_by_hand(start, end, count):
    assert KAZAKHSTAN.working_days_between(start, end) == count


def test_working_days_are_not_counted_backwards_by_mistake():
    with pytest.raises(ValueError, match="counted forward"):
        PLAIN.add_working_days(date(2024, 6, 3), -1)
    with pytest.raises(ValueError, match="At least one working day"):
        PLAIN.working_days_before(date(2024, 6, 3), 0)


# Windows


def test_a_window_of_working_days_ends_on_its_last_day_at_closing_time():
    published = datetime(2024, 3, 18, 6, 0, tzinfo=UTC)

    end = KAZAKHSTAN.window_end(published, 5, "wd", closes_at=SIX)

    assert end == datetime(2024, 3, 28, 18, 0, tzinfo=ALMATY)
    assert end.astimezone(UTC) == datetime(2024, 3, 28, 13, 0, tzinfo=UTC)


def test_a_window_of_calendar_days_that_ends_on_a_day_off_moves_to_the_next_working_day():
    published = datetime(2024, 3, 6, 6, 0, tzinfo=UTC)

    # 6 March + 15 days = Thursday 21 March, Nauryz; the next working day is Tuesday 26 March.
    end = KAZAKHSTAN.window_end(published, 15, Unit.CALENDAR, closes_at=SIX)

    assert end == datetime(2024, 3, 26, 18, 0, tzinfo=ALMATY)


def test_a_window_of_calendar_days_that_ends_on_a_working_day_stays():
    published = datetime(2024, 6, 3, 6, 0, tzinfo=UTC)

    end = KAZAKHSTAN.window_end(published, 10, "cd", closes_at=SIX)

    assert end == datetime(2024, 6, 13, 18, 0, tzinfo=ALMATY)


def test_the_day_of_an_event_is_the_day_of_the_place_and_not_of_greenwich():
    # 20:30 on 3 June in Greenwich is already 01:30 on 4 June in Almaty.
    late = datetime(2024, 6, 3, 20, 30, tzinfo=UTC)

    assert PLAIN.window_end(late, 1, "wd", closes_at=SIX).date() == date(2024, 6, 5)
    assert PLAIN.window_end(late, 1, "wd", closes_at=SIX, zone=ZoneInfo("Europe/London")).date() == date(2024, 6, 4)


def test_the_clock_of_almaty_went_back_one_hour_on_1_march_2024():
    # 18:30 in Greenwich was 00:30 of 29 February at UTC+6, and 23:30 of the same day at UTC+5.
    before = datetime(2024, 2, 28, 18, 30, tzinfo=UTC)
    after = datetime(2024, 3, 4, 18, 30, tzinfo=UTC)

    over_the_change = PLAIN.window_end(before, 2, "wd", closes_at=SIX)

    assert over_the_change.astimezone(UTC) == datetime(2024, 3, 4, 13, 0, tzinfo=UTC)
    assert PLAIN.window_end(before, 0, "wd", closes_at=SIX).astimezone(UTC) == datetime(2024, 2, 29, 12, 0, tzinfo=UTC)
    assert PLAIN.window_end(after, 0, "wd", closes_at=SIX).date() == date(2024, 3, 4)


def test_the_days_of_the_tender_of_2005_are_counted_in_the_time_of_2005():
    # Almaty was at UTC+6: 18:30 in Greenwich is half past midnight of the next day.
    call = datetime(2005, 8, 25, 18, 30, tzinfo=UTC)

    end = KAZAKHSTAN.window_end(call, 2, "wd", closes_at=SIX)

    assert end == datetime(2005, 8, 31, 18, 0, tzinfo=ALMATY)
    assert end.utcoffset() == timedelta(hours=6)


@pytest.mark.parametrize("unit", ["wd", "cd"])
def test_a_moment_without_a_zone_opens_no_window(unit):
    with pytest.raises(ValueError, match="needs a time zone"):
        PLAIN.window_end(datetime(2024, 6, 3, 9, 0), 1, unit, closes_at=SIX)  # noqa: DTZ001  (the fault under test)


def test_an_unknown_unit_opens_no_window():
    with pytest.raises(ValueError, match="months"):
        PLAIN.window_end(datetime(2024, 6, 3, tzinfo=UTC), 1, "months", closes_at=SIX)


# Whatever the calendar is

days = st.dates(date(2003, 1, 1), date(2028, 12, 31))
spans = st.integers(1, 40)
calendars = st.builds(
    WorkCalendar,
    days_off=st.frozensets(days, max_size=30),
    extra_working=st.frozensets(days, max_size=30),
)


@given(calendars, days, spans)
def test_a_window_ends_on_a_working_day_and_holds_as_many_as_were_asked(calendar, day, count):
    end = calendar.add_working_days(day, count)

    assert calendar.is_working(end)
    assert calendar.working_days_between(day, end) == count


@given(calendars, days, spans)
def test_counting_back_from_the_end_holds_as_many_again(calendar, day, count):
    end = calendar.add_working_days(day, count)
    start = calendar.working_days_before(end, count)

    assert calendar.working_days_between(start, end) == count
    assert calendar.is_working(start)


@given(calendars, days, spans, spans)
def test_two_windows_one_after_the_other_are_as_long_as_both(calendar, day, first, second):
    at_once = calendar.add_working_days(day, first + second)

    assert calendar.add_working_days(calendar.add_working_days(day, first), second) == at_once


@given(calendars, days)
def test_the_next_working_day_is_the_nearest(calendar, day):
    found = calendar.next_working(day)
    before = [day + timedelta(days=n) for n in range((found - day).days)]

    assert calendar.is_working(found)
    assert not any(calendar.is_working(earlier) for earlier in before)


@given(
    calendars,
    st.datetimes(datetime(2003, 1, 2), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  (bounds)
    spans,
    st.sampled_from(Unit),
)
def test_every_window_ends_after_the_event_on_a_working_day(calendar, event, count, unit):
    end = calendar.window_end(event, count, unit, closes_at=SIX)

    assert end > event
    assert calendar.is_working(end.astimezone(ALMATY).date())
    assert end.timetz().replace(tzinfo=None) == SIX
