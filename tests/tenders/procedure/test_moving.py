"""Where deadlines move to: a second before and after each edge, and never backwards (R-026, R-027, R-029)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.procedure import moving
from tenders.procedure.deadlines import ALMATY, WorkCalendar
from tenders.procedure.moving import Answer

# Monday 1 to Friday 5 and Monday 8 June 2026; the Tuesday of the second week is off.
CALENDAR = WorkCalendar(days_off=frozenset({date(2026, 6, 9)}))
EVENING = time(18)
SECOND = timedelta(seconds=1)


def june(day, hour=18, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=ALMATY)


def test_questions_are_taken_until_the_evening_of_the_day_with_so_many_working_days_left():
    # From Friday 12: Thursday, Wednesday, (Tuesday off) Monday, Friday, Thursday.
    assert moving.questions_until(june(12), 5, CALENDAR, EVENING) == june(4)


def test_without_a_number_questions_are_taken_until_the_deadline():
    assert moving.questions_until(june(12, 15), None, CALENDAR, EVENING) == june(12, 15)


def test_a_later_deadline_keeps_its_hour_and_passes_over_days_off():
    assert moving.later(june(8, 15, 30), 1, CALENDAR) == june(10, 15, 30)
    assert moving.later(june(8, 15, 30), 0, CALENDAR) == june(8, 15, 30)


@pytest.mark.parametrize(
    ("amended", "deadline", "becomes"),
    [
        # Five working days after Monday the 1st is Monday the 8th: what ends then or later stays.
        (june(1, 9), june(8), june(8)),
        (june(1, 23, 59), june(8), june(8)),
        (june(1, 9), june(5, 15), june(8, 15)),
        # A second after midnight it is Tuesday.
        (june(1, 23, 59) + timedelta(minutes=1), june(8), june(10)),
        (june(1, 9), june(12), june(12)),
    ],
)
def test_an_amendment_leaves_five_working_days_or_moves_the_deadline(amended, deadline, becomes):
    assert moving.after_amendment(deadline, amended, 5, CALENDAR) == becomes


def test_a_profile_without_the_number_moves_nothing():
    assert moving.after_amendment(june(2), june(1), None, CALENDAR) == june(2)


@pytest.mark.parametrize(
    ("answered", "days"),
    [
        (june(2) - SECOND, 0),
        (june(2), 0),
        (june(2) + SECOND, 1),
        (june(3), 1),
        (june(3) + SECOND, 2),
        # Saturday and Sunday are no working days.
        (june(5) + SECOND, 4),
        (june(7), 4),
        (june(8), 4),
        (june(8) + SECOND, 5),
    ],
)
def test_an_answer_is_late_by_working_days_to_the_second(answered, days):
    assert moving.late_days([Answer(june(2), answered)], CALENDAR, EVENING) == days


def test_a_day_on_which_several_answers_are_late_counts_once():
    together = [Answer(june(2), june(4)), Answer(june(3), june(5))]

    assert moving.late_days(together, CALENDAR, EVENING) == 3


def test_an_outage_moves_the_deadline_by_the_day_of_the_profile_and_at_least_by_its_length():
    assert moving.after_outage(june(1), timedelta(hours=2), 1, CALENDAR) == june(2)
    assert moving.after_outage(june(1), timedelta(hours=24), 1, CALENDAR) == june(2)
    assert moving.after_outage(june(1), timedelta(hours=24) + SECOND, 1, CALENDAR) == june(3)


@pytest.mark.parametrize(
    ("began", "ended", "hours"),
    [
        (june(1, 10), june(1, 12), 0),
        (june(1, 17), june(1, 19), 1),
        (june(2, 10), june(2, 12), 2),
        (june(2, 17), june(2, 20), 1),
        (june(1, 10), june(3, 10), 24),
    ],
)
def test_only_the_last_hours_before_the_deadline_count(began, ended, hours):
    assert moving.of_the_last_hours(began, ended, june(2), 24) == timedelta(hours=hours)


# A strategy takes the bounds without a zone, and gives them one.
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2026, 2028))
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(moments, moments, st.integers(0, 30), st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_deadline_never_moves_backwards(deadline, event, days, lasted):
    assert moving.later(deadline, days, CALENDAR) >= deadline
    assert moving.after_amendment(deadline, event, days, CALENDAR) >= deadline
    moved = moving.after_outage(deadline, lasted, days, CALENDAR)
    assert moved >= deadline + lasted


@given(
    moments,
    st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), max_size=4),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_what_is_late_is_only_ever_more(due, latenesses, more):
    answers = [Answer(due, due + late) for late in latenesses]

    assert moving.late_days([*answers, Answer(due, due + more)], CALENDAR, EVENING) >= moving.late_days(
        answers, CALENDAR, EVENING
    )
