"""Reading plain JSON values into typed ones; every complaint names the JSON pointer."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.errors import InvalidInput


def read_object(value: object, where: str) -> Mapping[str, object]:
    """Check that a value is an object."""
    if not isinstance(value, Mapping):
        raise InvalidInput("应为对象", where=where, cure="请核对文件格式")
    return value


def refuse_unknown(body: Mapping[str, object], allowed: set[str], where: str) -> None:
    """Refuse fields that the format does not know."""
    for key in body:
        if key not in allowed:
            raise InvalidInput(f"未知字段“{key}”", where=where, cure="请删去或更正字段名")


def need_field(body: Mapping[str, object], key: str, where: str) -> object:
    """Return a field that must be there."""
    if key not in body:
        raise InvalidInput(f"缺少字段“{key}”", where=where, cure="请补齐")
    return body[key]


def read_text(body: Mapping[str, object], key: str, where: str, default: str | None = None) -> str:
    """Read a text; without a default it must not be blank."""
    value = body.get(key, default) if default is not None else need_field(body, key, where)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise InvalidInput("应为非空文字", where=f"{where}/{key}", cure="请补齐")
    return value


def read_array(body: Mapping[str, object], key: str, where: str) -> list[object]:
    """Read a list; an absent one is empty."""
    value = body.get(key, ())
    if not isinstance(value, list | tuple):
        raise InvalidInput("应为列表", where=f"{where}/{key}", cure="请核对文件格式")
    return list(value)


def read_texts(body: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """Read a list of texts."""
    values = read_array(body, key, where)
    for value in values:
        if not isinstance(value, str):
            raise InvalidInput("应为文字列表", where=f"{where}/{key}", cure="请核对文件格式")
    return tuple(str(value) for value in values)


def read_number(body: Mapping[str, object], key: str, where: str) -> float:
    """Read a number."""
    value = need_field(body, key, where)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput("不是数", where=f"{where}/{key}", cure="请更正")
    return float(value)
