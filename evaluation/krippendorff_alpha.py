"""Krippendorff's alpha for incomplete data and four levels of measurement; Fleiss' kappa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, UndefinedResult, require_choice
from evaluation.provenance import FloatArray, Result, inputs_hash
from evaluation.tables import rating_table

LEVELS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, kw_only=True, eq=False)
class KrippendorffAlpha(Result):
    """Reliability of coders.

    Attributes
    ----------
    alpha
        1 - Do/De; 1 is perfect, 0 what chance gives.
    level
        Level of measurement.
    observed, expected
        Disagreements Do and De.
    units, pairable
        Units with at least two ratings and the number of values in them.
    low, high
        Bootstrap interval over units; None if not asked for.
    draws, seed
        Of the bootstrap.
    word
        ``"可靠"`` from .80, ``"暂可接受"`` from .667, else ``"不可靠"``.
    """

    alpha: float
    level: str
    observed: float
    expected: float
    units: int
    pairable: int
    low: float | None
    high: float | None
    draws: int
    seed: int | None
    word: str


def krippendorff(
    ratings: npt.ArrayLike,
    level: str = "ordinal",
    *,
    raters: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    draws: int = 0,
    seed: int | None = None,
) -> KrippendorffAlpha:
    """Compute alpha from a table raters x units with gaps.

    Parameters
    ----------
    ratings
        Shape (raters, units), NaN where a rater did not rate; units with fewer than two ratings
        are dropped.
    level
        ``"nominal"``, ``"ordinal"``, ``"interval"`` or ``"ratio"``.
    raters, units
        Labels; a transposed table raises.
    draws, seed
        Bootstrap over units for a 95 % interval; a seed is required if ``draws`` > 0.

    Returns
    -------
    KrippendorffAlpha

    Raises
    ------
    UndefinedResult
        No unit with two ratings, or all values equal (De = 0: undefined, not 1).

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's alpha-reliability; 2004, Content Analysis.

    Examples
    --------
    >>> round(krippendorff([[0, 1, 0, 1], [0, 1, 1, 1]], "nominal").alpha, 4)
    0.5333
    """
    table = rating_table(
        ratings, row_name="专家", column_name="单元", rows=raters, columns=units, allow_missing=True
    )
    values = np.unique(table[~np.isnan(table)])
    counts = np.array([(table == value).sum(axis=0) for value in values], dtype=np.float64).T
    if counts.size == 0:
        raise UndefinedResult("没有评分", where="ratings", cure="请补评")
    return krippendorff_from_counts(counts, level, values=values, draws=draws, seed=seed)


def krippendorff_from_counts(
    counts: npt.ArrayLike,
    level: str = "nominal",
    *,
    values: npt.ArrayLike | None = None,
    draws: int = 0,
    seed: int | None = None,
) -> KrippendorffAlpha:
    """Compute alpha from counts units x categories.

    Parameters
    ----------
    counts
        Number of raters who gave each value to each unit.
    values
        Value of every category, rising; 0, 1, 2, ... if omitted.
    level, draws, seed
        As in `krippendorff`.

    Returns
    -------
    KrippendorffAlpha

    Raises
    ------
    UndefinedResult
        No unit with two ratings, or all values equal.
    InvalidInput
        Counts that are none, or values that do not fit; a bootstrap without seed.

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's alpha-reliability.

    Examples
    --------
    >>> round(krippendorff_from_counts([[2, 0], [0, 2], [1, 1]]).alpha, 4)
    0.4444
    """
    require_choice(level, LEVELS, "level")
    table = _counts(counts)
    domain = (
        np.arange(table.shape[1], dtype=np.float64)
        if values is None
        else np.asarray(values, dtype=np.float64)
    )
    if domain.shape != (table.shape[1],):
        raise InvalidInput("取值个数与列数不符", where="values", cure="每列一个取值")
    table = table[table.sum(axis=1) >= 2]
    if table.shape[0] == 0:
        raise UndefinedResult("没有至少两人评分的单元", where="ratings", cure="请补评")
    alpha, observed, expected = _alpha(table, domain, level)
    low = high = None
    if draws > 0:
        if seed is None:
            raise InvalidInput("自助法须给定种子", where="seed", cure="请给出整数种子")
        low, high = _interval(table, domain, level, draws, seed)
    return KrippendorffAlpha(
        method=f"krippendorff_{level}",
        params={"level": level, "draws": draws, "seed": seed},
        inputs_hash=inputs_hash(table, domain),
        alpha=alpha,
        level=level,
        observed=observed,
        expected=expected,
        units=table.shape[0],
        pairable=int(table.sum()),
        low=low,
        high=high,
        draws=draws,
        seed=seed,
        word="可靠" if alpha >= 0.8 else ("暂可接受" if alpha >= 0.667 else "不可靠"),
    )


def fleiss_kappa(counts: npt.ArrayLike) -> float:
    """Return Fleiss' kappa of counts units x categories with equal numbers of raters.

    Parameters
    ----------
    counts
        Shape (units, categories), the same number of raters (at least 2) in every unit.

    Returns
    -------
    float

    Raises
    ------
    InvalidInput
        Units with different numbers of raters; the message names the unit.
    UndefinedResult
        Only one category used.

    References
    ----------
    Fleiss 1971, Psychol. Bull. 76:378-382.

    Examples
    --------
    >>> round(fleiss_kappa([[2, 0], [0, 2], [1, 1], [2, 0]]), 4)
    0.4667
    """
    table = _counts(counts)
    totals = table.sum(axis=1)
    if bool((totals != totals[0]).any()):
        unit = int(np.argmax(totals != totals[0]))
        raise InvalidInput("评分人数不同", where=f"第{unit + 1}个单元", cure="请改用 α 系数")
    m = float(totals[0])
    if m < 2:
        raise UndefinedResult("每单元不足两人评分", where="counts", cure="请补评")
    agreement = float(np.mean(((table**2).sum(axis=1) - m) / (m * (m - 1))))
    chance = float(np.sum((table.sum(axis=0) / table.sum()) ** 2))
    if chance >= 1:
        raise UndefinedResult("只用了一个类别", where="counts", cure="κ 无定义")
    return (agreement - chance) / (1 - chance)


def contingency_counts(contingency: npt.ArrayLike) -> FloatArray:
    """Turn a square table rater 1 x rater 2 into counts units x categories.

    Parameters
    ----------
    contingency
        Shape (k, k), whole numbers: rater 1 in rows, rater 2 in columns.

    Returns
    -------
    ndarray, shape (units, k)
        Two ratings per unit.

    Raises
    ------
    InvalidInput
        Not square, not whole numbers, or more than a million units.

    References
    ----------
    Krippendorff 2011: reliability data of two observers.

    Examples
    --------
    >>> contingency_counts([[1, 1], [0, 0]]).tolist()
    [[2.0, 0.0], [1.0, 1.0]]
    """
    table = _counts(contingency)
    if table.shape[0] != table.shape[1]:
        raise InvalidInput(f"形状为 {table.shape}", where="contingency", cure="须为方表")
    rows = []
    k = table.shape[0]
    for i in range(k):
        for j in range(k):
            unit = np.zeros(k)
            unit[i] += 1
            unit[j] += 1
            rows.extend([unit] * int(table[i, j]))
    return np.array(rows)


def _counts(counts: npt.ArrayLike) -> FloatArray:
    table = np.asarray(counts, dtype=np.float64)
    whole = table.ndim == 2 and bool(np.all((table >= 0) & (table == np.rint(table))))
    if not whole or table.size == 0:
        raise InvalidInput("须为非负整数的二维频数表", where="counts", cure="请更正")
    return table


def _coincidences(table: FloatArray) -> FloatArray:
    """Coincidence matrix: pairs of values within units, each unit weighted by 1/(m_u - 1)."""
    scaled = table / (table.sum(axis=1, keepdims=True) - 1)
    pairs = table.T @ scaled
    pairs[np.diag_indices_from(pairs)] -= scaled.sum(axis=0)
    return np.asarray(pairs)


def _distances(domain: FloatArray, totals: FloatArray, level: str) -> FloatArray:
    if level == "nominal":
        return np.asarray(domain[:, None] != domain[None, :], dtype=np.float64)
    if level == "interval":
        return np.asarray((domain[:, None] - domain[None, :]) ** 2)
    if level == "ratio":
        total = domain[:, None] + domain[None, :]
        gap = domain[:, None] - domain[None, :]
        return np.asarray(np.where(total != 0, gap / np.where(total != 0, total, 1.0), 0.0) ** 2)
    reach = np.cumsum(totals)
    between = np.abs(reach[:, None] - reach[None, :])
    # Sum of totals from c to k minus half of both ends.
    first = np.minimum.outer(np.arange(domain.size), np.arange(domain.size))
    span = between + totals[first] - (totals[:, None] + totals[None, :]) / 2
    np.fill_diagonal(span, 0.0)
    return np.asarray(span**2)


def _alpha(table: FloatArray, domain: FloatArray, level: str) -> tuple[float, float, float]:
    pairs = _coincidences(table)
    totals = pairs.sum(axis=0)
    n = float(totals.sum())
    distance = _distances(domain, totals, level)
    observed = float((pairs * distance).sum() / n)
    chance = np.outer(totals, totals)
    expected = float((chance * distance).sum() / (n * (n - 1)))
    if expected <= 0:
        raise UndefinedResult("全部评分相同", where="ratings", cure="没有变异，α 无定义")
    return 1.0 - observed / expected, observed, expected


def _interval(
    table: FloatArray, domain: FloatArray, level: str, draws: int, seed: int
) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        sample = table[rng.integers(0, table.shape[0], table.shape[0])]
        try:
            found.append(_alpha(sample, domain, level)[0])
        except UndefinedResult:
            continue
    if not found:
        raise UndefinedResult("重抽样后没有变异", where="ratings", cure="单元过少，不给区间")
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)
