"""The grades of 7.1.2 as half-open intervals that leave no gap.

Shares belong to the better band at their lower bound ("以上" includes the number); working days
belong to the faster band at their upper bound, so (3, 7] is 一般 although the text says 4-7.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Tone = Literal["good", "fair", "poor"]


@dataclass(frozen=True)
class Band:
    """One grade: `low` and `high` are None where it is unbounded."""

    code: str
    label_zh: str
    label_en: str
    tone: Tone
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Scale:
    """The grades of one indicator, from best to worst.

    `lower_closed` says which end belongs to a band: the lower one for shares, the upper one
    for days.
    """

    bands: tuple[Band, ...]
    lower_closed: bool
    text_zh: str

    @property
    def thresholds(self) -> tuple[Fraction, ...]:
        """The inner limits in rising order."""
        return tuple(sorted({b.low for b in self.bands if b.low is not None}))

    def grade(self, value: Fraction) -> Band:
        """Return the one band that holds a value."""
        for band in self.bands:
            if self.lower_closed:
                inside = (band.low is None or value >= band.low) and (
                    band.high is None or value < band.high
                )
            else:
                inside = (band.low is None or value > band.low) and (
                    band.high is None or value <= band.high
                )
            if inside:
                return band
        raise AssertionError("the bands cover every value")

    def shown(self, value: Fraction) -> str:
        """Return a figure with one or two decimals that never rounds into another band.

        A share of 79.996 is 良好 and is shown as 79.99, never as 80.00.
        """
        text = _cents(value, ROUND_HALF_UP)
        if self.grade(Fraction(text)) is not self.grade(value):
            text = _cents(value, ROUND_FLOOR if self.lower_closed else ROUND_CEILING)
        short = text.quantize(Decimal("0.1"))
        return str(short if short == text else text)

    def rank(self, band: Band) -> int:
        """Return 0 for the best band."""
        return self.bands.index(band)


def _cents(value: Fraction, rounding: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=rounding)


def _share_scale(
    good: int, fair: int, labels: tuple[str, str, str] = ("优秀", "良好", "需改进")
) -> Scale:
    english = ("Excellent", "Good", "To improve")
    high, low = Fraction(good), Fraction(fair)
    return Scale(
        (
            Band("good", labels[0], english[0], "good", high, None),
            Band("fair", labels[1], english[1], "fair", low, high),
            Band("poor", labels[2], english[2], "poor", None, low),
        ),
        lower_closed=True,
        text_zh=f"≥{good} {labels[0]}，{fair}–{good} {labels[1]}，<{fair} {labels[2]}",
    )


DAYS = Scale(
    (
        Band("good", "高效", "Fast", "good", None, Fraction(3)),
        Band("fair", "一般", "Ordinary", "fair", Fraction(3), Fraction(7)),
        Band("poor", "低效", "Slow", "poor", Fraction(7), None),
    ),
    lower_closed=False,
    text_zh="≤3 工作日高效，3–7（不含 3、含 7）一般，>7 低效",
)

SCALES: dict[str, Scale] = {
    "conversion": _share_scale(80, 60),
    "satisfaction": _share_scale(90, 70, ("非常满意", "满意", "不满意")),
    "timeliness": DAYS,
    "conformity": _share_scale(95, 80),
    "matching": _share_scale(70, 50),
    "incubation": _share_scale(60, 40),
    "ip_protection": _share_scale(90, 70),
}
