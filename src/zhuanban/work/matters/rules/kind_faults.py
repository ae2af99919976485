"""The checker of kinds: what is wrong with a description, one Chinese sentence each. Bears anything; never raises."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from zhuanban.ground.workdays.rules import LimitUnit
from zhuanban.work.matters.rules.aftercare import aftercare_faults
from zhuanban.work.matters.rules.field_faults import CODE, all_field_faults, is_text
from zhuanban.work.matters.rules.loop import MOST_PHOTOS, Profile

BEAUTIES = ("绿化", "亮化", "净化", "美化")
STEPS = ("登记", "报结", "核查")
EVIDENCE_KEYS = {"name", "at", "why", "required", "field"}
MOST_STAGES = 6
LONGEST = {"name": 40, "group": 20, "closing_standard": 200, "source": 100, "photo_reason": 100}
TEXTS = ("name", "group", "closing_standard", "source")
KEYS = {
    "code": "代码", "name": "名称", "profile": "流程", "group": "大类", "beautify": "四化", "serves": "条款用词",
    "departments": "部门用词", "closing_standard": "销号标准", "trivial": "立查立改", "photo": "照片",
    "photo_reason": "照片理由", "limits": "时限", "source": "时限来源", "local": "本地设定", "fields": "字段",
    "evidence": "佐证", "milestones": "里程碑", "general": "通用类别", "plan_by": "计划依据",
    "whole_limit": "总时限", "relapse_days": "反弹认定天数",
    "aftercare": "长效管护",
}  # fmt: skip


def faults_of(items: Iterable[Any]) -> list[str]:
    """What is wrong with these descriptions, one Chinese sentence each; empty where all are well formed."""
    kinds = list(items)
    faults = [f"{_called(raw)}：{fault}" for raw in kinds for fault in kind_faults(raw)]
    for key in ("code", "name"):
        counted = Counter(str(raw.get(key)) for raw in kinds if isinstance(raw, dict))
        faults += [f"{value}：{key}（{KEYS[key]}）重复 {count} 次。" for value, count in counted.items() if count > 1]
    return faults


def _called(raw: Any) -> str:
    return str(raw.get("code") or raw.get("name") or "（无代码）") if isinstance(raw, dict) else "（不是一项）"


def kind_faults(raw: Any) -> list[str]:
    """What is wrong with one kind."""
    if not isinstance(raw, dict):
        return ["每一类应是一组“键: 值”。"]
    return [fault for part in PARTS for fault in part(raw)]


def _text_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = [f"不认识的键 {key}。" for key in sorted(str(key) for key in raw if key not in KEYS)]
    if not CODE.fullmatch(str(raw.get("code", ""))):
        faults.append("code（代码）应是小写英文和连字符。")
    faults += [f"缺少 {key}（{KEYS[key]}）。" for key in TEXTS if not is_text(raw.get(key))]
    long = [key for key, most in LONGEST.items() if len(str(raw.get(key) or "")) > most]
    return faults + [f"{key}（{KEYS[key]}）不能超过 {LONGEST[key]} 个字。" for key in long]


def _choice_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if raw.get("profile") not in list(Profile.values):
        faults.append("profile（流程）应是 case、ledger 或 agreed。")
    if raw.get("beautify") not in BEAUTIES:
        faults.append("beautify（四化）应是绿化、亮化、净化或美化。")
    marks = [raw.get("trivial"), raw.get("general", False), raw.get("local", False)]
    if not all(isinstance(mark, bool) for mark in marks):
        faults.append("trivial（立查立改）、general（通用）、local（本地设定）应是 true 或 false。")
    if raw.get("local") is True and str(raw.get("source", "")).startswith("E"):
        faults.append("估计的时限（来源以 E 开头）不能标为本地设定（local）。")
    if "plan_by" in raw and (raw["plan_by"] != "clause" or raw.get("profile") != Profile.LEDGER):
        faults.append("plan_by（计划依据）只能是 clause，只用于 ledger：计划完成日期取条款写明的期限。")
    return faults


def _photo_faults(raw: Mapping[str, Any]) -> list[str]:
    if raw.get("photo") not in ("required", "optional"):
        return ["photo（照片）应是 required 或 optional。"]
    if raw["photo"] == "required" and not is_text(raw.get("photo_reason")):
        return ["必须拍照的类别要写明 photo_reason（照片理由）：用不上的照片不得索要。"]
    return []


def _word_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if not are_words(raw.get("serves")) or not raw["serves"]:
        faults.append("serves（条款用词）至少要有一个词，否则认不出它服务于哪一条。")
    if not are_words(raw.get("departments")):
        faults.append("departments（部门用词）应是一列词（可以为空）。")
    if not are_words(raw.get("milestones", [])):
        faults.append("milestones（里程碑）应是一列词。")
    elif len(set(raw.get("milestones", []))) < len(raw.get("milestones", [])):
        faults.append("milestones（里程碑）有重复的步骤。")
    elif raw.get("milestones") and raw.get("profile") != Profile.LEDGER:
        faults.append("milestones（里程碑）只用于台账类别。")
    return faults


def _limit_faults(raw: Mapping[str, Any]) -> list[str]:
    limits = raw.get("limits")
    if not isinstance(limits, list) or not limits:
        return ["limits（时限）至少要有一个阶段。"]
    if len(limits) > MOST_STAGES:
        return [f"limits（时限）最多 {MOST_STAGES} 个阶段。"]
    faults = []
    for item in limits:
        if not isinstance(item, dict) or not is_text(item.get("stage")) or len(item["stage"]) > 20:
            faults.append("每个时限都要写明 stage（阶段，20 字以内）。")
        elif type(item.get("amount")) is not int or not 1 <= item["amount"] <= 1000:
            faults.append(f"{item['stage']}的 amount（时限数）应是 1 至 1000 的整数。")
        elif item.get("unit") not in list(LimitUnit.labels):
            faults.append(f"{item['stage']}的 unit（时限单位）应是{'、'.join(LimitUnit.labels)}之一。")
        elif item.keys() - {"stage", "amount", "unit"}:
            faults.append(f"{item['stage']}有不认识的键。")
    names = [str(item.get("stage")) for item in limits if isinstance(item, dict)]
    return [*faults, "阶段名重复。"] if len(set(names)) < len(names) else faults


def _whole_faults(raw: Mapping[str, Any]) -> list[str]:
    faults, days, whole = [], raw.get("relapse_days", 1), raw.get("whole_limit")
    if type(days) is not int or not 1 <= days <= 1000:
        faults.append("relapse_days（反弹认定天数）应是 1 至 1000 的整数。")
    if whole is None:
        return faults
    if not isinstance(whole, dict) or whole.keys() != {"amount", "unit"} or raw.get("profile") == Profile.LEDGER:
        return [*faults, "whole_limit（总时限）要写 amount、unit，不用于台账类别（台账按计划完成日期）。"]
    if type(whole["amount"]) is not int or not 1 <= whole["amount"] <= 1000 or whole["unit"] not in LimitUnit.labels:
        faults.append("whole_limit（总时限）的 amount 应是 1 至 1000 的整数，unit 应是四种时限单位之一。")
    return faults


def _evidence_faults(raw: Mapping[str, Any]) -> list[str]:
    listed = raw.get("evidence", [])
    if not isinstance(listed, list):
        return ["evidence（佐证）应是一列。"]
    faults = []
    for item in listed:
        if not isinstance(item, dict) or not is_text(item.get("name")) or item.keys() - EVIDENCE_KEYS:
            faults.append("每项佐证要有 name（名称）、at（环节）、why（理由），可有 required（必备）、field（字段）。")
        elif item.get("at") not in STEPS:
            faults.append(f"佐证 {item['name']} 的 at（环节）应是{'、'.join(STEPS)}之一。")
        elif not is_text(item.get("why")):
            faults.append(f"佐证 {item['name']} 没有写明理由（why）：没有理由的材料不得索要。")
        else:
            faults += [f"佐证 {item['name']} {fault}" for fault in _must_faults(item, raw)]
    pieces = [item for item in listed if isinstance(item, dict) and item.get("required") and not item.get("field")]
    if len(pieces) > MOST_PHOTOS:
        faults.append(f"报结时必备的佐证最多 {MOST_PHOTOS} 项：一次最多上传这么多照片。")
    return faults


def _must_faults(item: Mapping[str, Any], raw: Mapping[str, Any]) -> list[str]:
    """What is required is checked when done is reported, and can be given by who reports it."""
    required, named = item.get("required", False), item.get("field")
    if not isinstance(required, bool):
        return ["的 required（必备）应是 true 或 false。"]
    if required and item["at"] != "报结":
        return ["只有报结时备的才能标为 required（必备）：登记、核查时备的由办理的人当场看。"]
    if named is None:
        return []
    if not required or raw.get("profile") != Profile.LEDGER:
        return ["的 field（字段）只用于台账类别必备的佐证：台账的承办单位可以自己更正字段。"]
    asked = [each for each in raw.get("fields") or [] if isinstance(each, dict) and each.get("source") == "ask"]
    if named not in [each.get("name") for each in asked if not is_text(each.get("show_if"))]:
        return ["的 field（字段）应是这个类别里总要填报的一个字段的名称。"]
    return []


def are_words(value: Any) -> bool:
    """Whether it is a list of words."""
    return isinstance(value, list) and all(is_text(word) for word in value)


PARTS = (
    _text_faults, _choice_faults, _photo_faults, _word_faults, _limit_faults, _whole_faults,
    all_field_faults, _evidence_faults, aftercare_faults,
)  # fmt: skip
