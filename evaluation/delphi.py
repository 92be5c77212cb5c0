"""Items of a Delphi round: statistics and boundary-value screening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput
from evaluation.provenance import FloatArray, IntArray, Result, frozen, inputs_hash
from evaluation.tables import rating_table


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemStats(Result):
    """Statistics of the items of a round; every array has shape (items,).

    Attributes
    ----------
    items
        Labels.
    n, mean, sd, cv
        Number of ratings, mean Mj, standard deviation (n-1), CVj = sd/mean.
    full_share
        Kj, share of ratings equal to the maximum of the scale (not of the data).
    median, q1, q3, iqr
        Quartiles (linear interpolation).
    top_two
        Share of ratings in the top two categories.
    scale_min, scale_max
        Limits of the scale.
    """

    items: tuple[str, ...]
    n: IntArray
    mean: FloatArray
    sd: FloatArray
    cv: FloatArray
    full_share: FloatArray
    median: FloatArray
    q1: FloatArray
    q3: FloatArray
    iqr: FloatArray
    top_two: FloatArray
    scale_min: float
    scale_max: float


@dataclass(frozen=True)
class ScreenRule:
    """Screening rule: how many boundary values must fail, and absolute floors.

    Attributes
    ----------
    delete_at
        Number of failed boundary values (of 3) at which an item is proposed for deletion.
    mean_floor_share
        Absolute floor of the mean as share of the scale maximum (3.5 of 5).
    cv_ceiling
        Absolute ceiling of CV.
    need_absolute
        Delete only if an absolute limit fails too: boundary values are relative, so that of any
        homogeneous list about one in six fails each.
    """

    delete_at: int = 3
    mean_floor_share: float = 0.7
    cv_ceiling: float = 0.25
    need_absolute: bool = True


@dataclass(frozen=True)
class ScreenedItem:
    """Verdict on one item: ``"keep"``, ``"discuss"`` or ``"delete"``, and the limits it failed."""

    item: str
    failed: tuple[str, ...]
    absolute: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Screening(Result):
    """Boundary-value screening (界值法).

    Attributes
    ----------
    mean_limit, full_limit, cv_limit
        mean(M) - SD(M), mean(K) - SD(K), mean(CV) + SD(CV).
    items
        Verdicts in order.
    """

    mean_limit: float
    full_limit: float | None
    cv_limit: float
    items: tuple[ScreenedItem, ...]


def item_stats(
    ratings: npt.ArrayLike,
    scale_max: float,
    *,
    scale_min: float = 1.0,
    items: Sequence[str] | None = None,
    experts: Sequence[str] | None = None,
) -> ItemStats:
    """Describe the items of a round.

    Parameters
    ----------
    ratings
        Shape (experts, items); NaN where an expert did not rate an item.
    scale_max, scale_min
        Limits of the scale.
    items, experts
        Labels.

    Returns
    -------
    ItemStats

    Raises
    ------
    InvalidInput
        A rating off the scale or an item without rating; the message names the place.
    TransposedTable
        The table fits the labels only transposed.

    References
    ----------
    Quantities of Chinese Delphi studies (Mj, Kj, CVj), e.g. ECAM 2022:3674663.

    Examples
    --------
    >>> found = item_stats([[5, 4], [5, 2], [4, 3]], 5)
    >>> found.mean.round(3).tolist(), found.full_share.round(3).tolist()
    ([4.667, 3.0], [0.667, 0.0])
    """
    table = rating_table(
        ratings,
        row_name="专家",
        column_name="条目",
        rows=experts,
        columns=items,
        allow_missing=True,
    )
    names = (
        tuple(items) if items is not None else tuple(f"条目{k + 1}" for k in range(table.shape[1]))
    )
    with np.errstate(invalid="ignore"):
        off = np.argwhere((table < scale_min) | (table > scale_max))
    if len(off):
        i, j = (int(k) for k in off[0])
        raise InvalidInput(
            f"评分 {table[i, j]:g} 不在 {scale_min:g}–{scale_max:g}",
            where=f"第{i + 1}位专家，{names[j]}",
            cure="请更正",
        )
    n = np.asarray((~np.isnan(table)).sum(axis=0), dtype=np.int64)
    if bool((n == 0).any()):
        raise InvalidInput("无人评分", where=names[int(np.argmin(n))], cure="请补评或删去该条目")
    mean = np.nanmean(table, axis=0)
    spread = np.nansum((table - mean) ** 2, axis=0)
    sd = np.where(n > 1, np.sqrt(spread / np.maximum(n - 1, 1)), 0.0)
    q1, median, q3 = np.nanquantile(table, [0.25, 0.5, 0.75], axis=0)
    return ItemStats(
        method="item_stats",
        params={"scale_min": scale_min, "scale_max": scale_max},
        inputs_hash=inputs_hash(np.nan_to_num(table, nan=-9e9)),
        items=names,
        n=n,
        mean=frozen(mean),
        sd=frozen(sd),
        cv=frozen(coefficient_of_variation(mean, sd)),
        full_share=frozen(np.nansum(table == scale_max, axis=0) / n),
        median=frozen(median),
        q1=frozen(q1),
        q3=frozen(q3),
        iqr=frozen(q3 - q1),
        top_two=frozen(np.nansum(table >= scale_max - 1, axis=0) / n),
        scale_min=scale_min,
        scale_max=scale_max,
    )


def coefficient_of_variation(mean: npt.ArrayLike, sd: npt.ArrayLike) -> FloatArray:
    """Return SD / mean; comparable only between rounds on the same scale.

    Parameters
    ----------
    mean, sd
        Numbers or arrays of one shape; means positive.

    Returns
    -------
    ndarray
        Dimensionless; at most .25 is usually accepted.

    Raises
    ------
    InvalidInput
        A mean that is not positive.

    References
    ----------
    Pearson 1896; limit as in Chinese Delphi studies.

    Examples
    --------
    >>> coefficient_of_variation([4.0, 5.0], [1.0, 0.5]).tolist()
    [0.25, 0.1]
    """
    m, s = np.asarray(mean, dtype=np.float64), np.asarray(sd, dtype=np.float64)
    if bool(np.any(~(m > 0))):
        place = f"第{int(np.argmax(~(np.atleast_1d(m) > 0))) + 1}项"
        raise InvalidInput("均数须为正", where=place, cure="变异系数只用于正的评分")
    return np.asarray(s / m)


def threshold_screen(stats: ItemStats, rule: ScreenRule | None = None) -> Screening:
    """Screen items by boundary values (界值法) with absolute floors beside them.

    Parameters
    ----------
    stats
        Items of a round.
    rule
        How many limits must fail, and absolute floors.

    Returns
    -------
    Screening

    References
    ----------
    界值法 of Chinese Delphi studies, e.g. ECAM 2022:3674663.

    Examples
    --------
    >>> stats = item_stats([[5, 4, 1], [5, 4, 2], [5, 4, 1]], 5)
    >>> [item.verdict for item in threshold_screen(stats).items]
    ['keep', 'keep', 'discuss']
    """
    rule = rule or ScreenRule()
    return screen_values(
        stats.items,
        stats.mean,
        stats.cv,
        stats.full_share,
        mean_floor=rule.mean_floor_share * stats.scale_max,
        rule=rule,
    )


def screen_values(
    items: Sequence[str],
    mean: npt.ArrayLike,
    cv: npt.ArrayLike,
    full_share: npt.ArrayLike | None,
    *,
    mean_floor: float,
    rule: ScreenRule | None = None,
) -> Screening:
    """Screen items of a published table; ``full_share`` may be unknown.

    Parameters
    ----------
    items, mean, cv, full_share
        Labels and columns of a published table; ``full_share`` None if it is not printed.
    mean_floor
        Absolute floor of the mean.
    rule
        As in `threshold_screen`.

    Returns
    -------
    Screening

    Raises
    ------
    InvalidInput
        Fewer than two items, or columns of different length.

    References
    ----------
    界值法 of Chinese Delphi studies, e.g. ECAM 2022:3674663.

    Examples
    --------
    >>> mean, cv = [4.5, 4.4, 3.0], [0.1, 0.1, 0.4]
    >>> found = screen_values(["a", "b", "c"], mean, cv, None, mean_floor=3.5)
    >>> round(found.mean_limit, 3), found.items[2].failed
    (3.128, ('均数', '变异系数'))
    """
    rule = rule or ScreenRule()
    m, c = np.asarray(mean, dtype=np.float64), np.asarray(cv, dtype=np.float64)
    k = None if full_share is None else np.asarray(full_share, dtype=np.float64)
    if m.size < 2 or m.shape != c.shape or len(items) != m.size:
        raise InvalidInput("条目数不符或不足 2", where="items", cure="请逐一对应")
    mean_limit = float(m.mean() - m.std(ddof=1))
    cv_limit = float(c.mean() + c.std(ddof=1))
    full_limit = None if k is None else float(k.mean() - k.std(ddof=1))
    verdicts = []
    for j, name in enumerate(items):
        failed = []
        if m[j] < mean_limit - 1e-12:
            failed.append("均数")
        if k is not None and full_limit is not None and k[j] < full_limit - 1e-12:
            failed.append("满分频率")
        if c[j] > cv_limit + 1e-12:
            failed.append("变异系数")
        absolute = []
        if m[j] < mean_floor - 1e-12:
            absolute.append("均数")
        if c[j] > rule.cv_ceiling + 1e-12:
            absolute.append("变异系数")
        if not failed:
            verdict = "keep"
        elif len(failed) >= rule.delete_at and (absolute or not rule.need_absolute):
            verdict = "delete"
        else:
            verdict = "discuss"
        verdicts.append(ScreenedItem(name, tuple(failed), tuple(absolute), verdict))
    return Screening(
        method="boundary_values",
        params={"rule": rule, "mean_floor": mean_floor},
        inputs_hash=inputs_hash(m, c, [] if k is None else k),
        mean_limit=mean_limit,
        full_limit=full_limit,
        cv_limit=cv_limit,
        items=tuple(verdicts),
    )
