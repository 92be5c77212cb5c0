"""Measured leaves beside opinions (clause 5.1.2.2.2): market size, breakpoints, old against new."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from evaluation.errors import InvalidInput
from evaluation.provenance import Result, inputs_hash

CASES = ("low", "base", "high")


@dataclass(frozen=True)
class SourcedFigure:
    """A figure with low, base and high estimate, its source and year.

    Attributes
    ----------
    low, base, high
        Estimates, 0 <= low <= base <= high.
    source, year
        Where and when.
    unit
        Of the figure.

    Raises
    ------
    InvalidInput
        On construction: not low <= base <= high, negative, or without source.
    """

    low: float
    base: float
    high: float
    source: str
    year: int
    unit: str = ""

    def __post_init__(self) -> None:
        """Check order and source."""
        if not 0 <= self.low <= self.base <= self.high or not math.isfinite(self.high):
            raise InvalidInput("须有 0 ≤ 低 ≤ 中 ≤ 高", where=self.source, cure="请更正估计")
        if not self.source.strip():
            raise InvalidInput("缺少来源", where="source", cure="请填写来源与年份")


@dataclass(frozen=True, kw_only=True, eq=False)
class MarketSize(Result):
    """Market size in CNY per year: affected persons x price (clause 5.1.2.1.4-a).

    Attributes
    ----------
    low, base, high
        CNY per year.
    sources
        Source and year of both factors.
    """

    low: float
    base: float
    high: float
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Breakpoints:
    """Published table value -> score 0-100, read on a linear or logarithmic scale.

    Attributes
    ----------
    id, version
        Identity.
    points
        (value, score) pairs, values rising.
    log
        Whether values are read on a logarithmic scale.

    Raises
    ------
    InvalidInput
        On construction: values not rising, scores not monotone or off 0-100.
    """

    id: str
    version: str
    points: tuple[tuple[float, float], ...]
    log: bool = False

    def __post_init__(self) -> None:
        """Check the table once."""
        values = [value for value, _ in self.points]
        scores = [score for _, score in self.points]
        if len(values) < 2 or any(b <= a for a, b in pairwise(values)):
            raise InvalidInput("断点须递增且至少两个", where=self.id, cure="请更正")
        if self.log and values[0] <= 0:
            raise InvalidInput("对数尺度的断点须为正", where=self.id, cure="请更正")
        steps = [b - a for a, b in pairwise(scores)]
        if not (all(s >= 0 for s in steps) or all(s <= 0 for s in steps)):
            raise InvalidInput("分值须单调", where=self.id, cure="请更正")
        if min(scores) < 0 or max(scores) > 100:
            raise InvalidInput("分值须在 0–100", where=self.id, cure="请更正")

    def score(self, value: float) -> float:
        """Interpolate; beyond the ends the end score holds."""
        if not math.isfinite(value):
            raise InvalidInput(f"{value} 不是有限数", where=self.id, cure="请更正")
        if value <= self.points[0][0]:
            return self.points[0][1]
        for (a, s), (b, t) in pairwise(self.points):
            if value <= b:
                whole, part = (
                    (math.log(b / a), math.log(value / a)) if self.log else (b - a, value - a)
                )
                return s + part / whole * (t - s)
        return self.points[-1][1]


MARKET_BREAKPOINTS = Breakpoints(
    "market-size-cny",
    "1.0",
    ((1e7, 0.0), (1e8, 25.0), (1e9, 50.0), (5e9, 75.0), (1e10, 100.0)),
    log=True,
)
"""Anchors of the leaf 市场规模, CNY per year."""


@dataclass(frozen=True)
class Comparison:
    """Old against new of one quantity.

    Attributes
    ----------
    name, unit, old, new
        What was compared.
    difference
        new - old.
    relative
        Difference relative to old; None for old = 0.
    better
        True, False, or None when equal.
    """

    name: str
    unit: str
    old: float
    new: float
    difference: float
    relative: float | None
    better: bool | None


def market_size(persons: SourcedFigure, price: SourcedFigure) -> MarketSize:
    """Multiply affected persons per year by the price of the existing or comparable solution.

    Parameters
    ----------
    persons, price
        Persons per year and CNY per person, each low, base, high with source and year.

    Returns
    -------
    MarketSize
        CNY per year.

    Examples
    --------
    >>> persons = SourcedFigure(1e5, 2e5, 3e5, "register", 2025)
    >>> market_size(persons, SourcedFigure(100, 200, 300, "price list", 2025)).base
    40000000.0
    """
    return MarketSize(
        method="persons_times_price",
        inputs_hash=inputs_hash(persons, price),
        low=persons.low * price.low,
        base=persons.base * price.base,
        high=persons.high * price.high,
        sources=(f"{persons.source}（{persons.year}）", f"{price.source}（{price.year}）"),
    )


def compare_old_new(
    values: Mapping[str, tuple[float, float]],
    *,
    lower_is_better: frozenset[str] = frozenset(),
    units: Mapping[str, str] | None = None,
) -> tuple[Comparison, ...]:
    """Compare the values before and after for every quantity (clause 5.1.2.1.3-b).

    Parameters
    ----------
    values
        Quantity to (old, new).
    lower_is_better
        Quantities that improve by falling.
    units
        Quantity to unit.

    Returns
    -------
    tuple of Comparison

    Raises
    ------
    InvalidInput
        A value that is not finite; the message names the quantity.

    Examples
    --------
    >>> compare_old_new({"success": (80, 88)})[0].relative
    0.1
    """
    found = []
    for name, (old, new) in values.items():
        if not (math.isfinite(old) and math.isfinite(new)):
            raise InvalidInput("不是有限数", where=name, cure="请更正")
        difference = new - old
        better = None if difference == 0 else (difference < 0) == (name in lower_is_better)
        found.append(
            Comparison(
                name,
                (units or {}).get(name, ""),
                old,
                new,
                difference,
                difference / old if old else None,
                better,
            )
        )
    return tuple(found)
