"""Reading the values of a case file: matrices, random indices, codings, comparison."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from evaluation.errors import InvalidInput, UnknownChoice
from evaluation.incomplete import completed, completion_for
from evaluation.matrices import consistent_matrix, parse_judgement, read_matrix, size_of_upper
from evaluation.priority_methods import WEIGHTING, lambda_from_weights, principal
from evaluation.provenance import FloatArray
from evaluation.random_index import random_index

CaseInput: TypeAlias = Mapping[str, object]
Computed: TypeAlias = dict[str, object]

_METHODS = {
    "eigenvector": "eigenvector",
    "eigen": "eigenvector",
    "em": "eigenvector",
    "principal_eigenvector": "eigenvector",
    "row_geometric_mean": "rgm",
    "geometric_mean": "rgm",
    "llsm": "rgm",
    "rgm": "rgm",
    "column_mean": "column_mean",
    "wls": "wls",
    "weighted_least_squares": "wls",
}


def number(value: object, where: str) -> float:
    """Read a number or a fraction such as ``"1/3"``."""
    if isinstance(value, bool) or value is None:
        raise InvalidInput(f"“{value}”不是数", where=where, cure="请更正")
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(Fraction(str(value).strip()))
    except (ValueError, ZeroDivisionError, OverflowError):
        raise InvalidInput(f"“{value}”不是数", where=where, cure="请更正") from None


def numbers(value: object, where: str) -> list[float]:
    """Read a list of numbers."""
    return [number(item, f"{where}/{k}") for k, item in enumerate(sequence(value, where))]


def table(value: object, where: str) -> FloatArray:
    """Read a table of numbers; null becomes NaN."""
    rows = [
        [
            math.nan if cell is None else number(cell, f"{where}/{i}")
            for cell in sequence(row, where)
        ]
        for i, row in enumerate(sequence(value, where))
    ]
    if len({len(row) for row in rows}) > 1:
        raise InvalidInput("各行列数不同", where=where, cure="请更正")
    return np.array(rows, dtype=np.float64)


def sequence(value: object, where: str) -> Sequence[object]:
    """Check for a list."""
    if not isinstance(value, list | tuple):
        raise InvalidInput("应为列表", where=where, cure="请更正")
    return value


def mapping(value: object, where: str) -> Mapping[str, object]:
    """Check for an object."""
    if not isinstance(value, Mapping):
        raise InvalidInput("应为对象", where=where, cure="请更正")
    return value


def need(data: CaseInput, key: str) -> object:
    """Return an input field.

    Raises
    ------
    InvalidInput
        If it is absent.
    """
    if data.get(key) is None:
        raise InvalidInput("缺少输入字段", where=key, cure="请补齐")
    return data[key]


def text(data: CaseInput, key: str, default: str = "") -> str:
    """Return a text field."""
    value = data.get(key)
    return default if value is None else str(value)


def weighting(data: CaseInput) -> str:
    """Translate the method name of the format into ours."""
    name = text(data, "method", "eigenvector").strip().lower().replace(" ", "_").replace("-", "_")
    if name not in _METHODS:
        raise UnknownChoice(f"没有方法“{name}”", where="method", cure="、".join(_METHODS))
    return _METHODS[name]


def weigh(array: FloatArray, method: str) -> FloatArray:
    """Derive weights without judging the matrix: published data may break the rules."""
    return WEIGHTING[method](array)


def full_matrix(data: CaseInput) -> FloatArray:
    """Read a matrix from ``matrix``, ``upper`` or ``direct_ratings`` (null becomes NaN)."""
    if data.get("matrix") is not None:
        rows = [list(sequence(row, "matrix")) for row in sequence(data["matrix"], "matrix")]
        return read_matrix(rows)  # type: ignore[arg-type]
    if data.get("upper") is not None:
        return from_upper(sequence(data["upper"], "upper"))
    if data.get("direct_ratings") is not None:
        return consistent_matrix(numbers(data["direct_ratings"], "direct_ratings"))
    raise InvalidInput(
        "缺少判断矩阵", where="matrix", cure="请给出 matrix、upper 或 direct_ratings"
    )


def from_upper(values: Sequence[object]) -> FloatArray:
    """Build a reciprocal matrix from an upper triangle of any positive values."""
    n = size_of_upper(len(values))
    matrix = np.ones((n, n))
    for i, j, value in zip(*np.triu_indices(n, 1), values, strict=True):
        if value is None:
            matrix[i, j] = matrix[j, i] = np.nan
        else:
            judgement = parse_judgement(value, f"upper/{i}-{j}")  # type: ignore[arg-type]
            matrix[i, j], matrix[j, i] = float(judgement), float(1 / judgement)
    return matrix


def uppers(value: object, where: str) -> FloatArray:
    """Read one upper triangle (or full matrix) per expert into a stack; null becomes NaN."""
    stack = []
    for k, row in enumerate(sequence(value, where)):
        cells = sequence(row, f"{where}/{k}")
        full = bool(cells) and isinstance(cells[0], list)
        stack.append(full_matrix({"matrix": cells}) if full else from_upper(cells))
        if stack[k].shape != stack[0].shape:
            raise InvalidInput("矩阵大小与第一位专家不同", where=f"{where}/{k}", cure="请更正")
    if not stack:
        raise InvalidInput("没有专家", where=where, cure="至少一位专家")
    return np.array(stack)


def filled(array: FloatArray, method: str = "eigenvector") -> FloatArray:
    """Fill the gaps of one matrix by the completion that belongs to the priority method."""
    if not bool(np.isnan(array).any()):
        return array
    return completed(array, completion_for(method)).matrix


def decode_raw(data: CaseInput) -> FloatArray:
    """Read raw survey answers with their coding into a stack of matrices."""
    rows = table(need(data, "raw"), "raw")
    coding = text(data, "raw_coding").replace(" ", "").lower()
    if not coding:
        return uppers([[None if math.isnan(v) else v for v in row] for row in rows.tolist()], "raw")
    zeros = np.argwhere(rows == 0)
    if len(zeros):
        i, j = zeros[0].tolist()
        raise InvalidInput("编码 0 没有含义", where=f"raw/{i}/{j}", cure="相等写 1，未答写 null")
    first = re.search(r"negative[^,;]*?a_ij=(\|v\||1/)", coding)
    second = re.search(r"positive[^,;]*?a_ij=(v|\|v\||1/)", coding)
    if first:
        negative_favours_row = first.group(1) == "|v|"
    elif second:
        negative_favours_row = second.group(1) == "1/"
    else:
        raise UnknownChoice(
            f"看不懂编码“{coding}”", where="raw_coding", cure="negative v means a_ij=|v|"
        )
    size = np.abs(rows)
    decoded = np.where((rows < 0) == negative_favours_row, size, 1 / size)
    return uppers([[None if math.isnan(v) else v for v in row] for row in decoded.tolist()], "raw")


def stated_index(words: str, n: int, *, lone: bool = False) -> float | None:
    """Find a random index that a text states as ``RI(5) = 1.12`` or, if ``lone``, ``RI 1.12``."""
    found = re.search(rf"\bRI\s*[(\[_]?\s*(?:n\s*=\s*)?{n}\s*[)\]]?\s*[=:]\s*(\d*\.\d+)", words)
    if found is None and lone:
        found = re.search(r"\bRI\s*[=:]?\s*(\d*\.\d+)", words)
    return float(found.group(1)) if found else None


def table_name(words: str) -> str | None:
    """Recognise a random index table by its name in a text."""
    low = words.lower()
    if "donegan" in low:
        return "donegan_dodd"
    if "alonso" in low:
        return "alonso_lamata_linear" if "linear" in low or "2.7699" in low else "alonso_lamata"
    if "saaty" in low and "2005" in low and "1980" not in low:
        return "saaty_2005"
    if "saaty" in low and re.search(r"saaty[^.;]{0,12}1980", low):
        return "saaty_1980"
    return None


def resolve_ri(data: CaseInput, n: int, context: str = "") -> float:
    """Find the random index of a case.

    ``ri`` first, then ``ri_table`` (a name, a list from n = 1 or an object by n), then an index
    or a table named in the note or the source; otherwise Saaty 1980, which unnamed sources use.
    """
    given = data.get("ri")
    for source in (given, data.get("ri_table")):
        if isinstance(source, Mapping) and str(n) in source:
            return number(source[str(n)], f"ri/{n}")
        if isinstance(source, list) and len(source) >= n:
            return number(source[n - 1], f"ri/{n}")
    if given is not None and not isinstance(given, Mapping | list):
        if isinstance(given, str) and table_name(given):
            return random_index(n, str(table_name(given)))
        return number(given, "ri")
    stated = stated_index(text(data, "ri_table"), n, lone=True) or stated_index(context, n)
    if stated:
        return stated
    return random_index(
        n, table_name(text(data, "ri_table")) or table_name(context) or "saaty_1980"
    )


def lambda_of(array: FloatArray, weights: FloatArray, how: str) -> float:
    """Estimate lambda as the case says; the principal eigenvalue by default."""
    words = how.replace(" ", "").lower()
    if "mean(" in words or ("aw/w" in words and "max(" not in words):
        return float(lambda_from_weights(array, weights))
    if "max(aw" in words:
        return float(np.max(array @ weights / weights))
    if "colsum" in words or "column_sum" in words:
        return float(array.sum(axis=0) @ weights)
    return float(principal(array)[1])


def ci_cr(lambda_max: float, n: int, ri: float) -> tuple[float, float]:
    """Return CI and CR; zero for n <= 2."""
    if n <= 2:
        return 0.0, 0.0
    if ri <= 0:
        raise InvalidInput(f"RI={ri} 不是正数", where="ri", cure="请给出正的随机一致性指标")
    ci = (lambda_max - n) / (n - 1)
    return ci, ci / ri
