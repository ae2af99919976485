"""Kinds of matters as data: reading a kind and finding what is wrong with it. The shape is in kinds/README.md."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhuanban.ground.workdays.rules import Limit, LimitUnit
from zhuanban.work.matters.rules.loop import Profile

FIELD_TYPES = frozenset({"text", "number", "choice", "day", "money", "yes-no"})
FIELD_SOURCES = frozenset({"share", "derive", "ask"})
BEAUTIES = frozenset({"绿化", "亮化", "净化", "美化"})
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KIND_KEYS = frozenset(
    {
        "code",
        "name",
        "profile",
        "group",
        "beautify",
        "serves",
        "departments",
        "closing_standard",
        "trivial",
        "photo",
        "photo_reason",
        "limits",
        "source",
        "fields",
        "milestones",
        "general",
        "plan_by",
    }
)
_FIELD_KEYS = frozenset({"code", "name", "type", "source", "why", "query", "required", "choices"})


@dataclass(frozen=True)
class StageLimit:
    """A stage and its limit."""

    stage: str
    limit: Limit


@dataclass(frozen=True)
class FieldSpec:
    """What a kind keeps beyond place, description and photo."""

    code: str
    name: str
    type: str
    source: str
    why: str
    query: bool
    required: bool
    choices: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        return self.source == "ask"


@dataclass(frozen=True)
class KindSpec:
    """A kind as its file describes it."""

    code: str
    name: str
    profile: Profile
    group: str
    serves: tuple[str, ...]
    departments: tuple[str, ...]
    closing_standard: str
    is_trivial: bool
    needs_photo: bool
    photo_reason: str
    stages: tuple[StageLimit, ...]
    source: str
    fields: tuple[FieldSpec, ...]
    milestones: tuple[str, ...]
    is_general: bool
    plans_by_clause: bool

    def stage_after(self, name: str) -> StageLimit | None:
        """The stage that follows the named one; None after the last."""
        names = [stage.stage for stage in self.stages]
        place = names.index(name) + 1 if name in names else len(names)
        return self.stages[place] if place < len(names) else None


def kind_of(raw: Mapping[str, Any]) -> KindSpec:
    """The kind of a checked description."""
    return KindSpec(
        code=raw["code"],
        name=raw["name"],
        profile=Profile(raw["profile"]),
        group=raw["group"],
        serves=tuple(raw["serves"]),
        departments=tuple(raw["departments"]),
        closing_standard=raw["closing_standard"],
        is_trivial=raw["trivial"],
        needs_photo=raw["photo"] == "required",
        photo_reason=raw.get("photo_reason", ""),
        stages=tuple(stage_of(item) for item in raw["limits"]),
        source=raw["source"],
        fields=tuple(field_of(item) for item in raw["fields"]),
        milestones=tuple(raw.get("milestones", ())),
        is_general=raw.get("general", False),
        plans_by_clause=raw.get("plan_by") == "clause",
    )


def stage_of(raw: Mapping[str, Any]) -> StageLimit:
    """The stage of a checked description."""
    return StageLimit(raw["stage"], Limit(raw["amount"], LimitUnit(raw["unit"])))


def field_of(raw: Mapping[str, Any]) -> FieldSpec:
    """The field of a checked description."""
    return FieldSpec(
        code=raw["code"],
        name=raw["name"],
        type=raw["type"],
        source=raw["source"],
        why=raw["why"],
        query=raw["query"],
        required=raw["required"],
        choices=tuple(raw.get("choices", ())),
    )


def faults_of(items: Iterable[Any]) -> list[str]:
    """What is wrong with these descriptions, one Chinese sentence each; empty where all are well formed."""
    kinds = list(items)
    faults = [f"{_called(raw)}：{fault}" for raw in kinds for fault in kind_faults(raw)]
    for key in ("code", "name"):
        counted = Counter(str(raw.get(key)) for raw in kinds if isinstance(raw, dict))
        faults += [f"{value}：{key} 重复 {count} 次。" for value, count in counted.items() if count > 1]
    return faults


def _called(raw: Any) -> str:
    return str(raw.get("code") or raw.get("name") or "（无代码）") if isinstance(raw, dict) else "（不是一项）"


def kind_faults(raw: Any) -> list[str]:
    """What is wrong with one kind."""
    if not isinstance(raw, dict):
        return ["每一类应是一组“键: 值”。"]
    return [*_text_faults(raw), *_choice_faults(raw), *_word_faults(raw), *_limit_faults(raw), *_all_field_faults(raw)]


def _text_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = [f"不认识的键 {key}。" for key in sorted(raw.keys() - _KIND_KEYS)]
    if not _CODE.fullmatch(str(raw.get("code", ""))):
        faults.append("code 应是小写英文和连字符。")
    needed = ("name", "group", "closing_standard", "source")
    return faults + [f"缺少 {key}。" for key in needed if not _is_text(raw.get(key))]


def _choice_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if raw.get("profile") not in Profile.values:
        faults.append("profile 应是 case、ledger 或 agreed。")
    if raw.get("beautify") not in BEAUTIES:
        faults.append("beautify 应是绿化、亮化、净化或美化。")
    if not isinstance(raw.get("trivial"), bool) or not isinstance(raw.get("general", False), bool):
        faults.append("trivial、general 应是 true 或 false。")
    if "plan_by" in raw and (raw["plan_by"] != "clause" or raw.get("profile") != Profile.LEDGER):
        faults.append("plan_by 只能是 clause，只用于 ledger：计划完成日期取条款写明的期限。")
    if raw.get("photo") not in {"required", "optional"}:
        faults.append("photo 应是 required 或 optional。")
    if raw.get("photo") == "required" and not _is_text(raw.get("photo_reason")):
        faults.append("必须拍照的类别要写明 photo_reason：用不上的照片不得索要。")
    return faults


def _word_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if not _are_words(raw.get("serves")) or not raw["serves"]:
        faults.append("serves 至少要有一个词，否则认不出它服务于哪一条。")
    if not _are_words(raw.get("departments")):
        faults.append("departments 应是一列词（可以为空）。")
    if not _are_words(raw.get("milestones", [])):
        faults.append("milestones 应是一列词。")
    return faults


def _limit_faults(raw: Mapping[str, Any]) -> list[str]:
    limits = raw.get("limits")
    if not isinstance(limits, list) or not limits:
        return ["limits 至少要有一个阶段。"]
    faults = []
    for item in limits:
        if not isinstance(item, dict) or not _is_text(item.get("stage")):
            faults.append("每个时限都要写明 stage。")
        elif not isinstance(item.get("amount"), int) or not 1 <= item["amount"] <= 1000:
            faults.append(f"{item['stage']}的 amount 应是 1 至 1000 的整数。")
        elif item.get("unit") not in LimitUnit.labels:
            faults.append(f"{item['stage']}的 unit 应是{'、'.join(LimitUnit.labels)}之一。")
    names = [item.get("stage") for item in limits if isinstance(item, dict)]
    return [*faults, "阶段名重复。"] if len(set(names)) < len(names) else faults


def _all_field_faults(raw: Mapping[str, Any]) -> list[str]:
    fields = raw.get("fields")
    if not isinstance(fields, list):
        return ["fields 应是一列字段（可以为空）。"]
    faults = [fault for item in fields for fault in field_faults(item)]
    codes = [item.get("code") for item in fields if isinstance(item, dict)]
    return [*faults, "字段 code 重复。"] if len(set(codes)) < len(codes) else faults


def field_faults(raw: Any) -> list[str]:
    """What is wrong with one field. Every field says why it is there: asking without a reason is a burden."""
    if not isinstance(raw, dict):
        return ["每个字段应是一组“键: 值”。"]
    faults = [f"字段有不认识的键 {key}。" for key in sorted(raw.keys() - _FIELD_KEYS)]
    name = raw.get("name") or raw.get("code") or "（无名）"
    if not _CODE.fullmatch(str(raw.get("code", ""))) or not _is_text(raw.get("name")):
        faults.append(f"字段 {name} 缺少 code 或 name。")
    if raw.get("type") not in FIELD_TYPES:
        faults.append(f"字段 {name} 的 type 不认识。")
    if raw.get("source") not in FIELD_SOURCES:
        faults.append(f"字段 {name} 的 source 应是 share、derive 或 ask。")
    if not _is_text(raw.get("why")):
        faults.append(f"字段 {name} 没有写明理由（why）：没有理由的字段不得索要。")
    if not isinstance(raw.get("query"), bool) or not isinstance(raw.get("required"), bool):
        faults.append(f"字段 {name} 的 query、required 应是 true 或 false。")
    if (raw.get("type") == "choice") != bool(_are_words(raw.get("choices")) and raw.get("choices")):
        faults.append(f"字段 {name}：选择型要有 choices，其他类型不要。")
    return faults


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(word) for word in value)
