"""The checker of a kind's fields and of their rules. Bears anything; never raises."""

import re
from collections.abc import Mapping
from typing import Any

from rulebook import Type, check
from zhuanban.work.matters.rules.field_rules import FACTS, TYPES

SOURCES = ("share", "derive", "ask")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What others hold and hand on; a shared field says from which of them it comes.
HELD_BY_OTHERS = (
    "行政审批", "办案系统", "不动产登记", "国土变更调查", "市场主体登记", "供电单位", "卫生院诊疗统计", "户籍统计",
    "住建部门", "文旅部门", "统计部门", "公布名录", "认定公告",
)  # fmt: skip
LONGEST_NAME, LONGEST_WHY, MOST_FIELDS, MOST_CHOICES = 20, 100, 20, 30
KEYS = {
    "code": "代码", "name": "名称", "type": "类型", "unit": "单位", "source": "来源", "why": "理由", "query": "供查询",
    "required": "必填", "choices": "选项", "show_if": "何时填", "constraint": "约束", "constraint_words": "约束说明",
    "rule": "算法",
}  # fmt: skip


def all_field_faults(raw: Mapping[str, Any]) -> list[str]:
    """What is wrong with the fields of a kind, each alone and their rules together."""
    fields = raw.get("fields")
    if not isinstance(fields, list):
        return ["fields（字段）应是一列字段（可以为空）。"]
    if len(fields) > MOST_FIELDS:
        return [f"fields（字段）最多 {MOST_FIELDS} 个：问得越少越好。"]
    faults = [fault for item in fields for fault in field_faults(item)]
    for key in ("code", "name"):
        said = [str(item.get(key)) for item in fields if isinstance(item, dict)]
        if len(set(said)) < len(said):
            faults.append(f"字段 {key}（{KEYS[key]}）重复。")
    return faults or _rule_faults(fields)


def field_faults(raw: Any) -> list[str]:
    """What is wrong with one field. Every field says why it is there: asking without a reason is a burden."""
    if not isinstance(raw, dict):
        return ["每个字段应是一组“键: 值”。"]
    faults = [f"字段有不认识的键 {key}。" for key in sorted(str(key) for key in raw if key not in KEYS)]
    name = raw.get("name") or raw.get("code") or "（无名）"
    if not CODE.fullmatch(str(raw.get("code", ""))) or not is_text(raw.get("name")):
        faults.append(f"字段 {name} 缺少 code（代码）或 name（名称）。")
    parts = (_name_faults, _source_faults, _type_faults)
    return faults + [f"字段 {name} {fault}" for part in parts for fault in part(raw)]


def _name_faults(raw: Mapping[str, Any]) -> list[str]:
    name = str(raw.get("name") or "")
    faults = []
    if len(name) > LONGEST_NAME:
        faults.append(f"的名称不能超过 {LONGEST_NAME} 个字。")
    if "（" in name or "(" in name:
        faults.append("的名称里不要写括号，单位写在 unit（单位）里。")
    if name in FACTS:
        faults.append("与系统已知的名称相同，不必再问。")
    return faults


def _source_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if raw.get("source") not in SOURCES:
        faults.append("的 source（来源）应是 share、derive 或 ask。")
    if not is_text(raw.get("why")) or len(raw["why"]) > LONGEST_WHY:
        faults.append(f"没有写明理由（why，{LONGEST_WHY} 字以内）：没有理由的字段不得索要。")
    elif raw.get("source") == "share" and not any(held in raw["why"] for held in HELD_BY_OTHERS):
        faults.append(f"是共享的，why（理由）要写明从哪里带出：{'、'.join(HELD_BY_OTHERS)}。别处没有的改为填报。")
    if not isinstance(raw.get("query"), bool) or not isinstance(raw.get("required"), bool):
        faults.append("的 query（供查询）、required（必填）应是 true 或 false。")
    elif raw["required"] and raw.get("source") != "ask":
        faults.append("由共享或计算得来，不能必填。")
    if _said(raw, "rule") and raw.get("source") != "derive":
        faults.append("写了 rule（算法），source（来源）应是 derive。")
    if _said(raw, "constraint") != _said(raw, "constraint_words"):
        faults.append("的 constraint（约束）和 constraint_words（不符合时的说明）要一起写。")
    return faults


def _type_faults(raw: Mapping[str, Any]) -> list[str]:
    if raw.get("type") not in list(TYPES):
        return ["的 type 不认识。"]
    faults = []
    choices = raw.get("choices", [])
    is_words = isinstance(choices, list) and all(is_text(word) for word in choices)
    if (raw["type"] == "choice") != bool(is_words and choices) or not is_words:
        faults.append("：选择型要有 choices（选项），其他类型不要。")
    elif len(set(choices)) < len(choices) or len(choices) > MOST_CHOICES:
        faults.append(f"的选项不能重复，最多 {MOST_CHOICES} 个。")
    if raw["type"] == "number" and not is_text(raw.get("unit")):
        faults.append("是数字，要写明 unit（单位）。")
    if raw["type"] not in ("number", "money") and "unit" in raw:
        faults.append("不是数字，不要写 unit（单位）。")
    if "unit" in raw and (not is_text(raw["unit"]) or len(raw["unit"]) > 10):
        faults.append("的 unit（单位）应是 10 个字以内的文字。")
    return faults


def _rule_faults(fields: list[Any]) -> list[str]:
    """Rules are checked once the fields are sound: what a rule may name are the fields and their types."""
    whole = FACTS | {raw["name"]: TYPES[raw["type"]] for raw in fields}
    before, faults = dict(FACTS), []
    for raw in fields:
        own = TYPES[raw["type"]]
        for key, names, result in (
            ("show_if", before, Type.BOOLEAN), ("rule", before, own), ("constraint", whole, Type.BOOLEAN),
        ):  # fmt: skip
            wrong = _checked(raw[key], names, result) if key in raw else []
            faults += [f"字段 {raw['name']} 的 {key}（{KEYS[key]}）{fault}" for fault in wrong]
        if "constraint" in raw and raw["name"] not in str(raw["constraint"]):
            faults.append(f"字段 {raw['name']} 的 constraint（约束）没有用到它自己。")
        before[raw["name"]] = own
    return faults


def _checked(source: Any, names: Mapping[str, Type], result: Type) -> list[str]:
    if not isinstance(source, str):
        return ["应是一条规则。"]
    return [str(fault) for fault in check(source, names, result=result)]


def _said(raw: Mapping[str, Any], key: str) -> bool:
    return is_text(raw.get(key))


def is_text(value: Any) -> bool:
    """Whether something is said."""
    return isinstance(value, str) and bool(value.strip())
