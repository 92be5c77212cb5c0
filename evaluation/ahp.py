"""One pairwise comparison matrix from answers to a judged result (clause 5.1.2.2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from evaluation.consistency_indices import (
    CR_LIMIT,
    Consistency,
    consistency,
    order_violations,
)
from evaluation.errors import require_choice
from evaluation.incomplete import Completion, complete, completion_for
from evaluation.matrices import Judgement, build_matrix, check_items, validate_matrix
from evaluation.priority_methods import METHODS, Priorities, compare_methods, priorities
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash
from evaluation.random_index import DEFAULT_TABLE, random_index
from evaluation.repair import Repair, suggest_repair
from evaluation.repair_words import worst_in_words


@dataclass(frozen=True, kw_only=True, eq=False)
class MatrixAnalysis(Result):
    """Everything that can be said about one matrix.

    Attributes
    ----------
    items
        Labels in order.
    matrix
        The complete matrix (gaps filled).
    weights
        Shape (n,), sum 1.
    consistency
        CR and its companions.
    repair
        Worst judgements and proposals.
    completion
        How gaps were filled; None if every pair was answered.
    CR_for_gaps
        CR against a random index reduced for the number of gaps; None if complete or undefined.
    ranks_agree
        Whether eigenvector and geometric mean order the items alike.
    violations
        Pairs whose intensity order the weights reverse.
    words
        The worst judgements in Chinese sentences.
    """

    items: tuple[str, ...]
    matrix: FloatArray
    weights: FloatArray
    consistency: Consistency
    repair: Repair
    completion: Completion | None
    CR_for_gaps: float | None
    ranks_agree: bool
    violations: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    words: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether CR is within the limit."""
        return self.consistency.passed


def analyse(
    judgements: Sequence[Judgement | None] | npt.NDArray[np.float64],
    items: Sequence[str] | None = None,
    *,
    method: str = "eigenvector",
    ri_table: str = DEFAULT_TABLE,
    limit: float = CR_LIMIT,
    scale: str = "range",
    completion: str | None = None,
) -> MatrixAnalysis:
    """Analyse one matrix given as upper triangle or full table, with or without gaps.

    Parameters
    ----------
    judgements
        Upper triangle row by row (``None`` for an unanswered pair) or an array (n, n) with NaN.
    items
        Labels; ``要素1…`` if omitted.
    method
        Priority method.
    ri_table, limit
        Random index table and CR limit.
    scale
        As in `evaluation.build_matrix`.
    completion
        Method for gaps; by default λmax-minimising for the eigenvector and LLSM otherwise.

    Returns
    -------
    MatrixAnalysis
        Weights, consistency, repair proposals, completion of gaps.

    Raises
    ------
    InvalidMatrix, DisconnectedComparisons, UnknownChoice
        Faulty judgements; the message names the cell or the separate groups.

    References
    ----------
    Saaty 1977, J. Math. Psychol. 15:234-281; 1980, The Analytic Hierarchy Process.
    Clause 5.1.2.2.4.

    Examples
    --------
    >>> found = analyse(["3", "5", "2"], ["quality", "price", "service"])
    >>> found.weights.round(4).tolist()
    [0.6483, 0.2297, 0.122]
    >>> round(found.consistency.CR, 4), found.passed
    (0.0035, True)
    """
    require_choice(method, METHODS, "method")
    if isinstance(judgements, np.ndarray):
        matrix = validate_matrix(judgements, scale=scale, items=items, allow_missing=True)
    else:
        matrix = build_matrix(judgements, scale=scale, items=items)
    n = matrix.shape[0]
    check_items(items, n)
    labels = tuple(items) if items is not None else tuple(f"要素{k + 1}" for k in range(n))
    return _analysis(matrix.tobytes(), labels, method, ri_table, float(limit), scale, completion)


@lru_cache(maxsize=1024)
def _analysis(
    cells: bytes,
    labels: tuple[str, ...],
    method: str,
    ri_table: str,
    limit: float,
    scale: str,
    completion: str | None,
) -> MatrixAnalysis:
    """Analyse a valid matrix; kept, since a session changes one of many matrices at a time."""
    n = len(labels)
    matrix = np.frombuffer(cells, dtype=np.float64).reshape(n, n)
    filled: Completion | None = None
    adjusted: float | None = None
    full = matrix
    if bool(np.isnan(matrix).any()):
        filled = complete(matrix, completion or completion_for(method), items=labels)
        full = filled.matrix
    weighed: Priorities = priorities(full, method)
    judged = consistency(full, weighed, ri_table, limit=limit)
    if filled is not None:
        reduced = random_index(n, ri_table, filled.answered)
        adjusted = judged.CI / reduced if reduced > 0 else None
    repair = suggest_repair(full, limit, ri_table=ri_table)
    orders = compare_methods(full)
    return MatrixAnalysis(
        method=method,
        params={
            "ri_table": ri_table,
            "limit": limit,
            "scale": scale,
            "completion": filled.method if filled else None,
        },
        inputs_hash=inputs_hash(matrix, list(labels)),
        items=labels,
        matrix=frozen(full),
        weights=weighed.weights,
        consistency=judged,
        repair=repair,
        completion=filled,
        CR_for_gaps=adjusted,
        ranks_agree=orders["eigenvector"] == orders["rgm"],
        violations=order_violations(full, weighed.weights),
        words=worst_in_words(repair, labels) if repair.needed else (),
    )
