"""RAND/UCLA appropriateness method: disagreement on the nine-point scale (Fitch et al. 2001)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.provenance import Result, inputs_hash

PERCENTILES = (
    "linear",
    "hazen",
    "weibull",
    "inverted_cdf",
    "median_unbiased",
    "normal_unbiased",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "lower",
    "higher",
    "midpoint",
    "nearest",
)
"""Percentile rules of numpy (Hyndman & Fan 1996 and four simple ones)."""
_RAND_MIN, _RAND_MAX = 1, 9


@dataclass(frozen=True, kw_only=True, eq=False)
class Ipras(Result):
    """RAND/UCLA disagreement of one item on the 9-point scale.

    Attributes
    ----------
    P30, P70, IPR, IPRCP, AI, IPRAS
        Percentiles, their range and centre, asymmetry index, range adjusted for symmetry.
    DI
        IPR / IPRAS, agreement below 1.
    disagreement
        IPR > IPRAS.
    median, verdict
        Median and ``"appropriate"``, ``"uncertain"`` or ``"inappropriate"``; None without median.
    """

    P30: float
    P70: float
    IPR: float
    IPRCP: float
    AI: float
    IPRAS: float
    DI: float
    disagreement: bool
    median: float | None
    verdict: str | None


def ipras(
    ratings: npt.ArrayLike,
    method: str = "linear",
    *,
    midpoint: float = 5.0,
) -> Ipras:
    """RAND/UCLA interpercentile range adjusted for symmetry (Fitch 2001), 9-point scale only.

    Parameters
    ----------
    ratings
        Ratings 1-9 of one item.
    method
        Percentile rule of numpy; it matters for small panels and is stored.
    midpoint
        Midpoint of the scale.

    Returns
    -------
    Ipras

    Raises
    ------
    InvalidInput
        Ratings outside 1-9: the constants 2.35 and 1.5 were fitted on nine points.

    Examples
    --------
    >>> found = ipras([2, 3, 5, 6, 7, 7, 8, 8, 9])
    >>> round(found.IPR, 2), found.disagreement, found.verdict
    (2.2, False, 'appropriate')
    """
    require_choice(method, PERCENTILES, "method")
    x = np.asarray(ratings, dtype=np.float64)
    if x.ndim != 1 or x.size == 0 or not bool(np.all((x >= _RAND_MIN) & (x <= _RAND_MAX))):
        raise InvalidInput("评分须为 1–9", where="ratings", cure="该法只用于九级量表")
    p30, p70 = np.percentile(x, [30, 70], method=method)  # type: ignore[call-overload]
    return ipras_from_percentiles(
        float(p30), float(p70), float(np.median(x)), midpoint=midpoint, percentiles=method
    )


def ipras_from_percentiles(
    p30: float,
    p70: float,
    median: float | None = None,
    *,
    midpoint: float = 5.0,
    percentiles: str = "given",
) -> Ipras:
    """Compute the same from published percentiles: IPRAS = 2.35 + 1.5 |midpoint - IPRCP|.

    Parameters
    ----------
    p30, p70
        Percentiles on the 9-point scale.
    median
        If known, for the verdict.
    midpoint
        Midpoint of the scale.
    percentiles
        Rule by which they were found, stored with the result.

    Returns
    -------
    Ipras

    Raises
    ------
    InvalidInput
        p70 below p30.

    Examples
    --------
    >>> found = ipras_from_percentiles(7, 8)
    >>> found.AI, found.IPRAS
    (2.5, 6.1)
    """
    if p70 < p30:
        raise InvalidInput("P70 小于 P30", where="p70", cure="请更正")
    spread, centre = p70 - p30, (p30 + p70) / 2
    asymmetry = abs(midpoint - centre)
    adjusted = 2.35 + 1.5 * asymmetry
    disagreement = spread > adjusted
    verdict = None
    if median is not None:
        verdict = "uncertain"
        if not disagreement and median >= 7:
            verdict = "appropriate"
        elif not disagreement and median < 4:
            verdict = "inappropriate"
    return Ipras(
        method="ipras",
        params={"percentiles": percentiles, "midpoint": midpoint},
        inputs_hash=inputs_hash([p30, p70, median]),
        P30=p30,
        P70=p70,
        IPR=spread,
        IPRCP=centre,
        AI=asymmetry,
        IPRAS=adjusted,
        DI=spread / adjusted,
        disagreement=disagreement,
        median=median,
        verdict=verdict,
    )
