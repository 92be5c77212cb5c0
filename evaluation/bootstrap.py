"""How far group weights would move with another panel: resampling of experts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import (
    DisconnectedComparisons,
    InvalidMatrix,
    UndefinedResult,
    require_choice,
)
from evaluation.group import expert_weights_of
from evaluation.incomplete import completed, completion_for
from evaluation.matrices import validate_matrix
from evaluation.priority_methods import METHODS, WEIGHTING
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash


@dataclass(frozen=True, kw_only=True, eq=False)
class Bootstrap(Result):
    """Between-expert spread of group weights.

    Attributes
    ----------
    weights
        Shape (n,), weights of the full panel, sum 1.
    low, high
        Percentile limits, shape (n,).
    covariance
        Shape (n, n), covariance of the weights over the resamples; for the standard error of a
        total, see `evaluation.total_with_se` and `evaluation.panel_intervals`.
    level, draws, seed
        Confidence level, number of resamples, seed.
    skipped
        Resamples left out because their answers did not connect all elements.
    """

    weights: FloatArray
    low: FloatArray
    high: FloatArray
    covariance: FloatArray
    level: float
    draws: int
    seed: int
    skipped: int


def bootstrap_panel(
    matrices: npt.ArrayLike,
    *,
    seed: int,
    draws: int = 1000,
    level: float = 0.95,
    method: str = "eigenvector",
    weights: npt.ArrayLike | None = None,
) -> Bootstrap:
    """Resample experts and recompute the AIJ weights: percentile interval of every weight.

    Parameters
    ----------
    matrices
        Shape (m, n, n), experts first; NaN marks an unanswered pair, for which the weights are
        renormalised over the experts of the resample who answered.
    seed
        Seed of the generator; stored with the result.
    draws, level
        Number of resamples and confidence level (Efron 1979, percentile method).
    method
        Priority method.
    weights
        Shape (m,), expert weights; equal if omitted.

    Returns
    -------
    Bootstrap

    Raises
    ------
    InvalidMatrix, InvalidInput
        Faulty judgements or weights; the message names the place.
    UndefinedResult
        No resample connects all elements.
    DisconnectedComparisons
        Even the whole panel does not connect all elements.

    Examples
    --------
    >>> from evaluation import build_matrix
    >>> panel = [build_matrix([v]) for v in (2, 2, 3, 4)]
    >>> found = bootstrap_panel(panel, seed=1, draws=200)
    >>> bool(found.low[0] <= found.weights[0] <= found.high[0])
    True
    """
    require_choice(method, METHODS, "method")
    stack = _stack(matrices)
    m = stack.shape[0]
    shares = expert_weights_of(weights, m)
    drawn = resamples(shares, seed, draws)
    sample, used = _node_sample(stack, drawn, method)
    present, _ = _node_sample(stack, shares[None], method, strict=True)
    kept = sample[used]
    if not len(kept):
        raise UndefinedResult(
            "没有一次抽样把全部要素连起来", where="matrices", cure="请补答，或增加抽样次数"
        )
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Bootstrap(
        method=f"bootstrap_aij_{method}",
        params={"seed": seed, "draws": draws, "level": level},
        inputs_hash=inputs_hash(stack, shares),
        weights=frozen(present[0]),
        low=frozen(low),
        high=frozen(high),
        covariance=frozen(np.atleast_2d(np.cov(kept, rowvar=False, ddof=0))),
        level=level,
        draws=draws,
        seed=seed,
        skipped=draws - len(kept),
    )


def _stack(matrices: npt.ArrayLike) -> FloatArray:
    stack = validate_matrix(matrices, scale="any", allow_missing=True)
    if stack.ndim != 3:
        raise InvalidMatrix("需要每位专家一个矩阵", where="matrices", cure="形状应为 (专家, n, n)")
    return stack


def resamples(shares: FloatArray, seed: int, draws: int) -> FloatArray:
    """Return the expert weights of every resample, shape (draws, m), each with sum 1."""
    m = shares.size
    counts = np.random.default_rng(seed).multinomial(m, np.full(m, 1.0 / m), size=draws)
    drawn = counts * shares
    sums = drawn.sum(axis=1, keepdims=True)
    # A resample may hold only experts of weight zero; it then counts them equally.
    return np.asarray(np.where(sums > 0, drawn / np.where(sums > 0, sums, 1.0), counts / m))


def _node_sample(
    stack: FloatArray, drawn: FloatArray, method: str, *, strict: bool = False
) -> tuple[FloatArray, BoolArray]:
    """Return weights per resample and which resamples connect all elements."""
    weigh = WEIGHTING[method]
    known = ~np.isnan(stack)
    if bool(known.all()):
        logs = np.tensordot(drawn, np.log(stack), axes=1)
        return weigh(np.exp(logs)), np.ones(len(drawn), dtype=bool)
    total = np.tensordot(drawn, np.where(known, np.log(np.where(known, stack, 1.0)), 0.0), axes=1)
    base = np.tensordot(drawn, known.astype(np.float64), axes=1)
    groups = np.where(base > 0, np.exp(total / np.where(base > 0, base, 1.0)), np.nan)
    whole = ~np.isnan(groups).any(axis=(1, 2))
    sample = np.full((len(drawn), stack.shape[-1]), np.nan)
    sample[whole] = weigh(groups[whole])
    for k in np.flatnonzero(~whole):
        try:
            sample[k] = weigh(completed(groups[k], completion_for(method)).matrix)
        except DisconnectedComparisons:
            if strict:
                raise
    return sample, np.asarray(~np.isnan(sample).any(axis=1))
