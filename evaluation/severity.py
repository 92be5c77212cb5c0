"""Harsh and lenient raters: two-way additive model with shrinkage.

The corrected score stands beside the official one, never instead of it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import DisconnectedComparisons, InvalidInput, require_choice
from evaluation.incomplete import components
from evaluation.intraclass import mean_squares
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash
from evaluation.tables import rating_table


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoWayFit(Result):
    """Additive model y = mu + subject + rater + error.

    Attributes
    ----------
    mean
        Grand mean of the model.
    subjects, raters
        Least squares effects, each with mean 0: ``raters`` is the severity (positive: lenient).
    raters_blup
        Severity shrunk towards 0 by its reliability.
    shrinkage
        Factor per rater.
    var_subject, var_rater, var_error
        Variance components, not below 0.
    corrected
        Ratings minus shrunk severity; NaN where there was none.
    subject_means, corrected_means
        Mean per subject before and after correction.
    residuals
        Least squares residuals; NaN where there was no rating.
    complete
        Whether every rater rated every subject.
    """

    mean: float
    subjects: FloatArray
    raters: FloatArray
    raters_blup: FloatArray
    shrinkage: FloatArray
    var_subject: float
    var_rater: float
    var_error: float
    corrected: FloatArray
    subject_means: FloatArray
    corrected_means: FloatArray
    residuals: FloatArray
    complete: bool


def two_way_fit(
    ratings: npt.ArrayLike,
    *,
    components_by: str = "auto",
    subjects: Sequence[str] | None = None,
    raters: Sequence[str] | None = None,
) -> TwoWayFit:
    """Fit the two-way additive model to a table with gaps.

    Parameters
    ----------
    ratings
        Shape (subjects, raters), NaN where there is no rating.
    components_by
        ``"anova"`` closed form (complete tables), ``"reml"`` crossed random effects, or ``"auto"``.
    subjects, raters
        Labels; a transposed table raises.

    Returns
    -------
    TwoWayFit

    Raises
    ------
    DisconnectedComparisons
        Groups of raters share no subject: their severities cannot be compared.
    InvalidInput
        Too few ratings.

    References
    ----------
    Shrinkage (BLUP): Henderson 1975, Biometrics 31:423-447; REML: Patterson & Thompson 1971,
    Biometrika 58:545-554.

    Examples
    --------
    >>> found = two_way_fit([[10, 12], [20, 22], [30, 32.0]])
    >>> found.raters.round(4).tolist()
    [-1.0, 1.0]
    """
    require_choice(components_by, ("auto", "anova", "reml"), "components_by")
    table = rating_table(
        ratings,
        row_name="成果",
        column_name="专家",
        rows=subjects,
        columns=raters,
        allow_missing=True,
    )
    n, k = table.shape
    known = ~np.isnan(table)
    _check_design(known, raters)
    complete = bool(known.all())
    if components_by == "anova" and not complete:
        raise InvalidInput("有缺失评分", where="ratings", cure="缺失时请用 reml")
    mean, p, r = _least_squares(table, known)
    fitted = mean + p[:, None] + r[None, :]
    residuals = np.where(known, table - fitted, np.nan)
    if complete and components_by != "reml":
        squares = mean_squares(table)
        var_e = squares.residual
        var_r = max(0.0, (squares.raters - var_e) / n)
        var_p = max(0.0, (squares.between - var_e) / k)
    else:
        var_p, var_r, var_e = _reml(table, known)
    per_rater = known.sum(axis=0)
    bottom = per_rater * var_r + var_e
    shrink = np.where(bottom > 0, per_rater * var_r / np.where(bottom > 0, bottom, 1.0), 0.0)
    blup = shrink * r
    corrected = np.where(known, table - blup[None, :], np.nan)
    return TwoWayFit(
        method="two_way_additive_" + ("anova" if complete and components_by != "reml" else "reml"),
        params={"components_by": components_by},
        inputs_hash=inputs_hash(np.nan_to_num(table, nan=-9e9)),
        mean=mean,
        subjects=frozen(p),
        raters=frozen(r),
        raters_blup=frozen(blup),
        shrinkage=frozen(shrink),
        var_subject=var_p,
        var_rater=var_r,
        var_error=var_e,
        corrected=frozen(corrected),
        subject_means=frozen(np.nanmean(table, axis=1)),
        corrected_means=frozen(np.nanmean(corrected, axis=1)),
        residuals=frozen(residuals),
        complete=complete,
    )


def z_scores(ratings: npt.ArrayLike, minimum: int = 8) -> FloatArray:
    """Rescale every rater to the pool's mean and SD; off by default for good reason.

    Valid only if each rater saw a comparable sample of at least ``minimum`` subjects.

    Parameters
    ----------
    ratings
        Shape (subjects, raters), NaN where there is no rating.
    minimum
        Subjects that every rater must have scored.

    Returns
    -------
    ndarray
        Same shape, on the scale of the pool.

    Raises
    ------
    InvalidInput
        A rater with too few subjects or without variation; the message names the rater.

    References
    ----------
    Handbook of the project, section 5.3, with its warnings (2026).
    """
    table = rating_table(ratings, row_name="成果", column_name="专家", allow_missing=True)
    counts = (~np.isnan(table)).sum(axis=0)
    sd = np.nanstd(table, axis=0, ddof=1)
    bad = (counts < minimum) | ~(sd > 0)
    if bool(bad.any()):
        raise InvalidInput(
            f"不足 {minimum} 项或评分无差异",
            where=f"第{int(np.argmax(bad)) + 1}位专家",
            cure="请改用严宽度模型",
        )
    z = (table - np.nanmean(table, axis=0)) / sd
    return np.asarray(z * np.nanstd(table, ddof=1) + np.nanmean(table))


def _check_design(known: BoolArray, raters: Sequence[str] | None) -> None:
    n, k = known.shape
    if n < 2 or k < 2 or int(known.sum()) < n + k:
        raise InvalidInput(
            "评分过少，无法估计严宽度", where="ratings", cure="至少 2 个成果、2 位专家"
        )
    if not bool(known.any(axis=0).all() and known.any(axis=1).all()):
        raise InvalidInput("有成果或专家没有任何评分", where="ratings", cure="请移除空行空列")
    groups = components(known.T.astype(np.int64) @ known.astype(np.int64) > 0)
    if len(groups) > 1:
        names = [[raters[j] if raters else str(j + 1) for j in group] for group in groups]
        raise DisconnectedComparisons(
            "专家分成没有共评成果的组：" + "；".join("、".join(g) for g in names),
            where="ratings",
            cure="请安排共评的成果",
            components=groups,
        )


def _least_squares(table: FloatArray, known: BoolArray) -> tuple[float, FloatArray, FloatArray]:
    n, k = table.shape
    rows, columns = np.nonzero(known)
    design = np.zeros((rows.size, 1 + n + k))
    design[:, 0] = 1.0
    design[np.arange(rows.size), 1 + rows] = 1.0
    design[np.arange(rows.size), 1 + n + columns] = 1.0
    solution = np.linalg.lstsq(design, table[rows, columns], rcond=None)[0]
    p, r = solution[1 : 1 + n], solution[1 + n :]
    mean = float(solution[0] + p.mean() + r.mean())
    return mean, np.asarray(p - p.mean()), np.asarray(r - r.mean())


def _reml(table: FloatArray, known: BoolArray) -> tuple[float, float, float]:
    """Variance components by restricted maximum likelihood with crossed effects."""
    # Importing it takes two seconds, which only incomplete tables should pay.
    from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec  # noqa: PLC0415

    rows, columns = np.nonzero(known)
    y = table[rows, columns]
    spread = float(y.std())
    if spread == 0:
        return 0.0, 0.0, 0.0
    exog_vc = VCSpec(
        ["subject", "rater"],
        [
            [[f"s{i}" for i in range(table.shape[0])]],
            [[f"r{j}" for j in range(table.shape[1])]],
        ],
        [
            [np.eye(table.shape[0])[rows]],
            [np.eye(table.shape[1])[columns]],
        ],
    )
    with warnings.catch_warnings():
        # A component on the boundary (zero) is a legitimate answer here.
        warnings.simplefilter("ignore")
        model = MixedLM(y / spread, np.ones((y.size, 1)), groups=np.zeros(y.size), exog_vc=exog_vc)
        result = model.fit(reml=True)
    var_p, var_r = (max(0.0, float(v)) * spread**2 for v in result.vcomp)
    scale = float(result.scale) * spread**2
    return var_p, var_r, scale if math.isfinite(scale) else 0.0
