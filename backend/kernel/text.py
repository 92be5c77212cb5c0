"""Text, integers and JSON taken from outside: cleaned once, refused with the cure in Chinese.

Three inputs break ordinary storage: NUL (PostgreSQL refuses it), lone surrogates (they have no
UTF-8 form) and integers wider than the column. Control and bidirectional override characters are
refused because they make a text look different from what it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAX_JSON_DEPTH = 20
INT4_MAX = 2**31 - 1
INT8_MAX = 2**63 - 1
SAFE_INT_MAX = 2**53 - 1  # the largest integer a browser keeps exactly

# Pasted from word processors, invisible and without meaning in Chinese or English: dropped.
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_PARAGRAPHS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_OUTER_BLANKS = " \t\r\n\u00a0\u3000"
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")


def _refuse(pattern: re.Pattern[str], text: str, code: str, template: str) -> None:
    match = pattern.search(text)
    if match is not None:
        raise PydanticCustomError(
            code,
            template,
            {"position": match.start() + 1, "code": f"U+{ord(match.group()):04X}"},
        )


def clean_text(text: str, *, multiline: bool) -> str:
    """Return the text in NFC without outer blanks, or raise a `PydanticCustomError`."""
    text = text.strip(_OUTER_BLANKS)
    if multiline:
        text = re.sub("\r\n?|\u2028|\u2029", "\n", text)
    _refuse(
        _SURROGATE, text, "text_surrogate", "第 {position} 个字符（{code}）不完整，请删除后重新输入"
    )
    _refuse(
        _BIDI, text, "text_bidi", "第 {position} 个字符（{code}）是不可见的文字方向控制符，请删除"
    )
    _refuse(
        _CONTROL_PARAGRAPHS if multiline else _CONTROL_LINE,
        text,
        "text_control",
        "第 {position} 个字符（{code}）是控制字符，请删除"
        if multiline
        else "第 {position} 个字符（{code}）是控制字符或换行，请删除",
    )
    _refuse(_NONCHARACTER, text, "text_noncharacter", "第 {position} 个字符（{code}）无效，请删除")
    return unicodedata.normalize("NFC", text.translate(_DROPPED)).strip(_OUTER_BLANKS)


def is_visible(text: str) -> bool:
    """Tell whether a text holds at least one character that is neither blank nor control."""
    return any(unicodedata.category(char)[0] not in "ZC" for char in text)


@dataclass(frozen=True, slots=True)
class TextRule:
    """Pydantic annotation: clean a text and bound its length in characters."""

    low: int
    high: int
    multiline: bool = False

    def apply(self, value: object) -> str:
        """Return the cleaned text or raise a `PydanticCustomError`."""
        if not isinstance(value, str):
            raise PydanticCustomError("text_type", "应为文字")
        # Bounded before cleaning, so that a huge input costs nothing.
        text = value if len(value) > 4 * self.high else clean_text(value, multiline=self.multiline)
        if len(text) > self.high:
            raise PydanticCustomError(
                "text_too_long",
                "最多 {max_length} 个字，现有 {length} 个字，请删减",
                {"max_length": self.high, "length": len(text)},
            )
        if self.low and not is_visible(text):
            raise PydanticCustomError("text_required", "不能为空，请填写")
        if len(text) < self.low:
            raise PydanticCustomError(
                "text_too_short", "至少 {min_length} 个字，请补充", {"min_length": self.low}
            )
        return text

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Run before the string schema, whose own messages are English."""
        return core_schema.no_info_before_validator_function(
            self.apply, core_schema.str_schema(min_length=self.low, max_length=self.high)
        )


@dataclass(frozen=True, slots=True)
class IntRule:
    """Pydantic annotation: a whole number between two bounds, both included."""

    low: int
    high: int

    def apply(self, value: object) -> int:
        """Return the number or raise a `PydanticCustomError`; digits come as text in queries."""
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise PydanticCustomError("int_type", "应为整数")
        if not self.low <= value <= self.high:
            raise PydanticCustomError(
                "int_range",
                "应在 {low} 到 {high} 之间",
                {"low": str(self.low), "high": str(self.high)},
            )
        return value

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Run before the integer schema, whose own messages are English."""
        return core_schema.no_info_before_validator_function(
            self.apply, core_schema.int_schema(ge=self.low, le=self.high)
        )


Label = Annotated[str, TextRule(1, 60)]
ShortText = Annotated[str, TextRule(1, 200)]
OptionalShortText = Annotated[str, TextRule(0, 200)]
MediumText = Annotated[str, TextRule(1, 2_000, multiline=True)]
OptionalMediumText = Annotated[str, TextRule(0, 2_000, multiline=True)]
LongText = Annotated[str, TextRule(1, 20_000, multiline=True)]
OptionalLongText = Annotated[str, TextRule(0, 20_000, multiline=True)]
SearchText = Annotated[str, TextRule(0, 100)]

Int4 = Annotated[int, IntRule(-INT4_MAX - 1, INT4_MAX)]
Int8 = Annotated[int, IntRule(-INT8_MAX - 1, INT8_MAX)]
Count = Annotated[int, IntRule(0, INT4_MAX)]
Version = Annotated[int, IntRule(1, INT4_MAX)]
Fen = Annotated[int, IntRule(0, SAFE_INT_MAX)]


def json_depth(value: object) -> int:
    """Return the nesting of a decoded JSON value; a scalar has depth 0, `[]` depth 1."""
    deepest = 0
    stack: list[tuple[object, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, dict):
            children: list[object] = list(item.values())
        elif isinstance(item, list | tuple):
            children = list(item)
        else:
            continue
        deepest = max(deepest, depth + 1)
        stack.extend((child, depth + 1) for child in children)
    return deepest


def raw_json_depth(body: bytes) -> int:
    """Return the bracket nesting of JSON bytes without parsing them (the parser recurses)."""
    depth = deepest = 0
    for match in _JSON_TOKEN.finditer(body):
        token = match.group()
        if token in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in b"]}":
            depth -= 1
    return deepest


def check_json_depth(value: object, limit: int = MAX_JSON_DEPTH) -> None:
    """Refuse a JSON value (decoded, or still bytes) nested deeper than `limit`."""
    depth = raw_json_depth(value) if isinstance(value, bytes) else json_depth(value)
    if depth > limit:
        raise PydanticCustomError(
            "json_depth",
            "内容嵌套 {depth} 层，最多 {limit} 层，请简化结构",
            {"depth": depth, "limit": limit},
        )
