"""Location of ratings and error of a weighted total."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from evaluation.errors import InvalidInput
from evaluation.grading import EPSILON
from evaluation.provenance import FloatArray, Result, inputs_hash

Z95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TotalWithError(Result):
    """Weighted total with its error.

    Attributes
    ----------
    total, se
        Total and standard error.
    low, high
        95 % interval, total -+ 1.96 se.
    p_pass
        P(total >= limit) under a normal error; None without limit.
    """

    total: float
    se: float
    low: float
    high: float
    p_pass: float | None


def trimmed_mean(
    values: Sequence[float] | FloatArray, share: float = 0.2, minimum: int = 5
) -> float:
    """Return the mean without the floor(share k) smallest and largest values.

    Parameters
    ----------
    values
        Ratings.
    share
        Cut from each side, 0 <= share < 0.5.
    minimum
        Below this number of values nothing is cut.

    Returns
    -------
    float

    Raises
    ------
    InvalidInput
        No values, or a share out of range.

    References
    ----------
    Tukey 1962, Ann. Math. Stat. 33:1-67; floor(share k) as in scipy.stats.trim_mean.

    Examples
    --------
    >>> trimmed_mean([10, 60, 70, 80, 100]), round(trimmed_mean([10, 60, 100]), 2)
    (70.0, 56.67)
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    if ordered.size == 0:
        raise InvalidInput("没有评分", where="values", cure="至少一个评分")
    if not 0 <= share < 0.5:
        raise InvalidInput(f"截尾比例 {share} 不在 [0, 0.5)", where="share", cure="一般为 0.2")
    cut = int(share * ordered.size + EPSILON) if ordered.size >= minimum else 0
    return float(ordered[cut : ordered.size - cut].mean())


def total_with_se(
    scores: Sequence[float] | FloatArray,
    errors: Sequence[float] | FloatArray,
    weights: Sequence[float] | FloatArray,
    limit: float | None = None,
    *,
    weight_covariance: FloatArray | None = None,
) -> TotalWithError:
    """Combine leaf scores: SE_total^2 = sum w^2 SE_leaf^2, plus what the weights add.

    Parameters
    ----------
    scores, errors, weights
        Shape (leaves,): scores 0-100, their standard errors s/sqrt(k), weights.
    limit
        Pass mark for P(total >= limit).
    weight_covariance
        Shape (leaves, leaves), covariance of the weights from `evaluation.panel_intervals`; adds
        s' C s to the variance (delta method). Left out if omitted.

    Returns
    -------
    TotalWithError

    Raises
    ------
    InvalidInput
        Shapes that do not fit, or values that are missing.

    References
    ----------
    Error propagation as in GUM, JCGM 100:2008.

    Examples
    --------
    >>> found = total_with_se([70, 80], [3, 4], [0.5, 0.5], 70)
    >>> round(found.se, 2), round(found.p_pass, 4)
    (2.5, 0.9772)
    """
    s, e, w = (np.asarray(v, dtype=np.float64) for v in (scores, errors, weights))
    if not (s.ndim == 1 and s.shape == e.shape == w.shape):
        raise InvalidInput(
            f"{s.size} 个得分、{e.size} 个误差、{w.size} 个权重", where="scores", cure="请逐一对应"
        )
    if not bool(np.isfinite(np.concatenate([s, e, w])).all()):
        raise InvalidInput("有缺失", where="scores", cure="请补齐")
    variance = float(np.sum((w * e) ** 2))
    if weight_covariance is not None:
        if weight_covariance.shape != (s.size, s.size):
            raise InvalidInput(
                f"协方差形状 {weight_covariance.shape}", where="weight_covariance", cure="逐叶对应"
            )
        variance += max(0.0, float(s @ weight_covariance @ s))
    total, se = float(np.sum(w * s)), math.sqrt(variance)
    p: float | None = None
    if limit is not None:
        p = float(total + EPSILON >= limit) if se == 0 else float(ndtr((total - limit) / se))
    return TotalWithError(
        method="weighted_sum_normal_error",
        params={"limit": limit, "weight_error": weight_covariance is not None},
        inputs_hash=inputs_hash(s, e, w, weight_covariance),
        total=total,
        se=se,
        low=total - Z95 * se,
        high=total + Z95 * se,
        p_pass=p,
    )
