"""What differs between two versions of a kind, and what a new version may not change; in the words of the office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec

SOURCES = {"share": "共享", "derive": "计算", "ask": "填报"}
TYPES = {"text": "文字", "number": "数字", "choice": "选择", "day": "日期", "money": "金额", "yes-no": "是否"}
# What is the same in every version: matters are listed and routed by it.
FIXED = {"code": "代码", "profile": "流程", "general": "通用类别"}
FIXED_SHIPPED = {**FIXED, "name": "名称", "group": "大类"}


@dataclass(frozen=True)
class Change:
    """One difference: what, before and after; empty where there is none."""

    what: str
    before: str
    after: str


def changes_between(before: KindSpec | None, after: KindSpec) -> list[Change]:
    """Everything that differs, in the order of the page."""
    old, new = (said_of(before) if before else {}), said_of(after)
    what = [*new, *(key for key in old if key not in new)]
    return [Change(key, old.get(key, ""), new.get(key, "")) for key in what if old.get(key, "") != new.get(key, "")]


def said_of(spec: KindSpec) -> dict[str, str]:
    """What a kind says, line by line, as people read it."""
    said = {
        "名称": spec.name,
        "大类": spec.group,
        "四化": spec.beautify,
        "条款用词": "、".join(spec.serves),
        "部门用词": "、".join(spec.departments),
        "时限": "；".join(f"{stage.stage} {stage.limit}" for stage in spec.stages),
        "时限来源": spec.limits_from,
        "销号标准": spec.closing_standard,
        "照片": f"必附：{spec.photo_reason}" if spec.needs_photo else "可附",
        "佐证": "；".join(f"{item.words} {item.name}（{item.why}）" for item in spec.evidence),
        "里程碑": " → ".join(spec.milestones),
        "长效管护": spec.aftercare.words if spec.aftercare else "",
        "立查立改": "是" if spec.is_trivial else "否",
        "计划依据": "条款写明的期限" if spec.plans_by_clause else "时限",
    }
    return said | {f"字段“{field.name}”": field_said(field) for field in spec.fields}


def field_said(field: FieldSpec) -> str:
    """A field in one line."""
    parts = [TYPES[field.type], field.unit, SOURCES[field.source]]
    parts += ["必填" if field.required else "", "供查询" if field.query else ""]
    parts += [f"选项 {'、'.join(field.choices)}" if field.choices else "", field.condition]
    parts += [f"约束 {field.constraint}" if field.constraint else "", f"算法 {field.rule}" if field.rule else ""]
    return "；".join([part for part in parts if part] + [f"理由：{field.why}"])


def fixed_faults(raw: Mapping[str, Any], before: Iterable[Mapping[str, Any]], *, is_own: bool) -> list[str]:
    """What a new version changes that must stay; `before` are the versions so far, at least one, the newest first."""
    versions = list(before)
    newest = versions[0]
    fixed = FIXED if is_own else FIXED_SHIPPED
    faults = [f"{words}（{key}）不能改。" for key, words in fixed.items() if raw.get(key) != newest.get(key)]
    types = {field["code"]: field["type"] for version in reversed(versions) for field in version["fields"]}
    fields = [field for field in raw.get("fields") or [] if isinstance(field, dict)]
    turned = [field for field in fields if types.get(str(field.get("code")), field.get("type")) != field.get("type")]
    words = "不能改类型：已登记的事项还用着它。请删去，另加一个字段。"
    return faults + [f"字段 {field.get('name')} {words}" for field in turned]


def next_field_code(before: Iterable[Mapping[str, Any]], taken: Iterable[str]) -> str:
    """A code that no field of any version has had."""
    used = {field["code"] for version in before for field in version["fields"]} | set(taken)
    number = 1
    while f"field-{number}" in used:
        number += 1
    return f"field-{number}"
