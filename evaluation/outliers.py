"""Ratings and raters that stand out: to be asked about and documented, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.provenance import FloatArray, Result, frozen, inputs_hash
from evaluation.severity import TwoWayFit, two_way_fit
from evaluation.tables import rating_table

_TO_NORMAL = 0.6745


@dataclass(frozen=True)
class OutlyingRating:
    """One rating: subject and rater from zero, value, residual and robust z.

    Attributes
    ----------
    subject, rater
        Indices from zero.
    value, residual, z
        The rating, its residual from the two-way model, and the robust z.
    """

    subject: int
    rater: int
    value: float
    residual: float
    z: float


@dataclass(frozen=True)
class RaterFlag:
    """Why a rater stands out.

    Attributes
    ----------
    rater
        From zero.
    reasons
        Chinese sentences with figures.
    severity, correlation, shift
        Least squares severity; correlation with the mean of the others (NaN if undefined);
        largest change of a subject's mean when the rater is left out.
    """

    rater: int
    reasons: tuple[str, ...]
    severity: float
    correlation: float
    shift: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Outliers(Result):
    """Outlying ratings and raters.

    Attributes
    ----------
    z
        Robust z of every rating, shape (subjects, raters), NaN where there is none.
    ratings, raters
        What is flagged.
    limit
        Limit of |z|.
    means_without
        Mean per subject without the flagged ratings, for the sensitivity section.
    """

    z: FloatArray
    ratings: tuple[OutlyingRating, ...]
    raters: tuple[RaterFlag, ...]
    limit: float
    means_without: FloatArray


def robust_outliers(
    ratings: npt.ArrayLike,
    *,
    limit: float = 3.5,
    shift_limit: float | None = None,
    seconds: Sequence[float] | None = None,
    seconds_floor: float = 0.0,
    subjects: Sequence[str] | None = None,
    raters: Sequence[str] | None = None,
) -> Outliers:
    """Flag ratings by the residual of the two-way model and raters by their behaviour.

    Parameters
    ----------
    ratings
        Shape (subjects, raters), NaN allowed.
    limit
        Limit of the robust z, .6745 r / median |r|.
    shift_limit
        Flag a rater whose omission moves a subject's mean by more than this (half a band).
    seconds, seconds_floor
        Answer time per rater and the floor below which it is flagged.
    subjects, raters
        Labels.

    Returns
    -------
    Outliers

    Raises
    ------
    InvalidInput, DisconnectedComparisons
        As in `evaluation.two_way_fit`.

    References
    ----------
    Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers (|z| > 3.5).

    Examples
    --------
    >>> ratings = [[1, 2, 3], [2, 3, 9], [3, 4, 5], [4, 5, 6.0]]
    >>> [(o.subject, o.rater) for o in robust_outliers(ratings, limit=2.0).ratings]
    [(1, 2)]
    """
    table = rating_table(
        ratings,
        row_name="成果",
        column_name="专家",
        rows=subjects,
        columns=raters,
        allow_missing=True,
    )
    fit = two_way_fit(table)
    size = float(np.nanmedian(np.abs(fit.residuals)))
    z = _TO_NORMAL * fit.residuals / size if size > 0 else np.where(np.isnan(table), np.nan, 0.0)
    with np.errstate(invalid="ignore"):
        hit = np.abs(z) > limit
    flagged = tuple(
        OutlyingRating(
            int(i), int(j), float(table[i, j]), float(fit.residuals[i, j]), float(z[i, j])
        )
        for i, j in np.argwhere(hit)
    )
    kept = np.where(hit, np.nan, table)
    empty = np.isnan(kept).all(axis=1)
    kept[empty] = table[empty]
    return Outliers(
        method="two_way_residual_mad",
        params={"limit": limit, "shift_limit": shift_limit, "seconds_floor": seconds_floor},
        inputs_hash=inputs_hash(np.nan_to_num(table, nan=-9e9)),
        z=frozen(z),
        ratings=flagged,
        raters=_flag_raters(table, fit, shift_limit, seconds, seconds_floor),
        limit=limit,
        means_without=frozen(np.nanmean(kept, axis=1)),
    )


def _flag_raters(
    table: FloatArray,
    fit: TwoWayFit,
    shift_limit: float | None,
    seconds: Sequence[float] | None,
    seconds_floor: float,
) -> tuple[RaterFlag, ...]:
    middle = float(np.median(fit.raters))
    robust_sd = float(np.median(np.abs(fit.raters - middle))) / _TO_NORMAL
    found = []
    for j in range(table.shape[1]):
        reasons = []
        severity = float(fit.raters[j])
        if robust_sd > 0 and abs(severity - middle) > 2 * robust_sd:
            word = "偏宽" if severity > middle else "偏严"
            reasons.append(f"总体{word} {abs(severity):.1f} 分")
        correlation = _correlation_with_others(table, j)
        if correlation < 0:
            reasons.append(f"与其他专家均值负相关（{correlation:.2f}）")
        own = table[~np.isnan(table[:, j]), j]
        if own.size > 1 and float(np.ptp(own)) == 0:
            reasons.append("所有评分相同")
        shift = _shift(table, j)
        if shift_limit is not None and shift > shift_limit:
            reasons.append(f"去掉该专家后均值最多变动 {shift:.1f} 分")
        if seconds is not None and seconds[j] < seconds_floor:
            reasons.append(f"作答仅 {seconds[j]:.0f} 秒")
        if reasons:
            found.append(RaterFlag(j, tuple(reasons), severity, correlation, shift))
    return tuple(found)


def _others_mean(table: FloatArray, j: int) -> FloatArray:
    others = np.delete(table, j, axis=1)
    counts = (~np.isnan(others)).sum(axis=1)
    sums = np.nansum(others, axis=1)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def _correlation_with_others(table: FloatArray, j: int) -> float:
    others = _others_mean(table, j)
    both = ~np.isnan(table[:, j]) & ~np.isnan(others)
    x, y = table[both, j], others[both]
    if x.size < 3 or x.std() == 0 or y.std() == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def _shift(table: FloatArray, j: int) -> float:
    moved = np.abs(np.nanmean(table, axis=1) - _others_mean(table, j))
    return float(np.nanmax(np.append(moved[~np.isnan(table[:, j])], 0.0)))
