"""Mid-ranks: tied values share the mean of the ranks they take up."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from evaluation.provenance import FloatArray


def mid_ranks(values: npt.ArrayLike) -> FloatArray:
    """Rank a vector, or every row of a table, from 1.

    Parameters
    ----------
    values
        Shape (n,) or (m, n), complete.

    Returns
    -------
    ndarray
        Same shape; the ranks of a row always add up to n (n + 1) / 2 (Kendall 1945).

    Examples
    --------
    >>> mid_ranks([30, 10, 20, 10]).tolist()
    [4.0, 1.5, 3.0, 1.5]
    """
    table = np.asarray(values, dtype=np.float64)
    rows = np.atleast_2d(table)
    ranks = np.empty_like(rows)
    for k, row in enumerate(rows):
        _, place, counts = np.unique(row, return_inverse=True, return_counts=True)
        last = np.cumsum(counts)
        ranks[k] = (last - (counts - 1) / 2)[place]
    return ranks.reshape(table.shape)


def signed_rank_p(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Return the two-sided p of Wilcoxon's signed-rank test (normal approximation, tie-corrected).

    Parameters
    ----------
    first, second
        Shape (pairs,), complete; pairs without difference are left out (Wilcoxon 1945).

    Returns
    -------
    float
        1 where no pair differs.

    Examples
    --------
    >>> round(signed_rank_p([4, 5, 3, 4, 5, 4], [5, 5, 4, 5, 5, 5]), 4)
    0.0455
    """
    gaps = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    gaps = gaps[gaps != 0]
    n = gaps.size
    if n == 0:
        return 1.0
    ranks = mid_ranks(np.abs(gaps))
    _, counts = np.unique(ranks, return_counts=True)
    ties = float(np.sum(counts.astype(np.float64) ** 3 - counts))
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    z = (float(ranks[gaps > 0].sum()) - n * (n + 1) / 4) / math.sqrt(variance)
    return float(2 * ndtr(-abs(z)))
