"""Reading JSON and text files strictly: what is wrong is said in one line with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json import JSONDecodeError
from pathlib import Path

from evaluation.errors import InvalidInput

MAX_BYTES = 64 * 2**20
_BOM = "\ufeff"


def read_text_file(path: Path) -> str:
    """Read a UTF-8 text file, with or without byte order mark.

    Parameters
    ----------
    path
        A file of at most 64 MiB.

    Returns
    -------
    str
        Its text.

    Raises
    ------
    InvalidInput
        Absent, a folder, not readable, too large, or not UTF-8; the message names the file.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise InvalidInput("这是文件夹，不是文件", where=where, cure="请给出文件的路径")
        if path.exists() and path.stat().st_size > MAX_BYTES:
            raise InvalidInput("文件超过 64 MiB", where=where, cure="请拆分后再试")
        return path.read_text(encoding="utf-8").removeprefix(_BOM)
    except FileNotFoundError:
        raise InvalidInput("没有这个文件", where=where, cure="请核对路径") from None
    except PermissionError:
        raise InvalidInput("没有读取权限", where=where, cure="请核对文件权限") from None
    except UnicodeDecodeError:
        raise InvalidInput("不是 UTF-8 文本", where=where, cure="请另存为 UTF-8") from None
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(f"读不到文件（{error}）", where=where, cure="请核对路径") from None


def parse_json(text: str, where: str) -> object:
    """Parse JSON; NaN, infinities and repeated names are refused.

    Parameters
    ----------
    text, where
        The text and the name of its file.

    Returns
    -------
    object
        Plain Python values.

    Raises
    ------
    InvalidInput
        Not JSON; the message names line and column, or the repeated name.

    Examples
    --------
    >>> parse_json('{"a": [1, 2]}', "x.json")
    {'a': [1, 2]}
    >>> parse_json('{"a": 1, "a": 2}', "x.json")
    Traceback (most recent call last):
        ...
    evaluation.errors.InvalidInput: x.json：名称“a”出现两次。每个名称只能写一次
    """

    def refuse(name: str) -> float:
        raise InvalidInput(f"{name} 不是 JSON 的数", where=where, cure="缺失请写 null")

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        body: dict[str, object] = {}
        for name, value in pairs:
            if name in body:
                raise InvalidInput(
                    f"名称“{name[:40]}”出现两次", where=where, cure="每个名称只能写一次"
                )
            body[name] = value
        return body

    if not text.strip():
        raise InvalidInput("文件是空的", where=where, cure="请核对文件")
    try:
        parsed: object = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
    except JSONDecodeError as error:
        raise InvalidInput(
            "不是合法的 JSON",
            where=f"{where} 第{error.lineno}行第{error.colno}列",
            cure="请核对引号、逗号与括号",
        ) from None
    except RecursionError:
        raise InvalidInput("嵌套过深", where=where, cure="请核对文件") from None
    except InvalidInput:
        raise
    except ValueError:
        raise InvalidInput("有位数过多的整数", where=where, cure="请更正") from None
    return parsed


def parse_object(text: str, where: str) -> Mapping[str, object]:
    """Parse JSON that must be an object.

    Raises
    ------
    InvalidInput
        As in `parse_json`, or the value is not an object.
    """
    value = parse_json(text, where)
    if not isinstance(value, dict):
        raise InvalidInput("应为 JSON 对象", where=where, cure="最外层须为 {…}")
    return value
