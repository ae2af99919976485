"""How faults are said in Chinese: what was wrong with a request, by the kind of fault and the field."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

WORDS = {
    "missing": "没有填写",
    "json_invalid": "不是有效的 JSON",
    "uuid_parsing": "不是有效的标识",
    "uuid_type": "不是有效的标识",
    "datetime_from_date_parsing": "不是有效的时间",
    "datetime_parsing": "不是有效的时间",
    "date_from_datetime_parsing": "不是有效的日期",
    "date_parsing": "不是有效的日期",
    "timezone_aware": "时间要带时区",
    "int_parsing": "应是整数",
    "int_type": "应是整数",
    "decimal_parsing": "应是数字",
    "float_parsing": "应是数字",
    "bool_parsing": "应是“是”或“否”",
    "string_type": "应是文字",
    "list_type": "应是列表",
    "dict_type": "应是一组字段",
    "model_attributes_type": "应是一组字段",
    "string_too_long": "超过 {max_length} 个字",
    "string_too_short": "少于 {min_length} 个字",
    "string_pattern_mismatch": "写法不对",
    "too_long": "超过 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "less_than": "应小于 {lt}",
    "literal_error": "不是可选的值",
    "enum": "不是可选的值",
    "extra_forbidden": "不认识这一项",
}
OUTER = frozenset({"body", "query", "path", "header", "file", "form", "cookie"})


def fault_words(errors: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for the faults that pydantic found, the first three by name."""
    said = [f"“{field_of(error)}”{words_of(error)}" for error in errors[:3]]
    rest = f"等 {len(errors)} 处" if len(errors) > 3 else ""
    return f"请求里{'；'.join(said)}{rest}。"


def field_of(error: Mapping[str, Any]) -> str:
    """The name of the field within the request, as photos.0.sha256; 正文 where it is the body itself."""
    path = [str(step) for step in error.get("loc", ()) if str(step) not in OUTER]
    return ".".join(path[1:] if len(path) > 1 else path) or "正文"


def words_of(error: Mapping[str, Any]) -> str:
    """What is wrong with the field."""
    given = error.get("ctx") or {}
    bounds = {name: value for name, value in given.items() if isinstance(value, str | int | float | Decimal)}
    try:
        return WORDS.get(str(error.get("type")), "填得不对").format_map(bounds)
    except KeyError:
        return "填得不对"
