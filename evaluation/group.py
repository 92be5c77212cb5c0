"""Many experts, one set of weights: aggregation, consensus, bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, InvalidMatrix, require_choice
from evaluation.matrices import upper_of, validate_matrix
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash

CONSENSUS_SCALES: dict[str, tuple[float, float, float, float]] = {
    "2018": (0.50, 0.65, 0.75, 0.85),
    "2022": (0.50, 0.625, 0.75, 0.875),
}
CONSENSUS_WORDS = ("很低", "低", "中等", "高", "很高")
_CLUSTER_BELOW = 0.65


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupMatrix(Result):
    """Aggregated judgements.

    Attributes
    ----------
    matrix
        Shape (n, n), reciprocal; NaN where nobody answered.
    upper
        Its upper triangle row by row.
    answered
        Shape (n, n), number of experts who answered each pair.
    expert_weights
        Shape (m,), sum 1.
    """

    matrix: FloatArray
    upper: FloatArray
    answered: FloatArray
    expert_weights: FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupPriorities(Result):
    """Aggregated priority vectors; ``weights`` has shape (n,) and sum 1.

    Attributes
    ----------
    weights
        Shape (n,), sum 1.
    expert_weights
        Shape (m,), sum 1; 0 where an expert gave no answer.
    """

    weights: FloatArray
    expert_weights: FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Consensus(Result):
    """Goepel's consensus indicator.

    Attributes
    ----------
    S_star
        0-1, clipped.
    raw, clipped
        The value before clipping and whether it was clipped.
    H_alpha, H_beta, H_gamma
        Mean entropy of the experts, between-expert entropy, entropy of the mean vector.
    D
        Effective number of distinct opinions, exp(H_beta).
    scale, word
        Version of the word scale and the word.
    cosine
        Shape (m, m), cosine similarity of the experts.
    clusters
        Cluster number of every expert, when S* < 0.65; empty otherwise.
    """

    S_star: float
    raw: float
    clipped: bool
    H_alpha: float
    H_beta: float
    H_gamma: float
    D: float
    scale: str
    word: str
    cosine: FloatArray
    clusters: tuple[int, ...]


def expert_weights_of(weights: npt.ArrayLike | None, m: int) -> FloatArray:
    """Return expert weights with sum 1; equal if omitted.

    Raises
    ------
    InvalidInput
        Wrong count, negative, or all zero.
    """
    if weights is None:
        return np.full(m, 1.0 / m)
    w = np.asarray(weights, dtype=np.float64)
    if w.shape != (m,):
        raise InvalidInput(f"{w.size} 个权重对 {m} 位专家", where="专家权重", cure="请逐一对应")
    if not bool(np.all(np.isfinite(w) & (w >= 0))) or float(w.sum()) <= 0:
        raise InvalidInput("专家权重须非负且不全为零", where="专家权重", cure="请更正")
    return np.asarray(w / w.sum())


def aggregate_judgements(
    matrices: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, scale: str = "any"
) -> GroupMatrix:
    """Aggregate individual judgements (AIJ) by the weighted geometric mean.

    The geometric mean is the only separable one that keeps a_ij a_ji = 1 (Aczel & Saaty 1983).
    For a pair that some experts left out, the weights are renormalised over those who answered.

    Parameters
    ----------
    matrices
        Shape (m, n, n), experts first; NaN marks an unanswered pair.
    weights
        Shape (m,); equal if omitted. Never use 1/CR: it rewards careless middle answers.
    scale
        As in `evaluation.build_matrix`.

    Returns
    -------
    GroupMatrix
        Reciprocal; NaN where nobody answered.

    Raises
    ------
    InvalidMatrix, InvalidInput
        The message names the expert's matrix and the cell.

    References
    ----------
    Aczel & Saaty 1983, J. Math. Psychol. 27:93-102; Forman & Peniwati 1998.

    Examples
    --------
    >>> from evaluation import build_matrix
    >>> found = aggregate_judgements([build_matrix(["4"]), build_matrix(["1"])], [3, 1])
    >>> found.upper.round(4).tolist()
    [2.8284]
    """
    stack = validate_matrix(matrices, scale=scale, allow_missing=True)
    if stack.ndim != 3:
        raise InvalidMatrix("需要每位专家一个矩阵", where="matrices", cure="形状应为 (专家, n, n)")
    shares = expert_weights_of(weights, stack.shape[0])
    known = ~np.isnan(stack)
    logs = np.where(known, np.log(np.where(known, stack, 1.0)), 0.0)
    total = np.einsum("k,kij->ij", shares, logs)
    base = np.einsum("k,kij->ij", shares, known.astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        group = np.where(base > 0, np.exp(total / base), np.nan)
    rows, columns = np.tril_indices(group.shape[0], -1)
    group[rows, columns] = 1.0 / group[columns, rows]
    np.fill_diagonal(group, 1.0)
    return GroupMatrix(
        method="aij_geometric",
        inputs_hash=inputs_hash(stack, shares),
        matrix=frozen(group),
        upper=frozen(upper_of(group)),
        answered=frozen(known.sum(axis=0)),
        expert_weights=frozen(shares),
    )


def aggregate_priorities(
    vectors: npt.ArrayLike, weights: npt.ArrayLike | None = None, how: str = "geometric"
) -> GroupPriorities:
    """Aggregate individual priorities (AIP), Forman & Peniwati 1998.

    Parameters
    ----------
    vectors
        Shape (m, n), experts first, every row with sum 1; a row of NaN is an expert without
        answer: the weights are renormalised over the others.
    weights
        Shape (m,); equal if omitted.
    how
        ``"geometric"`` (equals AIJ under row geometric means) or ``"arithmetic"``.

    Returns
    -------
    GroupPriorities
        ``expert_weights`` is 0 where there was no answer.

    Raises
    ------
    InvalidInput
        Negative or partly missing rows, a sum that is not 1, zeros under the geometric mean,
        nobody answered.

    Examples
    --------
    >>> aggregate_priorities([[0.8, 0.2], [0.5, 0.5]]).weights.round(4).tolist()
    [0.6667, 0.3333]
    """
    require_choice(how, ("geometric", "arithmetic"), "how")
    table = np.asarray(vectors, dtype=np.float64)
    absent = np.isnan(table).all(axis=1) if table.ndim == 2 else np.zeros(0, dtype=bool)
    p = _vectors(table[~absent] if bool(absent.any()) else table)
    given = expert_weights_of(weights, p.shape[0] + int(absent.sum()))
    there = np.setdiff1d(np.arange(given.size), np.flatnonzero(absent))
    shares = expert_weights_of(given[there], p.shape[0])
    given = np.zeros_like(given)
    given[there] = shares
    if how == "geometric":
        if bool((p <= 0).any()):
            raise InvalidInput("含零权重，不能取几何平均", where="vectors", cure="请用算术平均")
        logs = shares @ np.log(p)
        raw = np.exp(logs - logs.max())
    else:
        raw = shares @ p
    return GroupPriorities(
        method=f"aip_{how}",
        inputs_hash=inputs_hash(table, given),
        weights=frozen(raw / raw.sum()),
        expert_weights=frozen(given),
    )


def consensus_s_star(
    vectors: npt.ArrayLike,
    M: float = 9.0,  # noqa: N803 - Goepel's letter
    scale: str = "2018",
) -> Consensus:
    """Measure how far experts agree on weights, by Shannon entropies (Goepel 2018, 2022).

    Parameters
    ----------
    vectors
        Shape (m, n), experts first, every row with sum 1.
    M
        Largest scale value.
    scale
        Word scale: ``"2018"`` or ``"2022"``.

    Returns
    -------
    Consensus
        S* 1 for identical vectors, 0 for n experts who each put the largest weight elsewhere.

    Raises
    ------
    InvalidInput
        Vectors that are no weights, fewer than two elements, M <= 1.
    UnknownChoice
        Unknown word scale.

    References
    ----------
    Goepel 2018, Int. J. Anal. Hierarchy Process 10(3):469-487.

    Examples
    --------
    >>> found = consensus_s_star([[0.5, 0.5], [0.6, 0.4]])
    >>> round(found.S_star, 3), found.word
    (0.984, '很高')
    """
    require_choice(scale, tuple(CONSENSUS_SCALES), "scale")
    p = _vectors(vectors)
    m, n = p.shape
    if n < 2:
        raise InvalidInput("至少两个要素", where="vectors", cure="一个要素没有共识可言")
    if M <= 1:
        raise InvalidInput("最大标度须大于 1", where="M", cure="一般为 9")
    h_alpha = float(np.mean(_entropy(p)))
    h_gamma = float(_entropy(p.mean(axis=0)[None])[0])
    h_beta = max(0.0, h_gamma - h_alpha)
    top, rest = M / (n + M - 1), 1.0 / (n + M - 1)
    lowest = -top * np.log(top) - (n - 1) * rest * np.log(rest)
    floor = float(np.exp(lowest)) / n
    raw = float((np.exp(-h_beta) - floor) / (1.0 - floor))
    value = min(1.0, max(0.0, raw))
    norms = np.linalg.norm(p, axis=1)
    return Consensus(
        method="goepel_s_star",
        params={"M": M, "scale": scale},
        inputs_hash=inputs_hash(p),
        S_star=value,
        raw=raw,
        clipped=value != raw and abs(value - raw) > EPS,
        H_alpha=h_alpha,
        H_beta=h_beta,
        H_gamma=h_gamma,
        D=float(np.exp(h_beta)),
        scale=scale,
        word=CONSENSUS_WORDS[sum(value >= cut for cut in CONSENSUS_SCALES[scale])],
        cosine=frozen(p @ p.T / np.outer(norms, norms)),
        clusters=_clusters(p) if value < _CLUSTER_BELOW and m > 2 else (),
    )


EPS = 1e-12


def _vectors(vectors: npt.ArrayLike) -> FloatArray:
    p = np.asarray(vectors, dtype=np.float64)
    if p.ndim != 2 or 0 in p.shape:
        raise InvalidInput(f"形状为 {p.shape}", where="vectors", cure="应为 专家×要素 的二维表")
    if not bool(np.all(np.isfinite(p) & (p >= 0))):
        row, column = (int(v) for v in np.argwhere(~(np.isfinite(p) & (p >= 0)))[0])
        raise InvalidInput(
            "权重须为非负数", where=f"第{row + 1}位专家第{column + 1}项", cure="请更正"
        )
    off = np.abs(p.sum(axis=1) - 1.0) > 0.01
    if bool(off.any()):
        raise InvalidInput(
            "权重之和不为 1",
            where=f"第{int(np.argmax(off)) + 1}位专家",
            cure="行为专家、列为要素；每行之和为 1",
        )
    return p


def _entropy(p: FloatArray) -> FloatArray:
    return np.asarray(-np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1.0)), 0.0), axis=1))


def _clusters(p: FloatArray) -> tuple[int, ...]:
    """Group experts by average linkage on Jensen-Shannon distance, cut at the widest gap."""
    from scipy.cluster.hierarchy import (  # noqa: PLC0415 - slow to import, rarely needed
        fcluster,
        linkage,
    )

    m = p.shape[0]
    rows, columns = np.triu_indices(m, 1)
    middle = (p[rows] + p[columns]) / 2
    spread = _entropy(middle) - (_entropy(p[rows]) + _entropy(p[columns])) / 2
    tree = linkage(np.sqrt(np.maximum(spread, 0.0)), method="average")
    heights = tree[:, 2].tolist()
    gaps = [after - before for before, after in pairwise(heights)]
    cut = len(gaps) - 1 - int(np.argmax(gaps[::-1])) if gaps else 0
    labels: Sequence[int] = fcluster(tree, t=heights[cut] + EPS, criterion="distance").tolist()
    return tuple(int(label) for label in labels)
