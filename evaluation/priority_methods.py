"""Priority vectors of pairwise comparison matrices: four methods, batched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.matrices import validate_matrix
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash

METHODS = ("eigenvector", "rgm", "column_mean", "wls")
METHOD_NAMES = {
    "eigenvector": "特征根法",
    "rgm": "方根法（几何平均）",
    "column_mean": "和法（列归一平均）",
    "wls": "加权最小二乘",
}
_TOLERANCE = 1e-14
_MAX_SQUARINGS = 40
_FIRST_SQUARINGS = 4
_ROUNDS, _STEPS = 6, 4
_PART_CELLS = 30_000
_TAME = 1e3  # the sixteenth power of such entries, multiplied four times, stays below 1e308


@dataclass(frozen=True, kw_only=True, eq=False)
class Priorities(Result):
    """Weights of one matrix or of a stack.

    Attributes
    ----------
    weights
        Shape (n,) or (m, n); positive for the eigenvector, geometric and column methods; sum 1.
    lambda_max
        Principal eigenvalue, a float or shape (m,); it belongs to the matrix, not to the method.
    """

    weights: FloatArray
    lambda_max: float | FloatArray

    def __array__(
        self, dtype: npt.DTypeLike | None = None, copy: bool | None = None
    ) -> npt.NDArray[np.generic]:
        """Let numpy take the result where an array of weights is expected."""
        return np.array(self.weights, dtype=dtype) if copy or dtype else self.weights


def priorities(
    matrix: npt.ArrayLike, method: str = "eigenvector", *, scale: str = "any"
) -> Priorities:
    """Derive weights from a complete reciprocal matrix or a stack of them.

    Parameters
    ----------
    matrix
        Shape (n, n) or (m, n, n), 1 <= n <= 15, reciprocal within one per cent.
    method
        ``"eigenvector"`` principal right eigenvector (Saaty 1977), the default;
        ``"rgm"`` normalised row geometric means, the logarithmic least squares solution;
        ``"column_mean"`` mean of the normalised columns;
        ``"wls"`` weighted least squares (Chu, Kalaba & Spingarn 1979), for research.
    scale
        As in `evaluation.build_matrix`; aggregated matrices leave the 1-9 scale, hence ``"any"``.

    Returns
    -------
    Priorities

    Raises
    ------
    InvalidMatrix
        If the matrix breaks a rule; the message names the cell.
    UnknownChoice
        If the method does not exist.

    Examples
    --------
    >>> priorities([[1, 3], [1 / 3, 1]]).weights.tolist()
    [0.75, 0.25]
    """
    require_choice(method, METHODS, "method")
    array = validate_matrix(matrix, scale=scale)
    eigen, lambdas = principal(array)
    weights = eigen if method == "eigenvector" else WEIGHTING[method](array)
    return Priorities(
        method=method,
        params={"scale": scale},
        inputs_hash=inputs_hash(array),
        weights=frozen(weights),
        lambda_max=float(lambdas) if array.ndim == 2 else frozen(lambdas),
    )


def principal(array: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the Perron vectors (sum 1) and eigenvalues of positive matrices (..., n, n).

    Power iteration on A^16; matrices that settle slowly are squared again, so that the number of
    steps stays logarithmic and no eigenvalue has to be chosen. Two plain steps with A remove the
    rounding of the squares. lambda is the mean of ``(A w)_i / w_i``.

    Raises
    ------
    InvalidInput
        If the iteration does not settle (impossible for a positive matrix).
    """
    n = array.shape[-1]
    flat = array.reshape(-1, n, n)
    weights, lambdas = np.empty(flat.shape[:2]), np.empty(len(flat))
    for part in parts(flat):
        weights[part], lambdas[part] = _perron(flat[part])
    shape = array.shape[:-2]
    return weights.reshape(*shape, n), lambdas.reshape(shape)


def parts(flat: FloatArray) -> list[slice]:
    """Cut a batch into parts that fit into the cache of a core."""
    size = max(1, _PART_CELLS // max(1, flat[:1].size))
    return [slice(k, k + size) for k in range(0, len(flat), size)]


def _perron(flat: FloatArray) -> tuple[FloatArray, FloatArray]:
    first = batch_last(flat)
    square = flat
    tame = float(flat.max()) <= _TAME
    for _ in range(_FIRST_SQUARINGS):
        square = square @ square if tame else _squared(square)
    w = _share(first.sum(axis=1))
    for _ in range(_MAX_SQUARINGS):
        power = batch_last(square)
        for _ in range(_ROUNDS):
            for _ in range(_STEPS):
                w = np.einsum("ijm,jm->im", power, w)
            before = _share(w)
            w = _share(np.einsum("ijm,jm->im", power, before))
            if float(np.max(np.abs(w - before), initial=0.0)) < _TOLERANCE:
                break
        else:
            square = _squared(square)
            continue
        break
    else:
        raise InvalidInput("幂迭代未收敛", where="判断矩阵", cure="请检查判断值")
    w = _share(np.einsum("ijm,jm->im", first, w))
    image = np.einsum("ijm,jm->im", first, w)
    lambdas = np.mean(image / w, axis=0)
    return _share(image).T, np.asarray(lambdas)


def _squared(flat: FloatArray) -> FloatArray:
    """Square every matrix, its entries brought to sum 1 so that powers cannot overflow."""
    scaled = flat / flat.sum(axis=(-2, -1), keepdims=True)
    return np.asarray(scaled @ scaled)


def batch_last(flat: FloatArray) -> FloatArray:
    """Move the batch to the last, contiguous axis, where numpy works on it in one sweep."""
    return np.ascontiguousarray(np.moveaxis(flat, 0, -1))


def _share(values: FloatArray) -> FloatArray:
    return np.asarray(values / values.sum(axis=0))


def lambda_from_weights(array: FloatArray, weights: FloatArray) -> FloatArray:
    """Estimate lambda as the mean of ``(A w)_i / w_i`` for weights of any method."""
    image = np.einsum("...ij,...j->...i", array, weights)
    return np.asarray(np.mean(image / weights, axis=-1))


def row_geometric_mean(array: FloatArray) -> FloatArray:
    """Return normalised row geometric means of (..., n, n)."""
    logs = np.log(array).mean(axis=-1)
    return _normalise(np.exp(logs - logs.max(axis=-1, keepdims=True)))


def column_mean(array: FloatArray) -> FloatArray:
    """Return the mean of the normalised columns of (..., n, n)."""
    return np.asarray((array / array.sum(axis=-2, keepdims=True)).mean(axis=-1))


def weighted_least_squares(array: FloatArray) -> FloatArray:
    """Minimise ``sum (a_ij w_j - w_i)^2`` subject to sum 1 by its linear KKT system."""
    n = array.shape[-1]
    system = np.zeros((*array.shape[:-2], n + 1, n + 1))
    block = -(array + np.swapaxes(array, -1, -2))
    index = np.arange(n)
    squares = (array**2).sum(axis=-2) - array[..., index, index] ** 2
    block[..., index, index] = (n - 1) + squares
    system[..., :n, :n] = block
    system[..., :n, n] = 1.0
    system[..., n, :n] = 1.0
    right = np.zeros((*array.shape[:-2], n + 1, 1))
    right[..., n, 0] = 1.0
    return np.asarray(np.linalg.solve(system, right)[..., :n, 0])


def _eigenvector(array: FloatArray) -> FloatArray:
    return principal(array)[0]


WEIGHTING: dict[str, Callable[[FloatArray], FloatArray]] = {
    "eigenvector": _eigenvector,
    "rgm": row_geometric_mean,
    "column_mean": column_mean,
    "wls": weighted_least_squares,
}


def compare_methods(matrix: npt.ArrayLike) -> dict[str, tuple[int, ...]]:
    """Return, per method, the elements from heaviest to lightest.

    The eigenvector and the geometric mean can order criteria differently when judgements are
    inconsistent; the reader should be told.

    Parameters
    ----------
    matrix
        Shape (n, n), complete.

    Returns
    -------
    dict
        Method to indices from heaviest to lightest.

    Raises
    ------
    InvalidMatrix
        Faulty matrix.

    References
    ----------
    Saaty & Vargas 1984, Math. Modelling 5:309-324 (comparison of methods).

    Examples
    --------
    >>> compare_methods([[1, 3], [1 / 3, 1]])["rgm"]
    (0, 1)
    """
    array = validate_matrix(matrix, scale="any")
    return {name: order_of(weigh(array)) for name, weigh in WEIGHTING.items()}


def order_of(weights: Sequence[float] | FloatArray) -> tuple[int, ...]:
    """Return indices from largest to smallest; equal values keep their order."""
    return tuple(int(i) for i in np.argsort(-np.asarray(weights), kind="stable"))


def _normalise(values: FloatArray) -> FloatArray:
    return np.asarray(values / values.sum(axis=-1, keepdims=True))
