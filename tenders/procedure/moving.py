"""Where a deadline moves to (R-026, R-027, R-029): always to a later working day, at the hour it had. Pure, no clock.

A deadline is a moment with a zone; the days are those of the place. None of these functions ever answers with an
earlier moment than the deadline it was given.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tenders.procedure.deadlines import ALMATY, WorkCalendar


class Answer(NamedTuple):
    """When an answer was due, and when it came; `at` is this moment while it is owed."""

    due: datetime
    at: datetime


def questions_until(deadline: datetime, before: int | None, calendar: WorkCalendar, closes_at: time) -> datetime:
    """The last moment for a question: `before` working days before the deadline, at the end of the day; R-027."""
    if not before:
        return deadline
    day = calendar.working_days_before(_day(deadline), before)
    return datetime.combine(day, closes_at, tzinfo=ALMATY)


def later(deadline: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """The deadline so many working days later, at the same hour; for 0 the deadline itself."""
    return _on(calendar.add_working_days(_day(deadline), days), deadline) if days else deadline


def after_amendment(deadline: datetime, amended: datetime, leaves: int | None, calendar: WorkCalendar) -> datetime:
    """The deadline that leaves so many working days after an amendment; the same one if they are left already."""
    if not leaves:
        return deadline
    first = calendar.add_working_days(_day(amended), leaves)
    return deadline if _day(deadline) >= first else _on(first, deadline)


def late_days(answers: Iterable[Answer], calendar: WorkCalendar, closes_at: time) -> int:
    """How many working days answers were late in all; a day on which several were late counts once (R-027)."""
    late: set[date] = set()
    for answer in answers:
        late |= _days_of(answer, calendar, closes_at)
    return len(late)


def after_outage(deadline: datetime, lasted: timedelta, days: int, calendar: WorkCalendar) -> datetime:
    """The deadline so many working days later, and at least by the length of the outage (R-029)."""
    moved = later(deadline, days, calendar)
    while moved - deadline < lasted:
        days += 1
        moved = later(deadline, days, calendar)
    return moved


def of_the_last_hours(began: datetime, ended: datetime, deadline: datetime, hours: int) -> timedelta:
    """How long an outage lay in the last hours before a deadline."""
    start = max(began, deadline - timedelta(hours=hours))
    return max(min(ended, deadline) - start, timedelta(0))


def _days_of(answer: Answer, calendar: WorkCalendar, closes_at: time) -> set[date]:
    days: set[date] = set()
    day, end = _day(answer.due), answer.due
    while end < answer.at:
        day = calendar.add_working_days(day, 1)
        end = datetime.combine(day, closes_at, tzinfo=ALMATY)
        days.add(day)
    return days


def _day(moment: datetime) -> date:
    return moment.astimezone(ALMATY).date()


def _on(day: date, deadline: datetime) -> datetime:
    return datetime.combine(day, deadline.astimezone(ALMATY).time(), tzinfo=ALMATY)
