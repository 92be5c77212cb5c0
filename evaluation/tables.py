"""Rating tables with named axes: a transposed call must fail, not give another number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, MissingRating, TransposedTable, require_choice
from evaluation.provenance import FloatArray


def rating_table(
    values: npt.ArrayLike | Sequence[Sequence[float | None]],
    *,
    row_name: str,
    column_name: str,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    allow_missing: bool = False,
) -> FloatArray:
    """Read a two-way table and check it against the labels of its axes.

    Parameters
    ----------
    values
        Shape (rows, columns); ``None`` or NaN is a missing rating.
    row_name, column_name
        What the axes are, for messages.
    rows, columns
        Labels; their counts must fit.
    allow_missing
        Whether gaps are accepted.

    Returns
    -------
    ndarray, shape (rows, columns)

    Raises
    ------
    TransposedTable
        The counts fit only if rows and columns are swapped.
    MissingRating
        A gap where none is allowed; the message names row and column.
    InvalidInput
        Not a table, wrong counts, infinite values.

    References
    ----------
    Handbook of the project, conventions: name the axes (2026).

    Examples
    --------
    >>> rating_table([[1, None]], row_name="专家", column_name="条目", allow_missing=True).tolist()
    [[1.0, nan]]
    """
    try:
        table = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInput("不是整齐的数字表", where="ratings", cure="每行列数须相同") from None
    if table.ndim != 2 or 0 in table.shape:
        raise InvalidInput(f"形状为 {table.shape}", where="ratings", cure="应为二维表")
    wanted = (
        len(rows) if rows is not None else table.shape[0],
        len(columns) if columns is not None else table.shape[1],
    )
    if wanted != table.shape:
        if (
            wanted == table.shape[::-1]
            or (
                rows is not None
                and columns is None
                and len(rows) == table.shape[1] != table.shape[0]
            )
            or (
                columns is not None
                and rows is None
                and len(columns) == table.shape[0] != table.shape[1]
            )
        ):
            raise TransposedTable(
                f"表为 {table.shape[0]}×{table.shape[1]}，行列颠倒",
                where="ratings",
                cure=f"行应为{row_name}，列应为{column_name}",
            )
        raise InvalidInput(
            f"表为 {table.shape[0]}×{table.shape[1]}，应为 {wanted[0]}×{wanted[1]}",
            where="ratings",
            cure=f"行为{row_name}，列为{column_name}",
        )
    if bool(np.isinf(table).any()):
        raise InvalidInput("含无穷大", where="ratings", cure="请更正")
    gaps = np.argwhere(np.isnan(table))
    if len(gaps) and not allow_missing:
        i, j = (int(k) for k in gaps[0])
        row = rows[i] if rows is not None else f"第{i + 1}行"
        column = columns[j] if columns is not None else f"第{j + 1}列"
        raise MissingRating(
            "没有评分",
            where=f"{row_name} {row}，{column_name} {column}",
            cure="请补齐，或改用可缺失的方法",
        )
    return table


def orient(table: FloatArray, axis: str, name: str) -> FloatArray:
    """Return the table with the named unit in rows; ``axis`` is ``"rows"`` or ``"columns"``."""
    require_choice(axis, ("rows", "columns"), name)
    return table if axis == "rows" else table.T
