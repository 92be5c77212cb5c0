"""Intraclass correlation: six forms with confidence limits (Shrout & Fleiss 1979)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtrc, fdtri

from evaluation.errors import UndefinedResult, require_choice
from evaluation.provenance import FloatArray, Result, inputs_hash
from evaluation.tables import rating_table

FORMS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")
NO_VARIATION = 1e-12  # share of the variance below which it is rounding
GRADES = ((0.5, "差"), (0.75, "中等"), (0.9, "良好"), (math.inf, "优秀"))


@dataclass(frozen=True)
class IccForm:
    """One form.

    Attributes
    ----------
    name, other_name
        ``"ICC2k"`` of Shrout & Fleiss and ``"ICC(A,k)"`` of McGraw & Wong.
    value, low, high
        Estimate and confidence limits.
    F, df1, df2, p
        Test of value 0.
    grade
        By the lower limit (Koo & Li 2016).
    """

    name: str
    other_name: str
    value: float
    low: float
    high: float
    F: float
    df1: float
    df2: float
    p: float
    grade: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Icc(Result):
    """Agreement of k raters over n subjects.

    Attributes
    ----------
    n, k
        Subjects and raters used.
    forms
        The six forms by name.
    MSB, MSW, MSJ, MSE
        Mean squares between subjects, within, between raters, residual.
    df_b, df_w, df_j, df_e
        Their degrees of freedom.
    F1, F3
        MSB/MSW and MSB/MSE.
    p1, p3
        Their p values.
    nu
        Satterthwaite degrees of freedom of the agreement forms.
    p_agreement
        p of ICC(A,1) with ``nu``.
    dropped
        Subjects left out because a rating was missing.
    level
        Confidence level.
    """

    n: int
    k: int
    forms: Mapping[str, IccForm]
    MSB: float
    MSW: float
    MSJ: float
    MSE: float
    df_b: int
    df_w: int
    df_j: int
    df_e: int
    F1: float
    F3: float
    p1: float
    p3: float
    nu: float
    p_agreement: float
    dropped: tuple[int, ...]
    level: float


@dataclass(frozen=True)
class MeanSquares:
    """Two-way analysis of variance of a complete table."""

    between: float
    within: float
    raters: float
    residual: float


def mean_squares(table: FloatArray) -> MeanSquares:
    """Return the mean squares of a complete table subjects x raters, n >= 2 and k >= 2."""
    n, k = table.shape
    grand = float(table.mean())
    rows, columns = table.mean(axis=1), table.mean(axis=0)
    ss_b = k * float(np.sum((rows - grand) ** 2))
    ss_j = n * float(np.sum((columns - grand) ** 2))
    ss_w = float(np.sum((table - rows[:, None]) ** 2))
    # The residual is summed directly: a difference of large sums would lose digits.
    residual = table - rows[:, None] - columns[None, :] + grand
    ss_e = float(np.sum(residual**2))
    return MeanSquares(
        ss_b / (n - 1), ss_w / (n * (k - 1)), ss_j / (k - 1), ss_e / ((n - 1) * (k - 1))
    )


def icc(
    ratings: npt.ArrayLike,
    *,
    level: float = 0.95,
    missing: str = "error",
    subjects: Sequence[str] | None = None,
    raters: Sequence[str] | None = None,
) -> Icc:
    """Compute all six intraclass correlations.

    Report ICC2k = ICC(A,k) when the mean of the experts is used and its level matters (pass
    mark); ICC3k = ICC(C,k) for ranking only.

    Parameters
    ----------
    ratings
        Shape (subjects, raters).
    level
        Confidence level.
    missing
        ``"error"`` or ``"listwise"``, which leaves out subjects with a gap and says which.
    subjects, raters
        Labels; a transposed table raises.

    Returns
    -------
    Icc

    Raises
    ------
    TransposedTable, MissingRating, InvalidInput
        Wrong table.
    UndefinedResult
        Fewer than two subjects or raters, or no variation at all or between subjects.

    References
    ----------
    McGraw & Wong 1996, Psychol. Methods 1:30-46 (agreement forms); grades: Koo & Li 2016.

    Examples
    --------
    >>> first = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]
    >>> found = icc([*first, [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(form.value, 2) for form in found.forms.values()]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    require_choice(missing, ("error", "listwise"), "missing")
    table = rating_table(
        ratings,
        row_name="成果",
        column_name="专家",
        rows=subjects,
        columns=raters,
        allow_missing=missing == "listwise",
    )
    gaps = np.isnan(table).any(axis=1)
    table = table[~gaps]
    n, k = table.shape
    if n < 2 or k < 2:
        raise UndefinedResult(
            f"{n} 个成果、{k} 位专家", where="ratings", cure="至少 2 个成果和 2 位专家"
        )
    squares = mean_squares(table)
    msb, msw, msj, mse = squares.between, squares.within, squares.raters, squares.residual
    if float(np.ptp(table)) == 0:
        raise UndefinedResult("全部评分相同", where="ratings", cure="没有变异，ICC 无定义")
    if msb + (k - 1) * mse <= NO_VARIATION * float(np.var(table)):
        raise UndefinedResult(
            "每位专家对各对象评分都相同", where="ratings", cure="对象之间没有变异，ICC 无定义"
        )
    df_b, df_w, df_e = n - 1, n * (k - 1), (n - 1) * (k - 1)
    f1, f3 = _ratio(msb, msw), _ratio(msb, mse)
    p1, p3 = float(fdtrc(df_b, df_w, f1)), float(fdtrc(df_b, df_e, f3))
    agreement = (msb - mse) / (msb + (k - 1) * mse + k * (msj - mse) / n)
    nu = _satterthwaite(agreement, msj, mse, n, k)
    p_agreement = float(fdtrc(df_b, nu, f3))
    alpha = 1 - level
    one = _limits(f1, df_b, df_w, k, alpha)
    three = _limits(f3, df_b, df_e, k, alpha)
    two = _agreement_limits(squares, n, k, nu, alpha)
    raw = {
        "ICC1": ("ICC(1,1)", (msb - msw) / (msb + (k - 1) * msw), one, f1, df_w, p1),
        "ICC2": ("ICC(A,1)", agreement, two, f3, nu, p_agreement),
        "ICC3": ("ICC(C,1)", (msb - mse) / (msb + (k - 1) * mse), three, f3, df_e, p3),
        "ICC1k": ("ICC(1,k)", _safe(msb - msw, msb), _average(one, k), f1, df_w, p1),
        "ICC2k": (
            "ICC(A,k)",
            _safe(msb - mse, msb + (msj - mse) / n),
            _average(two, k),
            f3,
            nu,
            p_agreement,
        ),
        "ICC3k": ("ICC(C,k)", _safe(msb - mse, msb), _average(three, k), f3, df_e, p3),
    }
    forms = {
        name: IccForm(name, other, value, low, high, f, df_b, df2, p, _grade(low))
        for name, (other, value, (low, high), f, df2, p) in raw.items()
    }
    return Icc(
        method="anova_two_way",
        params={"level": level, "missing": missing},
        inputs_hash=inputs_hash(table),
        n=n,
        k=k,
        forms=forms,
        MSB=msb,
        MSW=msw,
        MSJ=msj,
        MSE=mse,
        df_b=df_b,
        df_w=df_w,
        df_j=k - 1,
        df_e=df_e,
        F1=f1,
        F3=f3,
        p1=p1,
        p3=p3,
        nu=nu,
        p_agreement=p_agreement,
        dropped=tuple(int(i) for i in np.flatnonzero(gaps)),
        level=level,
    )


def _ratio(top: float, bottom: float) -> float:
    return math.inf if bottom <= 0 else top / bottom


def _safe(top: float, bottom: float) -> float:
    return top / bottom if bottom != 0 else math.nan


def _satterthwaite(rho: float, msj: float, mse: float, n: int, k: int) -> float:
    """Degrees of freedom of McGraw & Wong 1996 for the agreement forms."""
    if rho >= 1:
        return float((n - 1) * (k - 1))
    a = k * rho / (n * (1 - rho))
    b = 1 + k * rho * (n - 1) / (n * (1 - rho))
    bottom = (a * msj) ** 2 / (k - 1) + (b * mse) ** 2 / ((n - 1) * (k - 1))
    return (a * msj + b * mse) ** 2 / bottom if bottom > 0 else float((n - 1) * (k - 1))


def _limits(f: float, df1: float, df2: float, k: int, alpha: float) -> tuple[float, float]:
    if math.isinf(f):
        return 1.0, 1.0
    low = f / float(fdtri(df1, df2, 1 - alpha / 2))
    high = f * float(fdtri(df2, df1, 1 - alpha / 2))
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _agreement_limits(
    squares: MeanSquares, n: int, k: int, nu: float, alpha: float
) -> tuple[float, float]:
    msb, msj, mse = squares.between, squares.raters, squares.residual
    if mse <= 0 and msj <= 0:
        return 1.0, 1.0
    spread = k * msj + (k * n - k - n) * mse
    below = float(fdtri(n - 1, nu, 1 - alpha / 2))
    above = float(fdtri(nu, n - 1, 1 - alpha / 2))
    low = n * (msb - below * mse) / (below * spread + n * msb)
    high = n * (above * msb - mse) / (spread + n * above * msb)
    return low, high


def _average(limits: tuple[float, float], k: int) -> tuple[float, float]:
    """Spearman-Brown step from one rater to the mean of k."""
    low, high = limits
    return _safe(k * low, 1 + (k - 1) * low), _safe(k * high, 1 + (k - 1) * high)


def _grade(low: float) -> str:
    return next(word for limit, word in GRADES if low < limit)
