"""How far group weights would move with another panel: resampling of experts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import (
    DisconnectedComparisons,
    InvalidInput,
    InvalidMatrix,
    UndefinedResult,
    require_choice,
)
from evaluation.group import expert_weights_of
from evaluation.incomplete import completed, completion_for
from evaluation.indicators import IndicatorTree
from evaluation.matrices import validate_matrix
from evaluation.priority_methods import METHODS, WEIGHTING
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash


@dataclass(frozen=True, kw_only=True, eq=False)
class Bootstrap(Result):
    """Between-expert spread of group weights.

    Attributes
    ----------
    names
        Labels of the weights: leaf codes of a tree, otherwise ``"1"``, ``"2"``, ...
    weights
        Shape (n,), weights of the full panel, sum 1.
    low, high
        Percentile limits, shape (n,).
    covariance
        Shape (n, n), covariance of the weights over the resamples; for the standard error of a
        total, see `evaluation.total_with_se`.
    level, draws, seed
        Confidence level, number of resamples, seed.
    skipped
        Resamples left out because their answers did not connect all elements.
    """

    names: tuple[str, ...]
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
    drawn = _resamples(shares, seed, draws)
    sample, used = _node_sample(stack, drawn, method)
    present, _ = _node_sample(stack, shares[None], method, strict=True)
    names = tuple(str(k + 1) for k in range(stack.shape[-1]))
    params: dict[str, object] = {"seed": seed, "draws": draws, "level": level}
    return _summary(
        f"bootstrap_aij_{method}",
        params,
        inputs_hash(stack, shares),
        names,
        present[0],
        sample[used],
    )


def bootstrap_tree(
    tree: IndicatorTree,
    panel: Mapping[str, Mapping[str, npt.ArrayLike]],
    *,
    seed: int,
    draws: int = 1000,
    level: float = 0.95,
    method: str = "eigenvector",
    expert_weights: Mapping[str, float] | None = None,
) -> Bootstrap:
    """Resample experts once for the whole tree: interval of every leaf weight.

    Parameters
    ----------
    tree
        Indicator tree.
    panel
        Expert to node code to array (n, n), NaN for an unanswered pair; as in
        `evaluation.weights_from_panel` every expert has every node with two children or more.
    seed, draws, level, method
        As in `bootstrap_panel`.
    expert_weights
        Expert to weight; equal if omitted.

    Returns
    -------
    Bootstrap
        Leaves in tree order; an expert who is drawn twice counts twice in every node.

    Raises
    ------
    InvalidInput, InvalidMatrix, DisconnectedComparisons
        A missing node or faulty judgements; the message names the place.

    References
    ----------
    Efron 1979, Ann. Stat. 7:1-26.
    """
    require_choice(method, METHODS, "method")
    experts = tuple(panel)
    if not experts:
        raise InvalidInput("没有专家", where="panel", cure="至少一位专家")
    given = None if expert_weights is None else [expert_weights.get(e, 0.0) for e in experts]
    shares = expert_weights_of(given, len(experts))
    drawn = _resamples(shares, seed, draws)
    local: dict[str, FloatArray] = {}
    now: dict[str, float] = {}
    used = np.ones(draws, dtype=bool)
    stacks: dict[str, FloatArray] = {}
    for node in tree.inner:
        size = len(node.children)
        sample, base = np.ones((draws, 1)), np.ones((1, 1))
        if size > 1:
            stack = stacks[node.code] = _node_stack(panel, node.code, size)
            sample, connected = _node_sample(stack, drawn, method)
            base, _ = _node_sample(stack, shares[None], method, strict=True)
            used &= connected
        for k, child in enumerate(node.children):
            local[child.code] = sample[:, k]
            now[child.code] = float(base[0, k])
    leaves = np.ones((draws, len(tree.leaves)))
    present = np.ones(len(tree.leaves))
    for column, leaf in enumerate(tree.leaves):
        for step in tree.path(leaf.code):
            leaves[:, column] *= local[step.code]
            present[column] *= now[step.code]
    params: dict[str, object] = {"seed": seed, "draws": draws, "level": level}
    return _summary(
        f"bootstrap_tree_aij_{method}",
        params,
        inputs_hash(tree.hash, *(stacks[code] for code in sorted(stacks)), shares),
        tree.leaf_codes,
        present,
        leaves[used],
    )


def _stack(matrices: npt.ArrayLike) -> FloatArray:
    stack = validate_matrix(matrices, scale="any", allow_missing=True)
    if stack.ndim != 3:
        raise InvalidMatrix("需要每位专家一个矩阵", where="matrices", cure="形状应为 (专家, n, n)")
    return stack


def _node_stack(
    panel: Mapping[str, Mapping[str, npt.ArrayLike]], code: str, size: int
) -> FloatArray:
    found = []
    for expert, nodes in panel.items():
        array = np.asarray(nodes.get(code, []), dtype=np.float64)
        if array.shape != (size, size):
            raise InvalidInput("没有判断矩阵", where=f"{expert}/{code}", cure="请补答或移出该专家")
        found.append(array)
    return _stack(found)


def _resamples(shares: FloatArray, seed: int, draws: int) -> FloatArray:
    """Return expert weights of every resample, shape (draws, m), each with sum 1."""
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
    gaps = np.flatnonzero(~whole)
    # A small panel has few different resamples: each is completed once.
    _, first, again = np.unique(drawn[gaps], axis=0, return_index=True, return_inverse=True)
    filled = np.full((len(first), stack.shape[-1]), np.nan)
    for k, place in enumerate(first.tolist()):
        try:
            filled[k] = weigh(completed(groups[gaps[place]], completion_for(method)).matrix)
        except DisconnectedComparisons:
            if strict:
                raise
    sample[gaps] = filled[again.ravel()]
    return sample, np.asarray(~np.isnan(sample).any(axis=1))


def _summary(
    method: str,
    params: dict[str, object],
    hashed: str,
    names: tuple[str, ...],
    weights: FloatArray,
    sample: FloatArray,
) -> Bootstrap:
    level, draws, seed = float(str(params["level"])), int(str(params["draws"])), params["seed"]
    if not len(sample):
        raise UndefinedResult(
            "没有一次抽样把全部要素连起来", where="matrices", cure="请补答，或增加抽样次数"
        )
    low, high = np.quantile(sample, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Bootstrap(
        method=method,
        params=params,
        inputs_hash=hashed,
        names=names,
        weights=frozen(weights),
        low=frozen(low),
        high=frozen(high),
        covariance=frozen(np.atleast_2d(np.cov(sample, rowvar=False, ddof=0))),
        level=level,
        draws=draws,
        seed=int(str(seed)),
        skipped=draws - len(sample),
    )
