"""Working days with swapped days and working hours (7.1.2.3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import SHANGHAI
from backend.kernel.working_days import WorkingCalendar

pytestmark = pytest.mark.clause("7.1.2.3")
CALENDAR = WorkingCalendar()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


# The State Council arrangements for 2025 and 2026.
@pytest.mark.parametrize(
    ("first", "last", "make_up"),
    [
        (date(2025, 1, 28), date(2025, 2, 4), [date(2025, 1, 26), date(2025, 2, 8)]),
        (date(2025, 10, 1), date(2025, 10, 8), [date(2025, 9, 28), date(2025, 10, 11)]),
        (date(2026, 2, 15), date(2026, 2, 23), [date(2026, 2, 14), date(2026, 2, 28)]),
        (date(2026, 10, 1), date(2026, 10, 7), [date(2026, 9, 20), date(2026, 10, 10)]),
    ],
)
def test_long_holidays_are_free_and_their_make_up_weekends_are_worked(
    first: date, last: date, make_up: list[date]
) -> None:
    day = first
    while day <= last:
        assert not CALENDAR.is_working_day(day), day
        day += timedelta(days=1)
    for worked in make_up:
        assert worked.weekday() >= 5
        assert CALENDAR.is_working_day(worked), worked


@pytest.mark.parametrize(
    ("asked", "answered", "days"),
    [
        ("2025-11-03T09:00", "2025-11-03T18:00", 1.0),
        ("2025-11-03T09:00", "2025-11-03T13:00", 0.375),  # lunch does not count
        ("2025-11-07T17:00", "2025-11-10T10:00", 0.25),
        ("2025-11-07T20:00", "2025-11-10T08:00", 0.0),
        ("2025-09-30T18:00", "2025-10-09T18:00", 1.0),  # National Day 2025
        ("2025-09-27T09:00", "2025-09-28T18:00", 1.0),  # Sunday 28 is a make-up day
        ("2025-10-10T09:00", "2025-10-13T18:00", 3.0),  # Saturday 11 is a make-up day
        ("2026-02-13T18:00", "2026-02-24T18:00", 2.0),  # Spring Festival 2026: 14 and 24
        ("2026-02-27T18:00", "2026-03-02T18:00", 2.0),  # Saturday 28 is a make-up day
    ],
)
def test_elapsed_working_time_by_hand(asked: str, answered: str, days: float) -> None:
    assert CALENDAR.working_days_between(local(asked), local(answered)) == pytest.approx(days)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2025-11-03T10:00", 5, "2025-11-10T18:00"),
        ("2025-09-30T10:00", 1, "2025-10-09T18:00"),
        ("2025-10-10T10:00", 1, "2025-10-11T18:00"),
        ("2026-02-13T10:00", 3, "2026-02-25T18:00"),
        ("2025-11-08T10:00", 1, "2025-11-10T18:00"),
    ],
)
def test_a_term_ends_at_the_close_of_its_last_working_day(start: str, days: int, end: str) -> None:
    assert CALENDAR.add_working_days(local(start), days) == local(end)


def test_the_local_date_decides_not_the_utc_date() -> None:
    late = datetime(2025, 9, 30, 17, 0, tzinfo=UTC)  # 1 October 01:00 in Shanghai
    assert CALENDAR.local_date(late) == date(2025, 10, 1)
    assert CALENDAR.add_working_days(late, 1) == local("2025-10-09T18:00")


def test_a_missing_year_is_said_and_falls_back_to_monday_to_friday() -> None:
    unknown = max(CALENDAR.coverage) + 1
    begin = datetime(unknown, 10, 1, tzinfo=UTC)
    span = CALENDAR.measure(begin, begin + timedelta(days=7))
    assert span.days == pytest.approx(5.0)
    assert span.warning is not None
    assert span.warning.years == (unknown,)
    assert str(unknown) in span.warning.message_zh
    assert CALENDAR.measure(local("2025-11-03T09:00"), local("2026-01-05T09:00")).warning is None


def test_every_year_between_two_dates_is_checked() -> None:
    last = max(CALENDAR.coverage)
    warning = CALENDAR.warning(date(last, 12, 1), date(last + 2, 1, 1))
    assert warning is not None
    assert warning.years == (last + 1, last + 2)


def test_the_years_of_the_library_are_known() -> None:
    assert {2024, 2025, 2026} <= CALENDAR.coverage


def test_naive_times_and_senseless_terms_are_refused() -> None:
    naive = datetime(2025, 11, 3, 9, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        CALENDAR.local_date(naive)
    for days in (0, -1, 20_001):
        with pytest.raises(ValueError, match="between"):
            CALENDAR.add_working_days(datetime(2025, 11, 3, tzinfo=UTC), days)
    for hours in ((), ((time(9), time(9)),), ((time(13), time(18)), (time(9), time(12)))):
        with pytest.raises(ValueError, match="ordered"):
            WorkingCalendar(hours=hours)


MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_elapsed_time_adds_up_and_changes_sign(a: datetime, b: datetime, c: datetime) -> None:
    between = CALENDAR.working_days_between
    assert between(a, b) + between(b, c) == pytest.approx(between(a, c), abs=1e-9)
    assert between(a, b) == -between(b, a)


@given(MOMENTS, st.integers(1, 30))
def test_a_term_of_n_days_holds_n_working_days(start: datetime, days: int) -> None:
    end = CALENDAR.add_working_days(start, days)
    next_midnight = datetime.combine(
        CALENDAR.local_date(start) + timedelta(days=1), time(0), SHANGHAI
    )
    assert CALENDAR.working_days_between(next_midnight, end) == pytest.approx(days)
