"""How much the conclusion depends on the weights: closed form and Monte Carlo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.indicators import IndicatorTree
from evaluation.matrices import SAATY_SCALE, validate_matrix
from evaluation.priority_methods import METHODS, WEIGHTING
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash

_INSIDE = 1e-12


@dataclass(frozen=True)
class Crossing:
    """Where a conclusion turns when one weight changes and the others are scaled.

    Attributes
    ----------
    criterion
        Index of the weight.
    kind
        ``"rank"``: two outcomes change order; ``"pass"``: one outcome crosses the pass mark.
    outcomes
        The outcomes concerned.
    weight, at
        Present weight and the weight at which it happens, in [0, 1].
    distance
        |at - weight|.
    """

    criterion: int
    kind: str
    outcomes: tuple[int, ...]
    weight: float
    at: float
    distance: float


@dataclass(frozen=True, kw_only=True, eq=False)
class OneAtATime(Result):
    """Closed-form sensitivity.

    Attributes
    ----------
    totals
        Shape (outcomes,).
    crossings
        All turning points, nearest first; a criterion without any is robust.
    most_critical
        The nearest, or None.
    robust
        Criteria whose weight, alone, cannot change anything.
    """

    totals: FloatArray
    crossings: tuple[Crossing, ...]
    most_critical: Crossing | None
    robust: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class MonteCarlo(Result):
    """Monte Carlo sensitivity.

    Attributes
    ----------
    totals, low, high
        Present totals and 95 % limits, shape (outcomes,).
    rank_acceptability
        Shape (outcomes, outcomes): share of draws in which outcome i has rank r.
    p_pass
        Shape (outcomes,), share of draws with total >= limit; None without limit.
    weights_low, weights_high
        95 % limits of the weights.
    draws, seed
        Number of draws and seed.
    """

    totals: FloatArray
    low: FloatArray
    high: FloatArray
    rank_acceptability: FloatArray
    p_pass: FloatArray | None
    weights_low: FloatArray
    weights_high: FloatArray
    draws: int
    seed: int


def sensitivity_oat(
    weights: npt.ArrayLike, scores: npt.ArrayLike, limit: float | None = None
) -> OneAtATime:
    """Change one weight at a time, the others keeping their proportions.

    With weight t for criterion k, ``P_i(t) = t s_ik + (1 - t) R_i`` where R_i is the total without
    k; every turning point follows in closed form (after Triantaphyllou & Sanchez 1997).

    Parameters
    ----------
    weights
        Shape (criteria,), sum 1.
    scores
        Shape (outcomes, criteria), 0-100.
    limit
        Pass mark.

    Returns
    -------
    OneAtATime

    Raises
    ------
    InvalidInput
        Shapes that do not fit, missing scores, weights that do not sum to 1.

    Examples
    --------
    >>> found = sensitivity_oat([0.5, 0.5], [[80, 40], [50, 60]])
    >>> round(found.crossings[0].at, 4)
    0.4
    """
    w, s = _inputs(weights, scores)
    totals = s @ w
    found: list[Crossing] = []
    robust = []
    for k in range(w.size):
        here: list[Crossing] = []
        if w[k] < 1:
            rest = (totals - w[k] * s[:, k]) / (1 - w[k])
            slope = s[:, k] - rest
            for i in range(s.shape[0]):
                if limit is not None:
                    here += _crossing(k, "pass", (i,), w[k], limit - rest[i], slope[i])
                for j in range(i + 1, s.shape[0]):
                    gap = slope[i] - slope[j]
                    here += _crossing(k, "rank", (i, j), w[k], rest[j] - rest[i], gap)
        if not here:
            robust.append(k)
        found += here
    found.sort(key=lambda c: (c.distance, c.criterion, c.outcomes))
    return OneAtATime(
        method="one_at_a_time",
        params={"limit": limit},
        inputs_hash=inputs_hash(w, s),
        totals=frozen(totals),
        crossings=tuple(found),
        most_critical=found[0] if found else None,
        robust=tuple(robust),
    )


def sensitivity_mc(
    matrices: npt.ArrayLike | Mapping[str, npt.ArrayLike],
    scores: npt.ArrayLike,
    *,
    seed: int,
    tree: IndicatorTree | None = None,
    limit: float | None = None,
    draws: int = 1000,
    sigma: float = 0.15,
    perturb: str = "lognormal",
    method: str = "eigenvector",
) -> MonteCarlo:
    """Perturb judgements and recompute everything.

    Parameters
    ----------
    matrices
        One matrix (criteria x criteria), or node code to matrix together with ``tree``.
    scores
        Shape (outcomes, leaves).
    seed
        Seed, stored with the result.
    tree
        Indicator tree when ``matrices`` is a mapping.
    limit
        Pass mark.
    draws
        Number of draws.
    sigma
        Standard deviation of ln a_ij; 0.15 is about half a scale step at 3.
    perturb
        ``"lognormal"``, or ``"step"``: each judgement moves -1, 0 or +1 scale step.
    method
        Priority method.

    Returns
    -------
    MonteCarlo

    Raises
    ------
    InvalidInput, InvalidMatrix, UnknownChoice
        Matrices or scores that do not fit; the message names the node.

    References
    ----------
    Rank acceptability: Lahdelma, Hokkanen & Salminen 1998, Eur. J. Oper. Res. 106:137-143.

    Examples
    --------
    >>> found = sensitivity_mc([[1, 3], [1 / 3, 1]], [[80, 40], [50, 60]], seed=1, draws=100)
    >>> found.rank_acceptability.shape
    (2, 2)
    """
    require_choice(perturb, ("lognormal", "step"), "perturb")
    require_choice(method, METHODS, "method")
    rng = np.random.default_rng(seed)
    if isinstance(matrices, Mapping):
        if tree is None:
            raise InvalidInput("缺少指标体系", where="tree", cure="按节点给矩阵时须给出指标体系")
        drawn, present = _tree_draws(tree, matrices, rng, draws, sigma, perturb, method)
        hashed: object = {k: np.asarray(v, dtype=np.float64) for k, v in matrices.items()}
    else:
        array = validate_matrix(matrices, scale="any")
        drawn = _draw(array, rng, draws, sigma, perturb, method)
        present = WEIGHTING[method](array)
        hashed = array
    w, s = _inputs(present, scores)
    totals = drawn @ s.T
    ranks = (-totals).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    outcomes = s.shape[0]
    acceptability = np.array([(ranks == r).mean(axis=0) for r in range(outcomes)]).T
    low, high = np.quantile(totals, [0.025, 0.975], axis=0)
    w_low, w_high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return MonteCarlo(
        method=f"monte_carlo_{perturb}_{method}",
        params={"seed": seed, "draws": draws, "sigma": sigma, "limit": limit},
        inputs_hash=inputs_hash(hashed, s),
        totals=frozen(s @ w),
        low=frozen(low),
        high=frozen(high),
        rank_acceptability=frozen(acceptability),
        p_pass=None if limit is None else frozen((totals >= limit - 1e-9).mean(axis=0)),
        weights_low=frozen(w_low),
        weights_high=frozen(w_high),
        draws=draws,
        seed=seed,
    )


def weight_uncertainty(x: float, dx: float, n: int = 2) -> tuple[float, float]:
    """Return the change of a weight when one judgement x against n-1 equals moves by +-dx.

    The weight is x/(x + n - 1) (Goepel 2018; the printed equation 44 has a wrong sign).

    Parameters
    ----------
    x, dx
        Judgement and its uncertainty, 0 <= dx < x.
    n
        Number of elements, at least 2.

    Returns
    -------
    tuple of float
        Change of the weight upward and downward.

    Raises
    ------
    InvalidInput
        Values out of range.

    Examples
    --------
    >>> [round(v, 3) for v in weight_uncertainty(3, 0.5)]
    [0.028, -0.036]
    """
    if x <= 0 or dx < 0 or dx >= x or n < 2:
        raise InvalidInput("须有 0 ≤ dx < x 且 n ≥ 2", where="x", cure="请更正")
    weight = x / (x + n - 1)
    return (x + dx) / (x + dx + n - 1) - weight, (x - dx) / (x - dx + n - 1) - weight


def _inputs(weights: npt.ArrayLike, scores: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    w, s = (
        np.asarray(weights, dtype=np.float64),
        np.atleast_2d(np.asarray(scores, dtype=np.float64)),
    )
    if s.ndim != 2 or w.shape != (s.shape[1],):
        raise InvalidInput(
            f"得分表 {s.shape} 对 {w.size} 个权重", where="scores", cure="行为成果，列为指标"
        )
    if not bool(np.all(np.isfinite(s))):
        raise InvalidInput("得分表有缺失", where="scores", cure="请补齐")
    if abs(float(w.sum()) - 1) > 1e-6 or bool((w < 0).any()):
        raise InvalidInput("权重须非负且和为 1", where="weights", cure="请更正")
    return w, s


def _crossing(
    k: int, kind: str, outcomes: tuple[int, ...], weight: float, top: float, bottom: float
) -> list[Crossing]:
    if abs(bottom) < _INSIDE:
        return []
    at = float(top / bottom)
    if not 0 <= at <= 1:
        return []
    return [Crossing(k, kind, outcomes, float(weight), at, abs(at - float(weight)))]


def _draw(
    matrix: FloatArray,
    rng: np.random.Generator,
    draws: int,
    sigma: float,
    perturb: str,
    method: str,
) -> FloatArray:
    n = matrix.shape[0]
    rows, columns = np.triu_indices(n, 1)
    logs = np.log(matrix[rows, columns])
    if perturb == "lognormal":
        moved = logs + rng.normal(0.0, sigma, size=(draws, logs.size))
    else:
        scale = np.log(np.array([float(v) for v in SAATY_SCALE]))
        start = np.abs(logs[:, None] - scale).argmin(axis=1)
        steps = start + rng.integers(-1, 2, size=(draws, logs.size))
        moved = scale[np.clip(steps, 0, scale.size - 1)]
    stack = np.ones((draws, n, n))
    stack[:, rows, columns] = np.exp(moved)
    stack[:, columns, rows] = np.exp(-moved)
    return WEIGHTING[method](stack)


def _tree_draws(
    tree: IndicatorTree,
    matrices: Mapping[str, npt.ArrayLike],
    rng: np.random.Generator,
    draws: int,
    sigma: float,
    perturb: str,
    method: str,
) -> tuple[FloatArray, FloatArray]:
    drawn: dict[str, FloatArray] = {}
    present: dict[str, float] = {}
    for node in tree.inner:
        size = len(node.children)
        if size == 1:
            sample, base = np.ones((draws, 1)), np.ones(1)
        else:
            if node.code not in matrices:
                raise InvalidInput("缺少判断矩阵", where=node.code, cure="每个非叶指标一个矩阵")
            array = validate_matrix(matrices[node.code], scale="any")
            if array.shape != (size, size):
                raise InvalidInput(
                    f"矩阵形状 {array.shape}", where=node.code, cure="请核对下级指标"
                )
            sample = _draw(array, rng, draws, sigma, perturb, method)
            base = WEIGHTING[method](array)
        for k, child in enumerate(node.children):
            drawn[child.code] = sample[:, k]
            present[child.code] = float(base[k])
    leaves = np.ones((draws, len(tree.leaves)))
    now = np.ones(len(tree.leaves))
    for column, leaf in enumerate(tree.leaves):
        for step in tree.path(leaf.code):
            leaves[:, column] *= drawn[step.code]
            now[column] *= present[step.code]
    return leaves, now
