"""Kendall's coefficient of concordance with tie correction and three kinds of p values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, fdtrc

from evaluation.errors import InvalidInput, UndefinedResult, require_choice
from evaluation.provenance import FloatArray, IntArray, Result, frozen, inputs_hash
from evaluation.ranks import mid_ranks
from evaluation.tables import orient, rating_table

P_METHODS = ("auto", "chi2", "F", "permutation")
W_WORDS = ((0.1, "很弱"), (0.3, "弱"), (0.5, "中等"), (0.7, "强"), (0.9, "很强"))
EXACT_WORK = 1_500_000
_EXACT_ITEMS = 7
_SMALL = 150
_INT64 = 2**63 - 1
_CHUNK_CELLS = 2_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class KendallW(Result):
    """Concordance of m raters over n items.

    Attributes
    ----------
    W, W_uncorrected
        Tie-corrected coefficient, 0-1; the uncorrected one only for comparison with old reports.
    S
        Sum of squared deviations of the rank sums.
    m, n
        Raters and items.
    rank_sums, mean_ranks
        Shape (n,).
    chi2, df, p_chi2
        m (n-1) W with n-1 degrees of freedom: conservative for small panels.
    F, df1, df2, p_f
        (m-1) W/(1-W), Legendre 2005.
    p_permutation
        Exact or Monte Carlo; None unless asked for or chosen by ``"auto"``.
    exact, draws, seed
        How the permutation p was found.
    p, p_method
        The p value to report and its kind.
    rho
        Mean pairwise Spearman correlation, (m W - 1)/(m - 1) without straight-liners.
    word
        Grade of W (Schmidt 1997): significance is not agreement.
    straight_liners
        Raters who tied all items (they contribute no ranks).
    """

    W: float
    W_uncorrected: float
    S: float
    m: int
    n: int
    rank_sums: FloatArray
    mean_ranks: FloatArray
    chi2: float
    df: int
    p_chi2: float
    F: float
    df1: float
    df2: float
    p_f: float
    p_permutation: float | None
    exact: bool
    draws: int
    seed: int
    p: float
    p_method: str
    rho: float
    word: str
    straight_liners: tuple[int, ...]


def kendall_w(
    ratings: npt.ArrayLike,
    *,
    raters: str = "rows",
    p: str = "auto",
    seed: int = 20_260_101,
    draws: int = 9_999,
    rater_names: Sequence[str] | None = None,
    item_names: Sequence[str] | None = None,
) -> KendallW:
    """Compute Kendall's W of a complete table.

    Parameters
    ----------
    ratings
        Shape (m, n), raters in rows unless ``raters="columns"``; scores or ranks.
    raters
        Which axis holds the raters: the transposed table gives another, plausible number.
    p
        ``"chi2"``, ``"F"``, ``"permutation"`` or ``"auto"`` (permutation when m n <= 150, else F).
    seed, draws
        Of the Monte Carlo permutation; small designs are enumerated exactly.
    rater_names, item_names
        Labels; a table that fits them only transposed raises.

    Returns
    -------
    KendallW

    Raises
    ------
    TransposedTable, MissingRating, InvalidInput
        Wrong table.
    UndefinedResult
        Every rater tied all items.

    References
    ----------
    Kendall & Babington Smith 1939, Ann. Math. Stat. 10:275-287 (W with ties: Kendall 1945);
    F: Legendre 2005, J. Agric. Biol. Environ. Stat. 10:226-245; words: Schmidt 1997.

    Examples
    --------
    >>> found = kendall_w([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
    >>> round(found.W, 3), found.S, found.p_method, found.exact
    (0.162, 25.5, 'permutation', True)
    """
    require_choice(p, P_METHODS, "p")
    require_choice(raters, ("rows", "columns"), "raters")
    by_rows = raters == "rows"
    table = orient(
        rating_table(
            ratings,
            row_name="专家" if by_rows else "条目",
            column_name="条目" if by_rows else "专家",
            rows=rater_names if by_rows else item_names,
            columns=item_names if by_rows else rater_names,
        ),
        raters,
        "raters",
    )
    m, n = table.shape
    if m < 2 or n < 2:
        raise InvalidInput(
            f"{m} 位专家 {n} 个条目", where="ratings", cure="至少 2 位专家、2 个条目"
        )
    ranks = mid_ranks(table)
    sums = ranks.sum(axis=0)
    s = float(np.sum((sums - m * (n + 1) / 2) ** 2))
    ties = [_ties(row) for row in ranks]
    base = m * m * (n**3 - n) - m * sum(ties)
    if base <= 0:
        raise UndefinedResult(
            "所有专家对全部条目评分相同", where="ratings", cure="没有可比较的次序"
        )
    w = 12.0 * s / base
    chi = m * (n - 1) * w
    df1 = n - 1 - 2 / m
    df2 = df1 * (m - 1)
    f = math.inf if w >= 1 - 1e-15 else (m - 1) * w / (1 - w)
    kind = ("permutation" if m * n <= _SMALL else "F") if p == "auto" else p
    by_permutation: float | None = None
    exact = False
    if kind == "permutation":
        by_permutation, exact = permutation_p(ranks, seed=seed, draws=draws)
    p_chi = float(chdtrc(n - 1, chi))
    p_f = 0.0 if math.isinf(f) else (float(fdtrc(df1, df2, f)) if df1 > 0 else math.nan)
    chosen = {"chi2": p_chi, "F": p_f, "permutation": by_permutation or 0.0}[kind]
    return KendallW(
        method="kendall_w_tie_corrected",
        params={"raters": raters, "p": p, "seed": seed, "draws": draws},
        inputs_hash=inputs_hash(table),
        W=w,
        W_uncorrected=12.0 * s / (m * m * (n**3 - n)),
        S=s,
        m=m,
        n=n,
        rank_sums=frozen(sums),
        mean_ranks=frozen(sums / m),
        chi2=chi,
        df=n - 1,
        p_chi2=p_chi,
        F=f,
        df1=df1,
        df2=df2,
        p_f=p_f,
        p_permutation=by_permutation,
        exact=exact,
        draws=0 if exact or by_permutation is None else draws,
        seed=seed,
        p=chosen,
        p_method=kind,
        rho=(m * w - 1) / (m - 1),
        word=grade_of_w(w),
        straight_liners=tuple(k for k, t in enumerate(ties) if t == n**3 - n),
    )


def permutation_p(
    ranks: npt.ArrayLike, *, seed: int, draws: int = 9_999, exact: bool | None = None
) -> tuple[float, bool]:
    """Return P(S* >= S) when every rater's ranks are shuffled, and whether it is exact.

    Small designs (up to seven items) are enumerated by a distribution over sorted rank sums;
    otherwise p = (1 + #{S* >= S}) / (1 + draws).

    Parameters
    ----------
    ranks
        Shape (m, n), mid-ranks.
    seed, draws
        Of the Monte Carlo draws.
    exact
        Force or forbid enumeration; None lets the size decide.

    Returns
    -------
    tuple
        p and whether it is exact.

    Raises
    ------
    InvalidInput
        Enumeration was forced on a design that is too large.

    References
    ----------
    Legendre 2005; exact distribution by convolution over raters.

    Examples
    --------
    >>> permutation_p([[1, 2, 3], [1, 2, 3], [1, 2, 3]], seed=1)
    (0.027777777777777776, True)
    """
    # Doubled mid-ranks are integers: sums and comparisons are then exact.
    doubled = np.rint(2 * np.asarray(ranks, dtype=np.float64)).astype(np.int64)
    m, n = doubled.shape
    centre = m * (n + 1)
    observed = int(np.sum((doubled.sum(axis=0) - centre) ** 2))
    if exact is not False and n <= _EXACT_ITEMS:
        result = _enumerate(doubled, observed, centre)
        if result is not None:
            return result, True
    if exact:
        raise InvalidInput("规模过大，无法穷举", where="ratings", cure="请用抽样置换")
    rng = np.random.default_rng(seed)
    # The first rater may stay fixed: permuting all raters alike does not change S.
    rest = doubled[1:].astype(np.int32)
    chunk = max(1, min(draws, _CHUNK_CELLS // max(1, rest.size)))
    hits = done = 0
    while done < draws:
        size = min(chunk, draws - done)
        stack = np.broadcast_to(rest, (size, *rest.shape))
        sums = rng.permuted(stack, axis=2).sum(axis=1, dtype=np.int64) + doubled[0]
        hits += int(np.count_nonzero(((sums - centre) ** 2).sum(axis=1) >= observed))
        done += size
    return (1 + hits) / (1 + draws), False


def _enumerate(doubled: IntArray, observed: int, centre: int) -> float | None:
    """Convolve raters one by one; S depends on the multiset of rank sums only.

    A state is a sorted row of rank sums, coded as one integer; None if there are too many.
    """
    m, n = doubled.shape
    if (2 * n * m + 1) ** n > _INT64:
        return None
    powers = (2 * n * m + 1) ** np.arange(n, dtype=np.int64)[::-1]
    states = np.sort(doubled[:1], axis=1)
    shares: FloatArray = np.ones(1)
    for row in doubled[1:]:
        orders = np.array(sorted(set(permutations(row.tolist()))), dtype=np.int64)
        if len(states) * len(orders) > EXACT_WORK:
            return None
        sums = np.sort((states[:, None, :] + orders[None, :, :]).reshape(-1, n), axis=1)
        _, first, place = np.unique(sums @ powers, return_index=True, return_inverse=True)
        spread = np.repeat(shares / len(orders), len(orders))
        shares = np.asarray(np.bincount(place.ravel(), weights=spread), dtype=np.float64)
        states = sums[first]
    extreme = ((states - centre) ** 2).sum(axis=1) >= observed
    return min(1.0, math.fsum(shares[extreme].tolist()))


def mean_spearman(ratings: npt.ArrayLike, *, raters: str = "rows") -> tuple[float, float, int]:
    """Concordance of an incomplete table by pairwise overlaps; no p value can be given.

    Parameters
    ----------
    ratings
        NaN where a rater left an item out.
    raters
        Which axis holds the raters, ``"rows"`` or ``"columns"``.

    Returns
    -------
    tuple
        W = (1 + (m-1) rho)/m, mean Spearman rho, number of rater pairs with >= 3 common items.

    Raises
    ------
    UndefinedResult
        No pair of raters shares three items with different scores.

    References
    ----------
    W = (1 + (m - 1) rho)/m, Kendall & Gibbons 1990, Rank Correlation Methods.

    Examples
    --------
    >>> w, rho, pairs = mean_spearman([[1, 2, 3, 4], [1, 2, 4, float("nan")]])
    >>> round(w, 4), rho, pairs
    (1.0, 1.0, 1)
    """
    table = orient(
        rating_table(ratings, row_name="行", column_name="列", allow_missing=True), raters, "raters"
    )
    m = table.shape[0]
    found = []
    for a in range(m):
        for b in range(a + 1, m):
            both = ~np.isnan(table[a]) & ~np.isnan(table[b])
            if int(both.sum()) < 3:
                continue
            x, y = mid_ranks(table[a, both]), mid_ranks(table[b, both])
            if x.std() > 0 and y.std() > 0:
                found.append(float(np.corrcoef(x, y)[0, 1]))
    if not found:
        raise UndefinedResult("没有足够的共同条目", where="ratings", cure="每两位专家至少共评 3 项")
    rho = math.fsum(found) / len(found)
    return (1 + (m - 1) * rho) / m, rho, len(found)


def check_published_w(
    w: float, chi2: float | None, m: int, n: int, p: float | None = None
) -> tuple[str, ...]:
    """List what is impossible in a published W: range, chi-square = m(n-1)W, p value.

    Parameters
    ----------
    w, chi2
        Printed values; ``chi2`` may be unknown.
    m, n
        Raters and items.
    p
        Printed p, if any.

    Returns
    -------
    tuple of str
        Chinese sentences; empty if nothing is impossible.

    References
    ----------
    chi-square = m (n - 1) W, Kendall & Babington Smith 1939.

    Examples
    --------
    >>> check_published_w(1.1068, None, 5, 8)
    ('W=1.1068 不在 0–1',)
    """
    faults = []
    if not 0 <= w <= 1:
        faults.append(f"W={w} 不在 0–1")
    expected = m * (n - 1) * w
    if chi2 is not None and abs(chi2 - expected) > m * (n - 1) * 0.0006 + 0.06:
        faults.append(f"χ²={chi2}，按 m(n−1)W 应为 {expected:.2f}")
    recomputed = float(chdtrc(n - 1, expected))
    if p is not None and abs(p - recomputed) > 0.01:
        faults.append(f"p={p}，重算为 {recomputed:.4f}")
    return tuple(faults)


def grade_of_w(w: float) -> str:
    """Return the word for W (Schmidt 1997), by the nearest of .1 .3 .5 .7 .9."""
    return min(W_WORDS, key=lambda step: abs(step[0] - w))[1]


def _ties(ranks: FloatArray) -> int:
    _, counts = np.unique(ranks, return_counts=True)
    return int(np.sum(counts.astype(np.int64) ** 3 - counts))
