"""The most inconsistent judgements and what could be proposed to the expert who gave them.

Nothing here changes a judgement: only the expert may (proposals are shown, both versions kept).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.consistency_indices import CR_LIMIT, ratio_of
from evaluation.errors import InvalidInput
from evaluation.matrices import SAATY_SCALE, validate_matrix
from evaluation.priority_methods import Priorities, principal
from evaluation.provenance import FloatArray, Result, inputs_hash
from evaluation.random_index import DEFAULT_TABLE

_MAX_STEPS = 2


@dataclass(frozen=True)
class JudgementError:
    """One judgement against the weights.

    Attributes
    ----------
    pair
        Row and column from zero, row < column.
    stated, implied
        a_ij and w_i / w_j.
    error
        a_ij w_j / w_i; above 1 stated too strongly for i.
    size
        max(error, 1/error), at least 1.
    """

    pair: tuple[int, int]
    stated: float
    implied: float
    error: float
    size: float


@dataclass(frozen=True)
class RepairProposal:
    """One possible change and the CR it would lead to.

    Attributes
    ----------
    kind
        ``"nearest_scale"``, ``"harker"`` or ``"one_step"``.
    pair, stated, proposed
        The judgement, its value and the proposed a_ij.
    CR_after
        CR if only this judgement were changed.
    steps
        Steps on the 17-value scale (0 for values between steps).
    """

    kind: str
    pair: tuple[int, int]
    stated: float
    proposed: float
    CR_after: float
    steps: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Repair(Result):
    """Worst judgements and proposals.

    Attributes
    ----------
    CR, limit, needed
        Present CR, the limit and whether it is exceeded.
    worst
        Judgements from most to least inconsistent (as many as asked for).
    proposals
        For each of the worst: nearest scale value and Harker value.
    one_step
        Smallest single changes within two scale steps that bring CR to the limit, best first.
    """

    CR: float
    limit: float
    needed: bool
    worst: tuple[JudgementError, ...]
    proposals: tuple[RepairProposal, ...]
    one_step: tuple[RepairProposal, ...]


def judgement_errors(
    matrix: npt.ArrayLike, weights: npt.ArrayLike | Priorities | None = None
) -> tuple[JudgementError, ...]:
    """Compare every judgement with the weights, in upper-triangle order.

    Parameters
    ----------
    matrix
        Shape (n, n); unanswered pairs (NaN) are left out if ``weights`` is given.
    weights
        Shape (n,); the principal eigenvector if omitted.

    Returns
    -------
    tuple of JudgementError
        In upper-triangle order.

    Raises
    ------
    InvalidMatrix, InvalidInput
        Faulty matrix, or weights of another size.

    References
    ----------
    e_ij = a_ij w_j / w_i, Saaty 2003, Eur. J. Oper. Res. 145:85-91.

    Examples
    --------
    >>> from evaluation import build_matrix
    >>> [round(e.size, 3) for e in judgement_errors(build_matrix(["2", "4", "2"]))]
    [1.0, 1.0, 1.0]
    """
    array = validate_matrix(matrix, scale="any", allow_missing=weights is not None)
    w = principal(array)[0] if weights is None else np.asarray(weights, dtype=np.float64)
    if w.shape != (array.shape[0],):
        raise InvalidInput(f"权重形状 {w.shape}", where="weights", cure="每个要素一个权重")
    found = []
    for i, j in zip(*np.triu_indices(array.shape[0], 1), strict=True):
        stated = float(array[i, j])
        if not np.isnan(stated):
            implied = float(w[i] / w[j])
            error = stated / implied
            size = max(error, 1 / error)
            found.append(JudgementError((int(i), int(j)), stated, implied, error, size))
    return tuple(found)


def harker_replacement(matrix: npt.ArrayLike, pair: tuple[int, int]) -> float:
    """Return w_i / w_j after deleting the pair (Harker 1987; Saaty 2003).

    The two cells are set to zero and their diagonal entries to two; replacing the judgement by
    the ratio leaves that eigenvector unchanged.

    Parameters
    ----------
    matrix
        Shape (n, n), complete, n > 2.
    pair
        Row and column from zero.

    Returns
    -------
    float
        Proposed a_ij.

    Raises
    ------
    InvalidInput
        No such pair, or two elements only.
    InvalidMatrix
        Faulty matrix.

    Examples
    --------
    >>> from evaluation import build_matrix
    >>> round(harker_replacement(build_matrix(["2", "9", "2"]), (0, 2)), 4)
    4.0
    """
    array = np.array(validate_matrix(matrix, scale="any"))
    return harker_ratio(array, pair)


def harker_ratio(matrix: FloatArray, pair: tuple[int, int]) -> float:
    """Return the same for a matrix that is already checked, or published and taken as it is.

    Raises
    ------
    InvalidInput
        A pair that is not there, or only two elements.
    """
    array = np.array(matrix)
    i, j = pair
    n = array.shape[0]
    if not (0 <= i < n and 0 <= j < n and i != j):
        raise InvalidInput(f"没有第 {pair} 对", where="pair", cure=f"序号从 0 到 {n - 1}")
    if n == 2:
        raise InvalidInput("两个要素时删去唯一判断后无从推算", where="pair", cure="无需修正")
    array[i, j] = array[j, i] = 0.0
    array[i, i] = array[j, j] = 2.0
    w, _ = principal(array)
    return float(w[i] / w[j])


def with_judgement(matrix: npt.ArrayLike, pair: tuple[int, int], value: float) -> FloatArray:
    """Return a copy of the matrix with a_ij = value and a_ji = 1/value."""
    array = np.array(matrix, dtype=np.float64)
    array[pair] = value
    array[pair[::-1]] = 1.0 / value
    return array


def suggest_repair(
    matrix: npt.ArrayLike,
    limit: float = CR_LIMIT,
    *,
    top: int = 3,
    ri_table: str = DEFAULT_TABLE,
    ri: float | None = None,
) -> Repair:
    """List the worst judgements with three kinds of proposals.

    Parameters
    ----------
    matrix
        Shape (n, n), complete.
    limit
        CR limit.
    top
        How many judgements and one-step changes to list.
    ri_table, ri
        Random index table, or a value that overrides it.

    Returns
    -------
    Repair

    Raises
    ------
    InvalidMatrix
        Faulty matrix.

    References
    ----------
    Saaty 2003, Eur. J. Oper. Res. 145:85-91; Harker 1987, Math. Modelling 9:353-360; nearest value
    as in AHP-OS (Goepel 2018).

    Examples
    --------
    >>> from evaluation import build_matrix
    >>> found = suggest_repair(build_matrix(["3", "2", "3"]))
    >>> found.needed, found.one_step[0].CR_after <= found.limit
    (True, True)
    """
    array = validate_matrix(matrix, scale="any")
    n = array.shape[0]
    w, lambda_max = principal(array)
    _, random, ratio = ratio_of(float(lambda_max), n, ri_table, ri)
    worst = tuple(
        sorted(judgement_errors(array, w), key=lambda e: (-round(e.size, 9), e.pair))[:top]
    )
    proposals: list[RepairProposal] = []
    if n > 2:
        for error in worst:
            nearest = nearest_scale(error.implied)
            for kind, value in (
                ("nearest_scale", nearest),
                ("harker", harker_replacement(array, error.pair)),
            ):
                after = _ratios(with_judgement(array, error.pair, value)[None], random)[0]
                steps = scale_steps(error.stated, value) if kind == "nearest_scale" else 0
                proposals.append(
                    RepairProposal(kind, error.pair, error.stated, value, float(after), steps)
                )
    return Repair(
        method="judgement_errors",
        params={"ri_table": "given" if ri is not None else ri_table, "limit": limit, "top": top},
        inputs_hash=inputs_hash(array),
        CR=ratio,
        limit=limit,
        needed=ratio > limit,
        worst=worst,
        proposals=tuple(proposals),
        one_step=_one_step(array, limit, random, top) if ratio > limit else (),
    )


def _one_step(
    array: FloatArray, limit: float, random: float, top: int
) -> tuple[RepairProposal, ...]:
    """Try every pair at every scale value within two steps and keep what reaches the limit."""
    trials: list[tuple[int, tuple[int, int], float, float]] = []
    stack = []
    for i, j in zip(*np.triu_indices(array.shape[0], 1), strict=True):
        pair = (int(i), int(j))
        stated = float(array[pair])
        start = scale_index(stated)
        for step in range(-_MAX_STEPS, _MAX_STEPS + 1):
            index = start + step
            if step == 0 or not 0 <= index < len(SAATY_SCALE):
                continue
            value = float(SAATY_SCALE[index])
            trials.append((step, pair, stated, value))
            stack.append(with_judgement(array, pair, value))
    ratios = _ratios(np.array(stack), random)
    good = [
        RepairProposal("one_step", pair, stated, value, float(after), abs(step))
        for (step, pair, stated, value), after in zip(trials, ratios, strict=True)
        if after <= limit
    ]
    good.sort(key=lambda p: (p.steps, p.CR_after, p.pair))
    return tuple(good[:top])


def _ratios(stack: FloatArray, random: float) -> FloatArray:
    n = stack.shape[-1]
    _, lambdas = principal(stack)
    return np.asarray((lambdas - n) / (n - 1) / random)


def scale_index(value: float) -> int:
    logs = np.log(np.array([float(v) for v in SAATY_SCALE]))
    return int(np.argmin(np.abs(logs - np.log(value))))


def nearest_scale(value: float) -> float:
    """Return the value of the 1-9 scale that is nearest on the log scale."""
    return float(SAATY_SCALE[scale_index(value)])


def scale_steps(before: float, after: float) -> int:
    """Count the steps between two values on the 17-value scale."""
    return abs(scale_index(before) - scale_index(after))
