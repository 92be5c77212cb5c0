"""What a figure is made of: periods, counted records, variants."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from backend.features.metrics.bands import SCALES, Band
from backend.features.metrics.registry import MetricCode
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Invalid

MAX_YEARS = 10
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period turned round, too long or out of range."""
        for pointer, day in (("/from", self.first), ("/to", self.last)):
            if day.year not in YEARS:
                raise Invalid.field(pointer, "年份应在 2000 到 2100 之间。")
        if self.last < self.first:
            raise Invalid.field("/to", "结束日期早于开始日期，请更正。")
        if (self.last - self.first).days > 366 * MAX_YEARS:
            raise Invalid.field("/from", f"统计期最长 {MAX_YEARS} 年，请缩短。")

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + timedelta(days=1), time(), SHANGHAI)


@dataclass(frozen=True)
class Counted:
    """One record behind a figure; `public_title` is what anybody may read of it."""

    id: uuid.UUID
    kind: str
    number: str
    title: str
    public_title: str
    link: str
    on: date | None
    note: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class Variant:
    """One way of counting an indicator, with the records behind it."""

    code: str
    label: str
    numerator: tuple[Counted, ...]
    denominator: tuple[Counted, ...]
    excluded: tuple[Counted, ...]
    value: Fraction | None
    extra: tuple[tuple[str, str], ...] = ()
    band: Band | None = None
    warning: str = ""

    def part(self, name: str) -> tuple[Counted, ...]:
        """Return one of the three lists."""
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "excluded": self.excluded,
        }[name]


@dataclass(frozen=True)
class Figure:
    """An indicator over a period; the first variant that the reading names is the headline."""

    code: MetricCode
    headline: str
    variants: tuple[Variant, ...]
    readings: dict[str, str] = field(default_factory=dict)

    def variant(self, code: str) -> Variant:
        """Return a variant.

        Raises
        ------
        Invalid
            There is none.
        """
        for variant in self.variants:
            if variant.code == code:
                return variant
        names = "、".join(v.code for v in self.variants)
        raise Invalid.field("/variant", f"没有这种口径，可用：{names}")


def graded(code: MetricCode, value: Fraction | None) -> Band | None:
    """Return the grade of a value, None without a sample."""
    return SCALES[code].grade(value) if value is not None else None


def text(code: MetricCode, value: Fraction | None) -> str | None:
    """Return a value as it is shown."""
    return SCALES[code].shown(value) if value is not None else None
