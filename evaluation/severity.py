"""Harsh and lenient raters: two-way additive model with shrinkage.

The corrected score stands beside the official one, never instead of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import DisconnectedComparisons, InvalidInput, require_choice
from evaluation.incomplete import components
from evaluation.intraclass import mean_squares
from evaluation.provenance import BoolArray, FloatArray, IntArray, Result, frozen, inputs_hash
from evaluation.tables import rating_table

# ratings that the two effects explain wholly have no error variance to measure against
_MAX_RATIO = 1e6
_NO_ERROR = 1e-12


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
    """Variance components by restricted maximum likelihood with crossed effects.

    The error variance is profiled out; the ratios q of subject and rater variance to it are
    searched with the exact gradient (Harville 1977): with ``V = I + sum q_i Z_i Z_i'`` and the
    projection P that removes the mean, ``d(-2 l)/dq_i = tr(Z_i' P Z_i) - (N - 1) |Z_i' P y|^2 /
    y' P y``. A component on the boundary (zero) is a legitimate answer.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import, rarely needed

    rows, columns = np.nonzero(known)
    spread = float(table[rows, columns].std())
    if spread == 0:
        return 0.0, 0.0, 0.0
    n, k = table.shape
    model = _Crossed.of(
        (table[rows, columns] - table[rows, columns].mean()) / spread, rows, columns, n, k
    )
    best = minimize(
        model.deviance, np.ones(2), jac=True, method="L-BFGS-B", bounds=[(0.0, _MAX_RATIO)] * 2,
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 500},
    )  # fmt: skip
    error = model.sums(best.x).squares / (model.size - 1) * spread**2
    return float(best.x[0]) * error, float(best.x[1]) * error, error


@dataclass(frozen=True)
class _Sums:
    log_det: float
    ones: float
    squares: float
    z_ones: FloatArray
    z_reduced: FloatArray
    z_z: FloatArray


@dataclass(frozen=True)
class _Crossed:
    """Cross products of the model with Z = [subjects, raters]; V is never built (Woodbury)."""

    size: int
    split: int
    z_z: FloatArray
    z_one: FloatArray
    z_y: FloatArray
    one_y: float
    y_y: float

    @classmethod
    def of(cls, y: FloatArray, rows: IntArray, columns: IntArray, n: int, k: int) -> _Crossed:
        z = np.hstack([np.eye(n)[rows], np.eye(k)[columns]])
        return cls(y.size, n, z.T @ z, z.sum(axis=0), z.T @ y, float(y.sum()), float(y @ y))

    def sums(self, ratios: FloatArray) -> _Sums:
        """Return the quadratic forms in V^-1 for variance ratios of subjects and raters."""
        root = np.sqrt(np.repeat(ratios, [self.split, self.z_one.size - self.split]))
        inner = np.eye(root.size) + root[:, None] * self.z_z * root
        middle = root[:, None] * np.linalg.inv(inner) * root
        ones = self.size - float(self.z_one @ middle @ self.z_one)
        one_y = self.one_y - float(self.z_one @ middle @ self.z_y)
        z_ones = self.z_one - self.z_z @ middle @ self.z_one
        z_y = self.z_y - self.z_z @ middle @ self.z_y
        squares = self.y_y - float(self.z_y @ middle @ self.z_y) - one_y**2 / ones
        return _Sums(
            log_det=float(np.linalg.slogdet(inner)[1]),
            ones=ones,
            squares=max(squares, _NO_ERROR),
            z_ones=z_ones,
            z_reduced=z_y - z_ones * one_y / ones,
            z_z=self.z_z - self.z_z @ middle @ self.z_z,
        )

    def deviance(self, ratios: FloatArray) -> tuple[float, FloatArray]:
        """Return minus twice the profiled log likelihood and its gradient."""
        s, free = self.sums(ratios), self.size - 1
        parts = (slice(None, self.split), slice(self.split, None))
        slope = [
            float(np.trace(s.z_z[part, part]) - s.z_ones[part] @ s.z_ones[part] / s.ones)
            - free * float(s.z_reduced[part] @ s.z_reduced[part]) / s.squares
            for part in parts
        ]
        return free * math.log(s.squares) + s.log_det + math.log(s.ones), np.array(slope)
