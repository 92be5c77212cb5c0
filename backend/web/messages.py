"""What Pydantic found, said in Chinese."""

from collections.abc import Mapping
from typing import Any

MESSAGES = {
    "missing": "必填，请补充。",
    "extra_forbidden": "不认识的字段，请删除。",
    "string_type": "应为文字。",
    "string_too_short": "至少 {min_length} 个字符。",
    "string_too_long": "最多 {max_length} 个字符。",
    "string_pattern_mismatch": "格式不正确。",
    "string_unicode": "含有无法识别的字符，请删除后重试。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
    "int_from_float": "应为整数，不带小数。",
    "int_parsing_size": "数字过大。",
    "float_type": "应为数字。",
    "float_parsing": "应为数字。",
    "finite_number": "应为有限的数字。",
    "bool_type": "应为是或否。",
    "bool_parsing": "应为是或否。",
    "greater_than": "应大于 {gt}。",
    "greater_than_equal": "应不小于 {ge}。",
    "less_than": "应小于 {lt}。",
    "less_than_equal": "应不大于 {le}。",
    "uuid_parsing": "编号格式不正确。",
    "uuid_type": "编号格式不正确。",
    "date_parsing": "日期格式应为 2026-11-20。",
    "date_from_datetime_parsing": "日期格式应为 2026-11-20。",
    "date_type": "日期格式应为 2026-11-20。",
    "datetime_parsing": "时间格式应为 2026-11-20T09:00:00+08:00。",
    "datetime_from_date_parsing": "时间格式应为 2026-11-20T09:00:00+08:00。",
    "timezone_aware": "时间须带时区。",
    "enum": "只能取：{expected}。",
    "literal_error": "只能取：{expected}。",
    "list_type": "应为列表。",
    "too_long": "最多 {max_length} 项。",
    "too_short": "至少 {min_length} 项。",
    "dict_type": "应为对象。",
    "model_type": "应为对象。",
    "model_attributes_type": "应为对象，请检查内容类型是否为 application/json。",
    "json_invalid": "不是有效的 JSON。",
    "json_type": "不是有效的 JSON。",
    "value_error": "{error}",
    "url_parsing": "网址格式不正确。",
    "url_scheme": "网址应以 http:// 或 https:// 开头。",
    "recursion_loop": "内容嵌套过深。",
    "none_required": "应留空。",
    "decimal_parsing": "应为数字。",
}


def message_zh(item: Mapping[str, Any]) -> str:
    """Return the Chinese sentence for one validation error."""
    kind = str(item.get("type", ""))
    template = MESSAGES.get(kind)
    if template is None:
        text = str(item.get("msg", ""))
        return text if not text.isascii() else "填写有误，请检查。"
    context = dict(item.get("ctx") or {})
    if "expected" in context:  # Pydantic writes 'zh' or 'en'
        context["expected"] = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
    try:
        return template.format(**context)
    except (KeyError, IndexError):
        return "填写有误，请检查。"
