"""Combining weight vectors, and dispersion weights that are advisory only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, UndefinedResult
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash

_CONDITION_LIMIT = 1e6


@dataclass(frozen=True, kw_only=True, eq=False)
class CombinedWeights(Result):
    """Combined weights.

    Attributes
    ----------
    weights
        Shape (n,), sum 1.
    shares
        Share of each source where the method has one, otherwise empty.
    fallback
        Why equal shares were used instead; empty if they were not.
    """

    weights: FloatArray
    shares: tuple[float, ...]
    fallback: str = ""


def additive(first: npt.ArrayLike, second: npt.ArrayLike, theta: float = 0.5) -> CombinedWeights:
    """Return theta w1 + (1 - theta) w2, the transparent default.

    Parameters
    ----------
    first, second
        Shape (n,), weights with sum 1.
    theta
        Share of the first, 0-1.

    Returns
    -------
    CombinedWeights
        ``shares`` are (theta, 1 - theta).

    Raises
    ------
    InvalidInput
        theta outside 0-1, or vectors that do not fit.

    References
    ----------
    Handbook of the project, section 4: the transparent default (2026).

    Examples
    --------
    >>> additive([0.6, 0.4], [0.2, 0.8]).weights.round(4).tolist()
    [0.4, 0.6]
    """
    w = _pair(first, second)
    if not 0 <= theta <= 1:
        raise InvalidInput(f"θ={theta} 不在 0–1", where="theta", cure="一般为 0.5")
    return _combined("additive", w, theta * w[0] + (1 - theta) * w[1], (theta, 1 - theta))


def multiplicative(first: npt.ArrayLike, second: npt.ArrayLike) -> CombinedWeights:
    """Return weights proportional to w1 w2: squares the contrast, a zero kills an item.

    Parameters
    ----------
    first, second
        Shape (n,), weights with sum 1.

    Returns
    -------
    CombinedWeights

    Raises
    ------
    UndefinedResult
        The products are all zero.
    InvalidInput
        Vectors that do not fit.

    References
    ----------
    Handbook of the project, section 4 (2026).

    Examples
    --------
    >>> multiplicative([0.6, 0.4], [0.2, 0.8]).weights.round(4).tolist()
    [0.2727, 0.7273]
    """
    w = _pair(first, second)
    return _combined("multiplicative", w, w[0] * w[1], ())


def geometric(first: npt.ArrayLike, second: npt.ArrayLike) -> CombinedWeights:
    """Return weights proportional to sqrt(w1 w2), the minimum relative entropy solution.

    Parameters
    ----------
    first, second
        Shape (n,), weights with sum 1.

    Returns
    -------
    CombinedWeights

    Raises
    ------
    UndefinedResult
        The products are all zero.
    InvalidInput
        Vectors that do not fit.

    References
    ----------
    The minimiser of the summed relative entropies (Kullback & Leibler 1951).

    Examples
    --------
    >>> geometric([0.6, 0.4], [0.2, 0.8]).weights.round(4).tolist()
    [0.3798, 0.6202]
    """
    w = _pair(first, second)
    return _combined("geometric", w, np.sqrt(w[0] * w[1]), ())


def game_theory(vectors: npt.ArrayLike, *, nonneg: bool = True) -> CombinedWeights:
    """Game-theory combination: solve (W W') a = diag(W W') for the shares.

    Parameters
    ----------
    vectors
        Shape (k, n), one weight vector per row.
    nonneg
        Non-negative least squares with shares normalised to 1 (default). Without it negative
        shares can arise, in one of eight random pairs.

    Returns
    -------
    CombinedWeights
        ``shares`` per source with sum 1; ``fallback`` says why they are equal, if they had to be.

    Raises
    ------
    InvalidInput
        Fewer than two vectors, negative weights, a sum that is not 1.

    Notes
    -----
    Nearly equal vectors make the system singular (condition above 1e6): equal shares are used
    and the result says so.

    References
    ----------
    博弈论组合赋权 of Chinese evaluation papers; non-negative shares and the fallback: handbook of
    the project, section 4 (2026).

    Examples
    --------
    >>> found = game_theory([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
    >>> round(sum(found.shares), 4), found.fallback
    (1.0, '')
    """
    from scipy.optimize import nnls  # noqa: PLC0415 - slow to import, rarely needed

    w = _rows(vectors)
    gram = w @ w.T
    k = w.shape[0]
    equal = np.full(k, 1.0 / k)
    fallback = ""
    if float(np.linalg.cond(gram)) > _CONDITION_LIMIT:
        shares, fallback = equal, "各向量几乎相同，方程病态，取等份额"
    else:
        raw = nnls(gram, np.diag(gram))[0] if nonneg else np.linalg.solve(gram, np.diag(gram))
        shares = raw / raw.sum()
    return _combined("game_theory", w, shares @ w, tuple(float(s) for s in shares), fallback)


def entropy(matrix: npt.ArrayLike) -> CombinedWeights:
    """Entropy weights of a matrix outcomes x indicators, x >= 0.

    Advisory: they measure spread among the outcomes at hand, not importance.

    Parameters
    ----------
    matrix
        Shape (outcomes, indicators), values >= 0, at least two outcomes.

    Returns
    -------
    CombinedWeights

    Raises
    ------
    UndefinedResult
        One outcome (ln 1 = 0) or no spread at all.
    InvalidInput
        Negative values or an all-zero column.

    References
    ----------
    Shannon 1948; Zeleny 1982, Multiple Criteria Decision Making: e_j = -sum p ln p / ln m,
    w_j = (1 - e_j) / sum(1 - e).

    Examples
    --------
    >>> entropy([[3, 100], [2.5, 80], [1.8, 50]]).weights.round(3).tolist()
    [0.359, 0.641]
    """
    x = _outcomes(matrix, 2)
    if bool((x < 0).any()):
        raise InvalidInput("熵权法须为非负值", where="matrix", cure="请先正向化")
    sums = x.sum(axis=0)
    if bool((sums <= 0).any()):
        raise InvalidInput("整列为零", where=f"第{int(np.argmin(sums)) + 1}列", cure="请删去该指标")
    p = x / sums
    e = -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1.0)), 0.0), axis=0)
    return _spread("entropy", x, 1.0 - e / np.log(x.shape[0]))


def critic(matrix: npt.ArrayLike) -> CombinedWeights:
    """CRITIC weights: sigma_j sum_k (1 - r_jk) on min-max normalised columns, >= 3 outcomes.

    Parameters
    ----------
    matrix
        Shape (outcomes, indicators), at least three outcomes.

    Returns
    -------
    CombinedWeights

    Raises
    ------
    UndefinedResult
        Fewer than three outcomes, or a column without differences.
    InvalidInput
        Not a table of numbers.

    References
    ----------
    Diakoulaki, Mavrotas & Papayannakis 1995, Comput. Oper. Res. 22:763-770.

    Examples
    --------
    >>> critic([[5, 1], [3, 2], [1, 4]]).weights.round(3).tolist()
    [0.495, 0.505]
    """
    x = _outcomes(matrix, 3)
    z = _min_max(x)
    r = np.atleast_2d(np.corrcoef(z, rowvar=False))
    return _spread("critic", x, z.std(axis=0, ddof=1) * (1.0 - r).sum(axis=1))


def standard_deviation(matrix: npt.ArrayLike, *, scaled: bool = False) -> CombinedWeights:
    """Weights proportional to the standard deviation of the columns.

    Parameters
    ----------
    matrix
        Shape (outcomes, indicators), at least two outcomes.
    scaled
        Bring every column to 0-1 first (Diakoulaki, Mavrotas & Papayannakis 1995); without it
        a column in large units takes all the weight.

    Returns
    -------
    CombinedWeights

    Raises
    ------
    UndefinedResult
        One outcome, or columns without differences.
    InvalidInput
        Not a table of numbers.

    Examples
    --------
    >>> standard_deviation([[0, 0], [2, 6]]).weights.tolist()
    [0.25000000000000006, 0.75]
    """
    x = _outcomes(matrix, 2)
    if not scaled:
        return _spread("standard_deviation", x, x.std(axis=0, ddof=1))
    return _spread("standard_deviation_scaled", x, _min_max(x).std(axis=0, ddof=1))


def _min_max(x: FloatArray) -> FloatArray:
    span = np.ptp(x, axis=0)
    if bool((span == 0).any()):
        raise UndefinedResult(
            "该列没有差异", where=f"第{int(np.argmin(span)) + 1}列", cure="请删去该指标"
        )
    return np.asarray((x - x.min(axis=0)) / span)


def _outcomes(matrix: npt.ArrayLike, least: int) -> FloatArray:
    x = np.asarray(matrix, dtype=np.float64)
    if x.ndim != 2 or not bool(np.all(np.isfinite(x))):
        raise InvalidInput("应为 成果×指标 的数字表", where="matrix", cure="请补齐")
    if x.shape[0] < least:
        raise UndefinedResult(
            f"只有 {x.shape[0]} 个成果", where="matrix", cure=f"客观赋权至少需要 {least} 个成果"
        )
    return x


def _spread(method: str, x: FloatArray, raw: FloatArray) -> CombinedWeights:
    total = float(raw.sum())
    if total <= 1e-15:
        raise UndefinedResult("成果之间没有差异", where="matrix", cure="客观赋权无从计算")
    return CombinedWeights(
        method=method, inputs_hash=inputs_hash(x), weights=frozen(raw / total), shares=()
    )


def _rows(vectors: npt.ArrayLike) -> FloatArray:
    w = np.asarray(vectors, dtype=np.float64)
    if w.ndim != 2 or w.shape[0] < 2:
        raise InvalidInput("至少两个权重向量", where="vectors", cure="每行一个向量")
    if not bool(np.all(np.isfinite(w) & (w >= 0))) or bool(np.any(np.abs(w.sum(1) - 1) > 0.01)):
        raise InvalidInput("权重须非负且和为 1", where="vectors", cure="请更正")
    return w


def _pair(first: npt.ArrayLike, second: npt.ArrayLike) -> FloatArray:
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.shape != b.shape:
        raise InvalidInput(f"长度 {a.size} 与 {b.size}", where="weights", cure="须为同一组指标")
    return _rows(np.array([a, b]))


def _combined(
    method: str, sources: FloatArray, raw: FloatArray, shares: tuple[float, ...], fallback: str = ""
) -> CombinedWeights:
    total = float(raw.sum())
    if total <= 0:
        raise UndefinedResult("合成后全为零", where="weights", cure="请改用加法合成")
    return CombinedWeights(
        method=method,
        params={"shares": shares},
        inputs_hash=inputs_hash(sources),
        weights=frozen(raw / total),
        shares=shares,
        fallback=fallback,
    )
