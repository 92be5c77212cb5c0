"""Trend of the affected population (clause 5.1.2.1.4-b): growth per year from a sourced series."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evaluation.errors import InvalidInput
from evaluation.measured import Breakpoints
from evaluation.provenance import Result, inputs_hash

RISING, STABLE, FALLING = "rising", "stable", "falling"
STEADY = 0.01
"""Growth per year that still counts as stable, either way."""

TREND_BREAKPOINTS = Breakpoints(
    "population-growth",
    "1.0",
    ((-0.05, 0.0), (-0.02, 25.0), (0.0, 50.0), (0.02, 75.0), (0.05, 100.0)),
)
"""Anchors of the leaf 市场趋势: growth of the affected population per year."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PopulationTrend(Result):
    """A series of yearly figures and what it says.

    Attributes
    ----------
    points
        Year and value, by year.
    growth
        Compound growth per year from the first to the last year.
    change
        Relative change from the first to the last year.
    direction
        ``"rising"``, ``"stable"`` or ``"falling"``.
    """

    points: tuple[tuple[int, float], ...]
    growth: float
    change: float
    direction: str


def population_trend(points: Sequence[tuple[int, float]]) -> PopulationTrend:
    """Return compound growth per year: ``(last / first) ** (1 / years) - 1``.

    Parameters
    ----------
    points
        (year, affected persons), at least two different years, values positive.

    Returns
    -------
    PopulationTrend

    Raises
    ------
    InvalidInput
        Fewer than two years, a year twice, or a value that is not positive.

    Examples
    --------
    >>> found = population_trend([(2020, 100.0), (2022, 121.0)])
    >>> round(found.growth, 4), found.direction
    (0.1, 'rising')
    """
    ordered = tuple(sorted(points))
    if len(ordered) < 2:
        raise InvalidInput("至少需要两个年份", where="points", cure="请补充年份")
    if any(a == b for (a, _), (b, _) in pairwise(ordered)):
        raise InvalidInput("同一年份只列一次", where="points", cure="请删除重复的年份")
    for year, value in ordered:
        if not (math.isfinite(value) and value > 0):
            raise InvalidInput("人数须大于 0", where=str(year), cure="请更正")
    (start, first), (end, last) = ordered[0], ordered[-1]
    growth = (last / first) ** (1 / (end - start)) - 1
    direction = STABLE if abs(growth) <= STEADY else RISING if growth > 0 else FALLING
    return PopulationTrend(
        method="compound_growth",
        params={"steady": STEADY},
        inputs_hash=inputs_hash([list(point) for point in ordered]),
        points=ordered,
        growth=growth,
        change=last / first - 1,
        direction=direction,
    )
