"""Working days of mainland China: statutory holidays and swapped days (7.1.2.3).

Definition used by every figure of the platform: a moment counts as working time when its local
date is a working day and its local hour lies inside `hours` (default 09:00-12:00 and 13:00-18:00,
Asia/Shanghai). `working_days_between` is the working time that passed, divided by the working time
of one day, so a request asked on Friday 17:00 and answered on Monday 10:00 took 2/8 = 0.25 days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chinese_calendar import constants

from backend.kernel.clock import SHANGHAI

OFFICE_HOURS = ((time(9), time(12)), (time(13), time(18)))
_FIRST_WEEKEND_DAY = 5
_MAX_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class CalendarWarning:
    """Years for which no official arrangement is known: Monday to Friday was assumed."""

    years: tuple[int, ...]
    message_zh: str


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """Elapsed working days and, where a year is unknown, the warning to show beside the figure."""

    days: float
    warning: CalendarWarning | None


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("working days need an aware datetime")
    return moment.astimezone(UTC)


def _known_years() -> frozenset[int]:
    # A year counts only when its National Day is listed: the arrangement of the next year is
    # published each autumn, and New Year swaps of that year can appear before the rest.
    return frozenset(day.year for day in constants.holidays if (day.month, day.day) == (10, 1))


class WorkingCalendar:
    """Working days and hours; immutable, safe to share between threads."""

    def __init__(
        self,
        hours: tuple[tuple[time, time], ...] = OFFICE_HOURS,
        zone: ZoneInfo = SHANGHAI,
    ) -> None:
        edges = [edge for span in hours for edge in span]
        if not hours or edges != sorted(set(edges)):
            raise ValueError("working hours must be ordered, disjoint and not empty")
        self._hours = hours
        self._zone = zone
        self._coverage = _known_years()
        self._day_seconds = sum(
            (end.hour - begin.hour) * 3600.0
            + (end.minute - begin.minute) * 60.0
            + (end.second - begin.second)
            for begin, end in hours
        )

    @property
    def coverage(self) -> frozenset[int]:
        """Years whose official holiday arrangement is known."""
        return self._coverage

    def warning(self, first: date, last: date) -> CalendarWarning | None:
        """Return the warning for a span of local dates, or None when every year is known."""
        low, high = sorted((first.year, last.year))
        missing = tuple(year for year in range(low, high + 1) if year not in self._coverage)
        if not missing:
            return None
        years = "、".join(str(year) for year in missing)
        return CalendarWarning(
            missing, f"{years} 年的放假安排尚未收录，工作日暂按周一至周五计算，可能与实际不符"
        )

    def is_working_day(self, day: date) -> bool:
        """Tell whether a local date is a working day; Monday to Friday in unknown years."""
        if day in constants.holidays:
            return False
        return day in constants.workdays or day.weekday() < _FIRST_WEEKEND_DAY

    def local_date(self, moment: datetime) -> date:
        """Return the local calendar date of an aware moment."""
        return _utc(moment).astimezone(self._zone).date()

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Return the end (UTC) of a term of `days` working days.

        The day of the start does not count (Civil Code, article 201); the term ends at the close
        of office hours of its last working day.
        """
        if not 1 <= days <= _MAX_DAYS:
            raise ValueError(f"days must lie between 1 and {_MAX_DAYS}")
        day = self.local_date(start)
        left = days
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return datetime.combine(day, self._hours[-1][1], self._zone).astimezone(UTC)

    def working_days_between(self, begin: datetime, end: datetime) -> float:
        """Return the working time from `begin` to `end` in days; negative when reversed."""
        first, last = _utc(begin), _utc(end)
        if last < first:
            return -self.working_days_between(end, begin)
        seconds = sum(
            (min(last, closes) - max(first, opens)).total_seconds()
            for opens, closes in self._open_spans(first, last)
            if opens < last and closes > first
        )
        return seconds / self._day_seconds

    def measure(self, begin: datetime, end: datetime) -> WorkingSpan:
        """Return the elapsed working days together with the coverage warning."""
        return WorkingSpan(
            self.working_days_between(begin, end),
            self.warning(self.local_date(begin), self.local_date(end)),
        )

    def _open_spans(self, first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, stop = self.local_date(first), self.local_date(last)
        while day <= stop:
            if self.is_working_day(day):
                for opens, closes in self._hours:
                    yield (
                        datetime.combine(day, opens, self._zone).astimezone(UTC),
                        datetime.combine(day, closes, self._zone).astimezone(UTC),
                    )
            day += timedelta(days=1)
