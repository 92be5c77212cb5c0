"""Reading the files of the command line: JSON, and CSV tables with labels."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from evaluation.errors import InvalidInput, InvalidMatrix, MissingRating, TransposedTable
from evaluation.json_files import parse_json, read_text_file
from evaluation.matrices import Judgement

Source: TypeAlias = "Path | str | Mapping[str, object]"


def read_source(source: Source, bare: str = "matrix") -> Mapping[str, object]:
    """Return the content of a file as an object; a mapping is passed through.

    A CSV table becomes ``{"rows": [...], "columns": [...], "cells": [[...]], "corner": ...}``,
    a bare JSON table ``{bare: [[...]]}``.

    Raises
    ------
    InvalidInput
        Not readable or not of the format; the message names file and line.
    """
    if isinstance(source, Mapping):
        return source
    path = Path(source)
    text = read_text_file(path)
    if path.suffix.lower() == ".csv":
        return _csv_table(text, str(path))
    data = parse_json(text, str(path))
    if isinstance(data, list):
        return {bare: data}
    if not isinstance(data, dict):
        raise InvalidInput("应为 JSON 对象", where=str(path), cure="最外层须为 {…}")
    return data


def unused_lines(data: Mapping[str, object], known: str) -> list[str]:
    """Name the fields of a document that no command reads, so that a typing error is seen."""
    used = {*known.split(), "id", "title", "name", "source", "note", "comment", "date"}
    unused = [str(key) for key in data if key not in used]
    return [f"注意：未识别的字段 {'、'.join(unused)}，未使用"] if unused else []


def _csv_table(text: str, where: str) -> dict[str, object]:
    lines = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if len(lines) < 2 or len(lines[0]) < 2:
        raise InvalidInput("表格为空", where=where, cure="首行与首列为名称，其余为数值")
    header = [cell.strip() for cell in lines[0]]
    for number, row in enumerate(lines[1:], start=2):
        if len(row) != len(header):
            raise InvalidInput(
                f"有 {len(row)} 列，表头为 {len(header)} 列",
                where=f"{where} 第{number}行",
                cure="请补齐",
            )
    return {
        "corner": header[0],
        "columns": header[1:],
        "rows": [row[0].strip() for row in lines[1:]],
        "cells": [[cell.strip() or None for cell in row[1:]] for row in lines[1:]],
    }


def csv_matrix(table: Mapping[str, object]) -> tuple[tuple[str, ...], list[list[Judgement | None]]]:
    """Return labels and cells of a labelled comparison matrix.

    Raises
    ------
    InvalidMatrix
        Row labels that do not repeat the column labels in order.
    """
    rows, columns, cells = _parts(table)
    if rows != columns:
        place = next(
            (k for k, (r, c) in enumerate(zip(rows, columns, strict=False)) if r != c),
            min(len(rows), len(columns)),
        )
        raise InvalidMatrix(
            "行名与列名不一致",
            where=f"第{place + 1}行",
            cure="判断矩阵的行与列须为同一组要素、同一次序",
        )
    return tuple(rows), [list(row) for row in cells]


def csv_ratings(
    table: Mapping[str, object],
) -> tuple[tuple[str, ...], tuple[str, ...], list[list[float | None]]]:
    """Return experts, items and ratings of a table with experts in rows.

    The corner cell names the axes: ``专家`` (or ``expert``) for experts in rows. A corner that
    says the rows are items means that the table is transposed.

    Raises
    ------
    TransposedTable, InvalidInput
        Transposed table, or a cell that is not a number (with its place).
    """
    rows, columns, cells = _parts(table)
    corner = str(table.get("corner", "")).lower()
    if any(word in corner for word in ("条目", "指标", "item")) and "专家" not in corner:
        raise TransposedTable("首列是条目", where="首行首格", cure="请把专家放在行、条目放在列")
    ratings: list[list[float | None]] = []
    for name, row in zip(rows, cells, strict=True):
        values: list[float | None] = []
        for item, cell in zip(columns, row, strict=True):
            try:
                values.append(None if cell is None else float(cell))
            except ValueError:
                raise InvalidInput(
                    f"“{cell}”不是数", where=f"{name}/{item}", cure="请更正"
                ) from None
        ratings.append(values)
    return tuple(rows), tuple(columns), ratings


def labels(data: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    """Read an optional list of labels."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise InvalidInput("应为文字列表", where=f"/{key}", cure="请更正")
    return tuple(value)


def rating_rows(value: object, where: str) -> list[list[float | None]]:
    """Read a table of ratings; null is missing.

    Raises
    ------
    InvalidInput, MissingRating
        Not a table, uneven rows, or a cell that is not a number.
    """
    if not isinstance(value, list) or not value:
        raise InvalidInput("缺少评分表", where=where, cure="每位专家一行")
    rows: list[list[float | None]] = []
    for i, row in enumerate(value):
        if not isinstance(row, list):
            raise InvalidInput("应为列表", where=f"{where}/{i}", cure="每位专家一行")
        if len(row) != len(value[0]):
            raise MissingRating(
                f"有 {len(row)} 个评分，第1行有 {len(value[0])} 个",
                where=f"{where}/{i}",
                cure="缺评请写 null",
            )
        for j, cell in enumerate(row):
            if cell is not None and (isinstance(cell, bool) or not isinstance(cell, int | float)):
                raise InvalidInput(f"“{cell}”不是数", where=f"{where}/{i}/{j}", cure="请更正")
        rows.append([None if cell is None else float(cell) for cell in row])
    return rows


def _parts(
    table: Mapping[str, object],
) -> tuple[list[str], list[str], Sequence[Sequence[str | None]]]:
    rows, columns, cells = table["rows"], table["columns"], table["cells"]
    if not isinstance(rows, list) or not isinstance(columns, list) or not isinstance(cells, list):
        raise InvalidInput("不是表格", where="/", cure="请使用 CSV 文件")
    return rows, columns, cells
