"""Incomplete comparison matrices: an expert may leave pairs out if the rest stays connected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import DisconnectedComparisons, require_choice
from evaluation.matrices import validate_matrix
from evaluation.priority_methods import principal
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash

COMPLETIONS = ("lambda_min", "harker", "llsm")


@dataclass(frozen=True, kw_only=True, eq=False)
class Completion(Result):
    """A completed matrix and its weights.

    Attributes
    ----------
    matrix
        Shape (n, n) with the gaps filled: by the optimum for ``lambda_min``, otherwise by the
        ratios of the weights.
    weights
        Shape (n,), sum 1.
    missing
        (i, j, value) of every gap, i < j, from zero.
    lambda_max
        Principal eigenvalue: of the completed matrix, or of Harker's matrix.
    answered, total
        Answered pairs and n(n-1)/2; with n-1 answers CR is 0 and says nothing.
    connected
        Always true; a disconnected graph raises.
    """

    matrix: FloatArray
    weights: FloatArray
    missing: tuple[tuple[int, int, float], ...]
    lambda_max: float
    answered: int
    total: int
    connected: bool


def completion_for(method: str) -> str:
    """Return the completion that belongs to a priority method: λmax for the eigenvector."""
    return "lambda_min" if method == "eigenvector" else "llsm"


def components(known: npt.NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """Return the connected components of the graph of answered pairs."""
    n = known.shape[0]
    left = set(range(n))
    found = []
    while left:
        queue = [min(left)]
        group: set[int] = set()
        while queue:
            node = queue.pop()
            if node in group:
                continue
            group.add(node)
            queue.extend(int(k) for k in np.flatnonzero(known[node]) if int(k) not in group)
        left -= group
        found.append(tuple(sorted(group)))
    return tuple(found)


def complete(
    matrix: npt.ArrayLike,
    method: str = "lambda_min",
    *,
    items: Sequence[str] | None = None,
) -> Completion:
    """Complete a matrix with gaps.

    Parameters
    ----------
    matrix
        Shape (n, n), NaN in both cells of an unanswered pair.
    method
        ``"lambda_min"`` completion with the smallest principal eigenvalue (Bozoki, Fulop & Ronyai
        2010), to be used with the eigenvector; ``"harker"`` (Harker 1987); ``"llsm"`` incomplete
        logarithmic least squares by its Laplacian system, to be used with geometric means.
    items
        Labels for messages.

    Returns
    -------
    Completion

    Raises
    ------
    DisconnectedComparisons
        ``details["components"]`` lists the groups that no answer connects.

    Examples
    --------
    >>> import numpy as np
    >>> gap = [[1, 2, np.nan], [0.5, 1, 3], [np.nan, 1 / 3, 1]]
    >>> found = complete(gap)
    >>> found.weights.round(4).tolist(), round(found.missing[0][2], 4)
    ([0.6, 0.3, 0.1], 6.0)
    """
    array = validate_matrix(matrix, scale="any", items=items, allow_missing=True)
    return completed(array, method, items=items)


def completed(
    array: FloatArray, method: str = "lambda_min", *, items: Sequence[str] | None = None
) -> Completion:
    """Complete a matrix that is already checked, or published and taken as it is.

    Parameters
    ----------
    array, method, items
        As in `complete`.

    Returns
    -------
    Completion

    Raises
    ------
    DisconnectedComparisons, UnknownChoice
        As in `complete`.
    """
    require_choice(method, COMPLETIONS, "completion")
    known = ~np.isnan(array)
    n = array.shape[0]
    groups = components(known)
    if len(groups) > 1:
        names = [[items[k] if items else str(k + 1) for k in group] for group in groups]
        raise DisconnectedComparisons(
            "已答的比较把要素分成互不相连的组：" + "；".join("、".join(g) for g in names),
            where="判断矩阵",
            cure="请至少补答一对跨组的比较",
            components=groups,
        )
    rows, columns = np.triu_indices(n, 1)
    gaps = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if not known[i, j]]
    if method == "harker":
        weights, lambda_max = _harker(array, known)
        filled = _fill(array, gaps, weights)
    else:
        weights = _llsm(array, known)
        filled = _fill(array, gaps, weights)
        if method == "lambda_min":
            if gaps:
                filled = _minimise(filled, gaps)
            w, value = principal(filled)
            weights, lambda_max = w, float(value)
        else:
            lambda_max = float(principal(filled)[1])
    return Completion(
        method=method,
        inputs_hash=inputs_hash(np.nan_to_num(array, nan=-1.0)),
        matrix=frozen(filled),
        weights=frozen(weights),
        missing=tuple((i, j, float(filled[i, j])) for i, j in gaps),
        lambda_max=lambda_max,
        answered=n * (n - 1) // 2 - len(gaps),
        total=n * (n - 1) // 2,
        connected=True,
    )


def _fill(array: FloatArray, gaps: list[tuple[int, int]], weights: FloatArray) -> FloatArray:
    filled = np.array(array)
    for i, j in gaps:
        filled[i, j] = weights[i] / weights[j]
        filled[j, i] = weights[j] / weights[i]
    return filled


def _harker(array: FloatArray, known: BoolArray) -> tuple[FloatArray, float]:
    """Zeros for gaps and 1 + number of gaps on the diagonal."""
    quasi = np.where(known, array, 0.0)
    np.fill_diagonal(quasi, 1.0 + (~known).sum(axis=1))
    w, value = principal(quasi)
    return w, float(value)


def _llsm(array: FloatArray, known: BoolArray) -> FloatArray:
    """Solve the Laplacian system of the answered pairs with the first potential fixed at 0."""
    n = array.shape[0]
    links = known & ~np.eye(n, dtype=bool)
    laplacian = np.diag(links.sum(axis=1).astype(np.float64)) - links
    right = np.where(links, np.log(np.where(links, array, 1.0)), 0.0).sum(axis=1)
    potential = np.zeros(n)
    if n > 1:
        potential[1:] = np.linalg.solve(laplacian[1:, 1:], right[1:])
    weights = np.exp(potential - potential.max())
    return np.asarray(weights / weights.sum())


def _minimise(start: FloatArray, gaps: list[tuple[int, int]]) -> FloatArray:
    """Minimise the principal eigenvalue over the logarithms of the gaps (convex in them)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import, rarely needed

    rows = np.array([i for i, _ in gaps])
    columns = np.array([j for _, j in gaps])

    def put(logs: FloatArray) -> FloatArray:
        trial = np.array(start)
        trial[rows, columns] = np.exp(logs)
        trial[columns, rows] = np.exp(-logs)
        return trial

    def objective(logs: FloatArray) -> tuple[float, FloatArray]:
        trial = put(logs)
        right, value = principal(trial)
        left, _ = principal(trial.T)
        slope = (
            left[rows] * trial[rows, columns] * right[columns]
            - left[columns] * trial[columns, rows] * right[rows]
        ) / float(left @ right)
        return float(value), np.asarray(slope)

    solution = minimize(
        objective,
        np.log(start[rows, columns]),
        jac=True,
        method="BFGS",
        options={"gtol": 1e-11, "maxiter": 500},
    )
    return put(np.asarray(solution.x, dtype=np.float64))
