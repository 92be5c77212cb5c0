"""How far judgements contradict each other: CR, GCI, Koczkodaj, circular triads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.matrices import validate_matrix
from evaluation.priority_methods import (
    WEIGHTING,
    Priorities,
    lambda_from_weights,
    parts,
    principal,
)
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash
from evaluation.random_index import DEFAULT_TABLE, random_index_table

CR_LIMIT = 0.10
_ZERO = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Consistency(Result):
    """Consistency of one matrix.

    Attributes
    ----------
    n
        Size.
    lambda_max, CI, RI, CR
        Saaty's figures; CI = CR = 0 for n <= 2.
    ri_table
        Where RI comes from; ``"given"`` if it was passed in.
    GCI, GCI_limit, GCI_passed
        Geometric consistency index of the row geometric means and its threshold
        (Aguaron & Moreno-Jimenez 2003), 0 and passed for n <= 2.
    koczkodaj
        Largest triad inconsistency in [0, 1).
    triads
        Circular triads (i, j, k): i over j, j over k, k over i, counted from zero.
    limit, passed
        CR limit and whether CR <= limit.
    """

    n: int
    lambda_max: float
    CI: float
    RI: float
    CR: float
    ri_table: str
    GCI: float
    GCI_limit: float
    GCI_passed: bool
    koczkodaj: float
    triads: tuple[tuple[int, int, int], ...]
    limit: float
    passed: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class ConsistencyBatch(Result):
    """Consistency of m matrices of the same size; every array has shape (m,).

    Attributes
    ----------
    n
        Size of the matrices.
    weights
        Shape (m, n), sum 1.
    lambda_max, CI, CR, GCI, passed
        Shape (m,).
    RI, ri_table
        Random index and where it comes from.
    limit
        CR limit.
    """

    n: int
    weights: FloatArray
    lambda_max: FloatArray
    CI: FloatArray
    RI: float
    CR: FloatArray
    ri_table: str
    GCI: FloatArray
    limit: float
    passed: BoolArray


def consistency(
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike | Priorities | None = None,
    ri_table: str = DEFAULT_TABLE,
    *,
    limit: float = CR_LIMIT,
    ri: float | None = None,
    lambda_from: str = "eigenvalue",
) -> Consistency:
    """Measure the consistency of one complete matrix.

    Parameters
    ----------
    matrix
        Shape (n, n), reciprocal within one per cent.
    weights
        Needed only with ``lambda_from="weights"``.
    ri_table
        Id of the random index table, stored with the result.
    limit
        Largest accepted CR; a prompt to reconsider, never a silent deletion.
    ri
        Overrides the table.
    lambda_from
        ``"eigenvalue"``: principal eigenvalue; ``"weights"``: mean of ``(A w)_i / w_i``, what
        course texts use with the column method.

    Returns
    -------
    Consistency

    Raises
    ------
    InvalidMatrix, UnknownChoice, InvalidInput
        Faulty matrix, unknown table, weights missing where needed.

    References
    ----------
    Saaty 1977, J. Math. Psychol. 15:234-281; 1980, The Analytic Hierarchy Process.
    GCI: Aguaron & Moreno-Jimenez 2003, Eur. J. Oper. Res. 147:137-145; Koczkodaj 1993.

    Examples
    --------
    >>> found = consistency([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]], ri_table="saaty_1980")
    >>> round(found.CR, 4), found.ri_table, found.passed
    (0.0332, 'saaty_1980', True)
    """
    array = validate_matrix(matrix, scale="any")
    if array.ndim != 2:
        raise InvalidInput("只接受一个矩阵", where="matrix", cure="多个矩阵请用 consistency_batch")
    require_choice(lambda_from, ("eigenvalue", "weights"), "lambda_from")
    n = array.shape[0]
    if lambda_from == "weights":
        if weights is None:
            raise InvalidInput("缺少权重", where="weights", cure="请给出权重或改用特征值")
        w = np.asarray(weights, dtype=np.float64)
        lambda_max = float(lambda_from_weights(array, w))
    else:
        lambda_max = float(principal(array)[1])
    ci, random, ratio = ratio_of(lambda_max, n, ri_table if ri is None else None, ri)
    gci = float(geometric_index(array))
    gci_limit = gci_threshold(n)
    return Consistency(
        method=f"lambda_{lambda_from}",
        params={"ri_table": "given" if ri is not None else ri_table, "limit": limit},
        inputs_hash=inputs_hash(array),
        n=n,
        lambda_max=lambda_max,
        CI=ci,
        RI=random,
        CR=ratio,
        ri_table="given" if ri is not None else ri_table,
        GCI=gci,
        GCI_limit=gci_limit,
        GCI_passed=gci <= gci_limit,
        koczkodaj=koczkodaj(array),
        triads=circular_triads(array),
        limit=limit,
        passed=ratio <= limit,
    )


def consistency_batch(
    matrices: npt.ArrayLike,
    ri_table: str = DEFAULT_TABLE,
    *,
    method: str = "eigenvector",
    limit: float = CR_LIMIT,
    ri: float | None = None,
) -> ConsistencyBatch:
    """Weights and consistency of a stack (m, n, n) at once.

    Parameters
    ----------
    matrices
        Shape (m, n, n), complete and reciprocal.
    ri_table, limit, ri
        As in `consistency`.
    method
        Priority method of ``weights``.

    Returns
    -------
    ConsistencyBatch
        Every array has shape (m,), ``weights`` (m, n).

    Raises
    ------
    InvalidMatrix, UnknownChoice
        The message names the matrix and the cell.

    References
    ----------
    Saaty 1977, J. Math. Psychol. 15:234-281; 1980, The Analytic Hierarchy Process.

    Examples
    --------
    >>> consistency_batch([[[1, 2], [0.5, 1]], [[1, 9], [1 / 9, 1]]]).CR.tolist()
    [0.0, 0.0]
    """
    array = validate_matrix(matrices, scale="any")
    if array.ndim != 3:
        raise InvalidInput("需要三维数组", where="matrices", cure="单个矩阵用 consistency")
    require_choice(method, tuple(WEIGHTING), "method")
    n = array.shape[-1]
    eigen, lambdas = principal(array)
    weights = eigen if method == "eigenvector" else WEIGHTING[method](array)
    random = ri if ri is not None else random_index_table(ri_table).value(n)
    ci = np.zeros_like(lambdas) if n <= 2 else (lambdas - n) / (n - 1)
    ci = np.where(np.abs(ci) < _ZERO, 0.0, ci)
    ratio = ci / random if random > 0 else np.zeros_like(ci)
    name = "given" if ri is not None else ri_table
    passed = ratio <= limit
    passed.setflags(write=False)
    return ConsistencyBatch(
        method=method,
        params={"ri_table": name, "limit": limit},
        inputs_hash=inputs_hash(array),
        n=n,
        weights=frozen(weights),
        lambda_max=frozen(lambdas),
        CI=frozen(ci),
        RI=random,
        CR=frozen(ratio),
        ri_table=name,
        GCI=frozen(geometric_index(array)),
        limit=limit,
        passed=passed,
    )


def ratio_of(
    lambda_max: float, n: int, ri_table: str | None = DEFAULT_TABLE, ri: float | None = None
) -> tuple[float, float, float]:
    """Return CI, RI and CR of a principal eigenvalue; zero for n <= 2."""
    if n <= 2:
        return 0.0, 0.0, 0.0
    ci = (lambda_max - n) / (n - 1)
    if abs(ci) < _ZERO:
        ci = 0.0
    random = ri if ri is not None else random_index_table(ri_table or DEFAULT_TABLE).value(n)
    if random <= 0:
        raise InvalidInput(f"RI={random} 不是正数", where="ri", cure="请给出正的随机一致性指标")
    return ci, random, ci / random


def geometric_index(array: FloatArray) -> FloatArray:
    """Return the geometric consistency index of (..., n, n); 0 for n <= 2."""
    n = array.shape[-1]
    if n <= 2:
        return np.zeros(array.shape[:-2])
    flat, (rows, columns) = array.reshape(-1, n * n), np.triu_indices(n, 1)
    first, second = (np.asarray(k[:, None] == np.arange(n), dtype=float) for k in (rows, columns))
    index = np.empty(len(flat))
    for part in parts(flat):
        upper, lower = flat[part, rows * n + columns], flat[part, columns * n + rows]
        logs = np.log(upper)
        exact = float(np.abs(upper * lower - 1.0).max(initial=0.0)) < _ZERO
        means = (logs @ first + (-logs if exact else np.log(lower)) @ second) / n
        index[part] = np.square(logs - means @ (first - second).T).sum(axis=1)
    return np.asarray(2.0 / ((n - 1) * (n - 2)) * index).reshape(array.shape[:-2])


def gci_threshold(n: int) -> float:
    """Return the GCI that corresponds to CR = 0.10 (Aguaron & Moreno-Jimenez 2003)."""
    return {3: 0.31, 4: 0.35}.get(n, 0.37)


def koczkodaj(array: FloatArray) -> float:
    """Return Koczkodaj's index: the worst triad's distance from a consistent one, in [0, 1)."""
    worst = 0.0
    for i, j, k in combinations(range(array.shape[0]), 3):
        ratio = float(array[i, k] / (array[i, j] * array[j, k]))
        worst = max(worst, min(abs(1.0 - ratio), abs(1.0 - 1.0 / ratio)))
    return worst


def circular_triads(array: FloatArray) -> tuple[tuple[int, int, int], ...]:
    """List triads i over j over k over i; people understand these better than a ratio.

    Parameters
    ----------
    array
        Shape (n, n), complete.

    Returns
    -------
    tuple
        Triples of indices from zero, each triad once.

    References
    ----------
    Kendall & Babington Smith 1940, Biometrika 31:324-345.

    Examples
    --------
    >>> circular_triads(np.array([[1, 2, 0.5], [0.5, 1, 2], [2, 0.5, 1]]))
    ((0, 1, 2),)
    """
    over = array > 1.0 + 1e-9
    found = []
    for i, j, k in combinations(range(array.shape[0]), 3):
        if over[i, j] and over[j, k] and over[k, i]:
            found.append((i, j, k))
        elif over[i, k] and over[k, j] and over[j, i]:
            found.append((i, k, j))
    return tuple(found)


def order_violations(
    matrix: npt.ArrayLike, weights: npt.ArrayLike
) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """List pairs whose stated intensity order the weights reverse.

    If a_ij > a_kl > 1 the weights should give w_i/w_j > w_k/w_l (Bana e Costa & Vansnick 2008).

    Parameters
    ----------
    matrix, weights
        Shape (n, n) and (n,).

    Returns
    -------
    tuple
        Pairs of index pairs: the stronger judgement first.

    Raises
    ------
    InvalidMatrix
        Faulty matrix.

    Examples
    --------
    >>> order_violations([[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]], [0.5, 0.3, 0.2])
    ()
    """
    array = validate_matrix(matrix, scale="any")
    w = np.asarray(weights, dtype=np.float64)
    n = array.shape[0]
    stated = [
        (float(array[i, j]), float(w[i] / w[j]), (i, j))
        for i in range(n)
        for j in range(n)
        if array[i, j] > 1.0 + 1e-9
    ]
    stated.sort()
    return tuple(
        (strong[2], weak[2])
        for weak, strong in combinations(stated, 2)
        if strong[0] > weak[0] * (1 + 1e-9) and strong[1] < weak[1] * (1 - 1e-9)
    )


def hierarchy_cr(
    weights: Sequence[float] | FloatArray, ci: npt.ArrayLike, ri: npt.ArrayLike
) -> float:
    """Return the consistency ratio of a level: sum(a_j CI_j) / sum(a_j RI_j).

    It can hide a bad matrix under a light parent: report it, gate on the largest CR.

    Parameters
    ----------
    weights
        Shape (nodes,), weights of the parents.
    ci, ri
        CI and RI per node, or one RI for all.

    Returns
    -------
    float
        0 where no node has a random index.

    References
    ----------
    Saaty 1980; 层次总排序一致性检验 in 姜启源 (2003).

    Examples
    --------
    >>> round(hierarchy_cr([0.6, 0.4], [0.02, 0.05], 0.58), 4)
    0.0552
    """
    a = np.asarray(weights, dtype=np.float64)
    top = float(np.sum(a * np.asarray(ci, dtype=np.float64)))
    bottom = float(np.sum(a * np.asarray(ri, dtype=np.float64)))
    return top / bottom if bottom > 0 else 0.0
