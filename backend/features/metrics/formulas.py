"""The arithmetic of 7.1.2, exact: a share is a fraction, a mean is rounded once at the end."""

import calendar
import statistics
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

VERSION = "2026-1"
DAY_DIGITS = 6


def share(numerator: int, denominator: int) -> Fraction | None:
    """Return numerator ÷ denominator × 100, or None without a sample (7.1.2.1, 7.1.2.5).

    Raises
    ------
    ValueError
        The numerator is negative or larger than the denominator.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError("the numerator must be a part of the denominator")
    return Fraction(100 * numerator, denominator) if denominator else None


def mean_days(days: Sequence[float]) -> Fraction | None:
    """Return the mean of working days, or None without a sample (7.1.2.3)."""
    return _days(statistics.fmean(days)) if days else None


def median_days(days: Sequence[float]) -> Fraction | None:
    """Return the median of working days, or None without a sample (7.1.2.3)."""
    return _days(statistics.median(days)) if days else None


def _days(value: float) -> Fraction:
    # a mean of whole days must not miss a threshold by the last bit of a float
    return Fraction(str(round(value, DAY_DIGITS)))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
