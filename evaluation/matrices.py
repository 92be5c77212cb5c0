"""Pairwise comparison matrices: entry, exact values, validation with the place of the fault."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidMatrix, require_choice
from evaluation.provenance import FloatArray

Judgement: TypeAlias = int | float | str | Fraction

SAATY_SCALE: tuple[Fraction, ...] = tuple(Fraction(1, k) for k in range(9, 1, -1)) + tuple(
    Fraction(k) for k in range(1, 10)
)
"""The 17 values of the 1-9 scale in ascending order (Saaty 1980)."""

SCALES = ("saaty", "range", "any")
MAX_ELEMENTS = 15
_RANGE_SLACK = 1.01
_ROUNDING = 1e-9
# no exponents: "1e309" overflows and "1e999999999" would be computed for hours
_WRITTEN = re.compile(r"[+-]?(?:\d{1,12}(?:/\d{1,12})?|\d{0,12}\.\d{1,30}|\d{1,12}\.)")


def parse_judgement(value: Judgement, where: str = "") -> Fraction:
    """Read one judgement exactly; ``"1/3"``, ``".333"``, ``3`` and ``Fraction(1, 3)`` are accepted.

    Parameters
    ----------
    value
        A positive number, or a text such as ``"1/3"`` or ``".333"``.
    where
        Place for the message.

    Returns
    -------
    Fraction
        The exact value.

    Raises
    ------
    InvalidMatrix
        If the value is not a positive finite number.

    References
    ----------
    Scale 1-9 and reciprocals: Saaty 1980.

    Examples
    --------
    >>> parse_judgement("1/3"), parse_judgement(" .5 ")
    (Fraction(1, 3), Fraction(1, 2))
    """
    try:
        if isinstance(value, str) and not _WRITTEN.fullmatch(value.strip()):
            raise ValueError(value)
        number = Fraction(value.strip()) if isinstance(value, str) else Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        raise InvalidMatrix(
            f"判断值“{value}”不是数", where=where, cure="请填 1–9 的整数或其倒数，如 1/3"
        ) from None
    if number <= 0:
        raise InvalidMatrix(
            f"判断值“{value}”不是正数", where=where, cure="请填 1–9 的整数或其倒数，如 1/3"
        )
    return number


def size_of_upper(count: int) -> int:
    """Return n for an upper triangle of ``count`` = n(n-1)/2 answers.

    Raises
    ------
    InvalidMatrix
        If no n fits.
    """
    n = (1 + math.isqrt(1 + 8 * count)) // 2
    if n * (n - 1) // 2 != count:
        raise InvalidMatrix(f"{count} 个判断值不能组成上三角", cure="n 个要素需 n(n−1)/2 个判断值")
    return n


def pair_name(i: int, j: int, items: Sequence[str] | None = None) -> str:
    """Name a cell for people: labels if known, and the row and column counted from one."""
    cell = f"第{i + 1}行第{j + 1}列"
    return f"{cell}（{items[i]}–{items[j]}）" if items else cell


def build_matrix(
    upper: Sequence[Judgement | None],
    n: int | None = None,
    *,
    scale: str = "range",
    items: Sequence[str] | None = None,
) -> FloatArray:
    """Build a reciprocal matrix from its upper triangle, row by row.

    Because only one of a_ij and a_ji is entered, non-reciprocal input cannot arise.

    Parameters
    ----------
    upper
        n(n-1)/2 answers; ``None`` is an unanswered pair and becomes NaN.
    n
        Number of elements; taken from the length if omitted.
    scale
        ``"saaty"`` only the 17 scale values, ``"range"`` anything in [1/9, 9], ``"any"`` positive.
    items
        Labels, used in messages.

    Returns
    -------
    ndarray, shape (n, n)
        With ones on the diagonal and a_ji = 1/a_ij.

    Raises
    ------
    InvalidMatrix
        Wrong count of answers, a value off the scale, more than 15 elements.

    References
    ----------
    Saaty 1980, chapter 3.

    Examples
    --------
    >>> build_matrix(["3", "1/2", 1]).round(3).tolist()
    [[1.0, 3.0, 0.5], [0.333, 1.0, 1.0], [2.0, 1.0, 1.0]]
    """
    size = size_of_upper(len(upper)) if n is None else n
    if size < 1 or len(upper) != size * (size - 1) // 2:
        raise InvalidMatrix(
            f"{size} 个要素需要 {size * (size - 1) // 2} 个判断值，收到 {len(upper)} 个",
            where="上三角",
            cure="请按行补齐",
        )
    check_items(items, size)
    matrix = np.ones((size, size))
    rows, columns = np.triu_indices(size, 1)
    for i, j, value in zip(rows.tolist(), columns.tolist(), upper, strict=True):
        if value is None:
            matrix[i, j] = matrix[j, i] = np.nan
            continue
        number = parse_judgement(value, pair_name(i, j, items))
        matrix[i, j] = float(number)
        matrix[j, i] = float(1 / number)
    return validate_matrix(matrix, scale=scale, items=items, allow_missing=True)


def read_matrix(rows: Sequence[Sequence[Judgement | None]]) -> FloatArray:
    """Read a full table of judgements without judging it; ``None`` becomes NaN.

    Parameters
    ----------
    rows
        n rows of n cells; ``None`` is an unanswered pair.

    Returns
    -------
    ndarray, shape (n, n)
        Positive, not judged otherwise.

    Raises
    ------
    InvalidMatrix
        If the table is not square or a cell is not a number.

    References
    ----------
    Saaty 1980, chapter 3.

    Examples
    --------
    >>> read_matrix([[1, "3"], ["1/3", 1]]).round(3).tolist()
    [[1.0, 3.0], [0.333, 1.0]]
    """
    n = len(rows)
    matrix = np.full((n, n), np.nan)
    for i, row in enumerate(rows):
        if len(row) != n:
            raise InvalidMatrix(
                f"有 {len(row)} 列，应为 {n} 列", where=f"第{i + 1}行", cure="判断矩阵须为方阵"
            )
        for j, value in enumerate(row):
            if value is not None:
                matrix[i, j] = float(parse_judgement(value, pair_name(i, j)))
    return matrix


def upper_of(matrix: npt.ArrayLike) -> FloatArray:
    """Return the upper triangle row by row; works on a stack (..., n, n) too.

    Parameters
    ----------
    matrix
        Shape (..., n, n).

    Returns
    -------
    ndarray, shape (..., n(n-1)/2)

    References
    ----------
    Order of the answers: Saaty 1980, row by row.

    Examples
    --------
    >>> upper_of([[1, 3, 5], [0.3, 1, 2], [0.2, 0.5, 1]]).tolist()
    [3.0, 5.0, 2.0]
    """
    array = np.asarray(matrix, dtype=np.float64)
    rows, columns = np.triu_indices(array.shape[-1], 1)
    return np.asarray(array[..., rows, columns])


def consistent_matrix(weights: npt.ArrayLike) -> FloatArray:
    """Return the consistent matrix w_i / w_j of direct ratings or weights.

    Parameters
    ----------
    weights
        Shape (n,), positive.

    Returns
    -------
    ndarray, shape (n, n)

    Raises
    ------
    InvalidMatrix
        If a weight is not positive.

    References
    ----------
    Saaty 1980: a_ij = w_i / w_j.

    Examples
    --------
    >>> consistent_matrix([2, 1]).tolist()
    [[1.0, 2.0], [0.5, 1.0]]
    """
    w = np.asarray(weights, dtype=np.float64)
    if w.ndim != 1 or not bool(np.all(np.isfinite(w) & (w > 0))):
        raise InvalidMatrix("直接评分须为正数", where="权重", cure="请去掉零或负的评分")
    return np.asarray(w[:, None] / w[None, :])


def validate_matrix(
    matrix: npt.ArrayLike,
    tol: float = 0.01,
    *,
    scale: str = "range",
    items: Sequence[str] | None = None,
    allow_missing: bool = False,
) -> FloatArray:
    """Check one matrix, or a stack of them, and return it as float64.

    Parameters
    ----------
    matrix
        Shape (n, n) or (m, n, n), 1 <= n <= 15.
    tol
        Largest accepted ``|a_ij a_ji - 1|``; 0.01 lets ``.333`` pass for one third.
    scale
        As in `build_matrix`.
    items
        Labels for messages.
    allow_missing
        Accept NaN in pairs (both cells) as unanswered.

    Returns
    -------
    ndarray
        The matrix as float64.

    Raises
    ------
    InvalidMatrix
        With the first faulty cell; ``details`` holds ``row``, ``column`` and, for a stack,
        ``matrix`` (all from zero).

    References
    ----------
    Axioms of reciprocity and homogeneity: Saaty 1986, Manage. Sci. 32:841-855.

    Examples
    --------
    >>> validate_matrix([[1, 3], [0.333, 1]]).tolist()
    [[1.0, 3.0], [0.333, 1.0]]
    >>> validate_matrix([[1, 5], [0.25, 1]])
    Traceback (most recent call last):
        ...
    evaluation.errors.InvalidMatrix: 第1行第2列：与对称格不互反（a_ij·a_ji ≠ 1）。请只填上三角
    """
    require_choice(scale, SCALES, "scale")
    array = np.asarray(matrix, dtype=np.float64)
    if array.ndim not in {2, 3} or array.shape[-1] != array.shape[-2] or array.shape[-1] < 1:
        raise InvalidMatrix(f"形状为 {array.shape}", where="判断矩阵", cure="判断矩阵须为方阵")
    n = array.shape[-1]
    if n > MAX_ELEMENTS:
        raise InvalidMatrix(
            f"有 {n} 个要素，上限 {MAX_ELEMENTS}", where="判断矩阵", cure="请分组成多层"
        )
    check_items(items, n)
    if scale == "any" and _plainly_valid(array, tol):
        return array
    gaps = np.isnan(array)
    if not allow_missing and bool(gaps.any()):
        _fail(gaps, "没有判断值", "请补答，或改用不完全矩阵方法", items)
    one_sided = gaps != np.swapaxes(gaps, -1, -2)
    if bool(one_sided.any()):
        _fail(one_sided & gaps, "只缺一侧的判断值", "互反的两格应同填或同空", items)
    bad = ~gaps & ~(np.isfinite(array) & (array > 0))
    if bool(bad.any()):
        _fail(bad, "判断值不是正的有限数", "请填 1–9 或其倒数", items)
    diagonal = np.zeros_like(bad)
    index = np.arange(n)
    diagonal[..., index, index] = np.abs(array[..., index, index] - 1.0) > tol
    diagonal |= gaps & np.eye(n, dtype=bool)
    if bool(diagonal.any()):
        _fail(diagonal, "对角线须为 1", "要素与自身相比为 1", items)
    with np.errstate(invalid="ignore"):
        # .33 for one third misses by exactly one per cent, in binary by a little more
        skew = np.abs(array * np.swapaxes(array, -1, -2) - 1.0) > tol + _ROUNDING
    if bool(skew.any()):
        _fail(skew, "与对称格不互反（a_ij·a_ji ≠ 1）", "请只填上三角", items)
    off = _off_scale(array, scale, tol) & ~gaps
    if bool(off.any()):
        _fail(off, "判断值超出 1/9–9 标度", "请填 1–9 的整数或其倒数", items)
    return array


def _plainly_valid(array: FloatArray, tol: float) -> bool:
    """Whether a complete matrix is sound, in few passes; a doubt is left to the careful checks."""
    index = np.arange(array.shape[-1])
    if not float(np.abs(array[..., index, index] - 1.0).max()) <= tol or not float(array.min()) > 0:
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        skew = array * np.swapaxes(array, -1, -2)
        np.abs(np.subtract(skew, 1.0, out=skew), out=skew)
    # A comparison with NaN is false: gaps go the careful way.
    return bool(skew.max() <= tol + _ROUNDING)


def check_items(items: Sequence[str] | None, n: int) -> None:
    """Check that labels fit the size and do not repeat.

    Raises
    ------
    InvalidMatrix
        Otherwise.
    """
    if items is None:
        return
    if len(items) != n:
        raise InvalidMatrix(f"{len(items)} 个名称对 {n} 个要素", where="items", cure="请逐一对应")
    if len(set(items)) != n:
        raise InvalidMatrix("名称重复", where="items", cure="每个要素名称须唯一")


def _off_scale(array: FloatArray, scale: str, tol: float) -> npt.NDArray[np.bool_]:
    if scale == "any":
        return np.zeros(array.shape, dtype=bool)
    if scale == "range":
        with np.errstate(invalid="ignore"):
            outside = (array > 9 * _RANGE_SLACK) | (array < 1 / (9 * _RANGE_SLACK))
        return np.asarray(outside)
    values = np.array([float(v) for v in SAATY_SCALE])
    with np.errstate(invalid="ignore"):
        distance = np.abs(array[..., None] / values - 1.0).min(axis=-1)
        return np.asarray(distance > tol)


def _fail(mask: npt.NDArray[np.bool_], what: str, cure: str, items: Sequence[str] | None) -> None:
    place = [int(k) for k in np.argwhere(mask)[0]]
    i, j = place[-2:]
    where = pair_name(i, j, items)
    details: dict[str, object] = {"row": i, "column": j}
    if len(place) > 2:
        where = f"第{place[0] + 1}个矩阵{where}"
        details["matrix"] = place[0]
    raise InvalidMatrix(what, where=where, cure=cure, **details)
