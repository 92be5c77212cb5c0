"""Text and integers from outside are cleaned or refused in Chinese (5.2.1.2.8)."""

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from backend.kernel import text as t

pytestmark = pytest.mark.clause("5.2.1.2.8")


class Form(BaseModel):
    title: t.ShortText = "题"
    body: t.LongText = "文"
    note: t.OptionalMediumText = ""
    size: t.Count = 0
    wide: t.Int8 = 0
    amount: t.Fen = 0


def refusal(field: str, value: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({field: value})
    (error,) = caught.value.errors()
    assert error["loc"] == (field,)
    return error["type"], error["msg"]


@pytest.mark.parametrize(
    ("field", "value", "code", "words"),
    [
        ("title", "肝\x00病", "text_control", "第 2 个字符（U+0000）"),
        ("title", "肝\ud800", "text_surrogate", "U+D800"),
        ("title", "a\u202eb", "text_bidi", "方向控制符"),
        ("title", "a\u2066b", "text_bidi", "方向控制符"),
        ("title", "两\n行", "text_control", "换行"),
        ("title", "两\u2028行", "text_control", "换行"),
        ("title", "a\x85b", "text_control", "控制字符"),
        ("title", "a\uffffb", "text_noncharacter", "无效"),
        ("body", "a\x0bb", "text_control", "控制字符"),
        ("body", "a\x1bb", "text_control", "控制字符"),
        ("title", "", "text_required", "请填写"),
        ("title", " \u3000\t", "text_required", "请填写"),
        ("title", "\u200b\u200d", "text_required", "请填写"),
        ("title", "长" * 201, "text_too_long", "最多 200 个字，现有 201 个字"),
        ("title", "长" * 5_000_000, "text_too_long", "最多 200 个字"),
        ("title", 5, "text_type", "应为文字"),
        ("title", None, "text_type", "应为文字"),
        ("size", -1, "int_range", "0 到 2147483647"),
        ("size", 2**31, "int_range", "2147483647"),
        ("wide", 2**63, "int_range", "9223372036854775807"),
        ("wide", 10**400, "int_range", "之间"),
        ("amount", 2**53, "int_range", "9007199254740991"),
        ("size", True, "int_type", "应为整数"),
        ("size", 1.5, "int_type", "应为整数"),
        ("size", "१२", "int_type", "应为整数"),
        ("size", "9" * 5000, "int_type", "应为整数"),
    ],
)
def test_bad_input_is_refused_with_its_cure(
    field: str, value: object, code: str, words: str
) -> None:
    kind, message = refusal(field, value)
    assert kind == code
    assert words in message


def test_good_input_is_cleaned() -> None:
    form = Form.model_validate(
        {"title": " e\u0301tude\u200b\ufeff ", "body": "一\r\n二\r三\u2028四\t五\n", "size": "12"}
    )
    assert form.title == "étude"
    assert form.body == "一\n二\n三\n四\t五"
    assert form.size == 12


def test_a_minimum_length_is_said() -> None:
    with pytest.raises(PydanticCustomError, match="至少 10 个字"):
        t.TextRule(10, 20).apply("太短")


def test_the_schema_shows_the_bounds_to_clients() -> None:
    properties = Form.model_json_schema()["properties"]
    assert (properties["title"]["minLength"], properties["title"]["maxLength"]) == (1, 200)
    assert (properties["size"]["minimum"], properties["size"]["maximum"]) == (0, 2**31 - 1)


@given(st.text(max_size=300, alphabet=st.characters(codec=None)))
def test_what_is_accepted_is_storable_and_stable(value: str) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(t.OptionalMediumText)
    try:
        cleaned = adapter.validate_python(value)
    except ValidationError:
        return
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert adapter.validate_python(cleaned) == cleaned


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_both_depth_measures_agree(value: object) -> None:
    assert t.raw_json_depth(json.dumps(value).encode()) == t.json_depth(value)


def test_nesting_beyond_twenty_is_refused_before_and_after_parsing() -> None:
    nested: object = '["{'
    for _ in range(20):
        nested = {"a": [1, "]"], "b": nested}
    t.check_json_depth(nested, limit=21)
    t.check_json_depth([[[]]])
    with pytest.raises(PydanticCustomError, match="最多 20 层"):
        t.check_json_depth([nested])
    with pytest.raises(PydanticCustomError, match="最多 20 层"):
        t.check_json_depth(b"[" * 100_000)
    t.check_json_depth(b'{"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}')


def test_the_depth_scan_is_linear() -> None:
    started = time.perf_counter()
    t.raw_json_depth(b'"' + b"\\" * 1_000_000)
    t.raw_json_depth(b'["\\"' * 250_000)
    assert time.perf_counter() - started < 2
