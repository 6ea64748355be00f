"""Working days and the ends of windows (domain 2.10): pure, no clock, no database.

Day 1 is the day after the event. A working day is Monday to Friday unless it is a day off, or a
day that was made a working day. Days are those of the place (Asia/Almaty), moments are aware.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
DAY = timedelta(days=1)
SATURDAY = 5


class Unit(StrEnum):
    """What a window is counted in; the same letters as in the procedure profile."""

    WORKING = "wd"
    CALENDAR = "cd"


@dataclass(frozen=True)
class WorkCalendar:
    """Days off that are no weekend, and weekend days that were made working days.

    A day in both sets is a working day: the later decision gave it back.
    """

    days_off: frozenset[date] = frozenset()
    extra_working: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.extra_working:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def next_working(self, day: date) -> date:
        """This day, or the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is `count` working days after this one; for 0, this day or the next working.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("Working days are counted forward; see working_days_before.")
        if count == 0:
            return self.next_working(day)
        return self._walk(day, count, DAY)

    def working_days_before(self, day: date, count: int) -> date:
        """The day with `count` working days left until this one, this one included (R-026, R-027).

        Five working days before a Friday is the Friday of the week before. Raises ValueError for
        a count below 1.
        """
        if count < 1:
            raise ValueError("At least one working day must lie between.")
        return self._walk(day, count, -DAY)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow `start`, up to `end` and including it; 0 if none does."""
        return sum(1 for day in _days_after(start, end) if self.is_working(day))

    def window_end(
        self,
        event: datetime,
        count: int,
        unit: Unit | str,
        *,
        closes_at: time,
        zone: ZoneInfo = ALMATY,
    ) -> datetime:
        """The last moment of a window of `count` days that an event opens.

        The event is taken on its day in `zone`, and the window ends on its last day at
        `closes_at`, which still belongs to it. A last day that is not working moves to the next
        working day (domain 2.10). Raises ValueError for a moment without a zone.
        """
        if event.tzinfo is None:
            raise ValueError("The moment of the event needs a time zone.")
        day = event.astimezone(zone).date()
        if Unit(unit) is Unit.CALENDAR:
            day, count = day + count * DAY, 0
        last = self.add_working_days(day, count)
        return datetime.combine(last, closes_at, tzinfo=zone)

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        while count:
            day += step
            count -= self.is_working(day)
        return day


def _days_after(start: date, end: date) -> Iterator[date]:
    while start < end:
        start += DAY
        yield start
