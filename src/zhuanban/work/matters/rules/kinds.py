"""Kinds of matters as data: what a kind says. The shape is in kinds/README.md, its checker in kind_faults.py."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhuanban.ground.workdays.rules import Limit, LimitUnit
from zhuanban.work.matters.rules.aftercare import Aftercare, aftercare_of
from zhuanban.work.matters.rules.loop import RELAPSE_DAYS, Profile


@dataclass(frozen=True)
class StageLimit:
    """A stage and its limit."""

    stage: str
    limit: Limit


@dataclass(frozen=True)
class Evidence:
    """佐证: what must be there to see, at which step, and why it is asked.

    `required`: done cannot be reported without it. It is attached, or stands in the field that `field` names.
    """

    name: str
    at: str
    why: str
    required: bool = False
    field: str = ""

    @property
    def words(self) -> str:
        """When it has to be there, and where it is written if it is not attached."""
        where = f"（填在“{self.field}”）" if self.field else ""
        return f"{self.at}时{'必' if self.required else ''}备{where}"


@dataclass(frozen=True)
class FieldSpec:
    """What a kind keeps beyond place, description and photo; its rules are in the language of `rulebook`."""

    code: str
    name: str
    type: str
    source: str
    why: str
    query: bool
    required: bool
    choices: tuple[str, ...] = ()
    unit: str = ""
    show_if: str = ""
    constraint: str = ""
    constraint_words: str = ""
    rule: str = ""

    @property
    def is_asked(self) -> bool:
        return self.source == "ask"

    @property
    def label(self) -> str:
        """The name with its unit, as the head of a column and the label of an input."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @property
    def condition(self) -> str:
        """When it is asked, as people read it; empty where always."""
        return f"{_read_out(self.show_if)}时填写" if self.show_if else ""


def _read_out(rule: str) -> str:
    """A rule with its signs in words."""
    for sign, words in (("==", "为"), ("!=", "不为"), (" in ", "属于"), (" and ", "，且"), (" or ", "，或者")):
        rule = rule.replace(sign, words)
    return re.sub(r'"([^"]*)"', r"“\1”", "".join(rule.split()))


@dataclass(frozen=True)
class KindSpec:
    """A kind as its file describes it."""

    code: str
    name: str
    profile: Profile
    group: str
    beautify: str
    serves: tuple[str, ...]
    departments: tuple[str, ...]
    closing_standard: str
    is_trivial: bool
    needs_photo: bool
    photo_reason: str
    stages: tuple[StageLimit, ...]
    source: str
    is_local: bool
    fields: tuple[FieldSpec, ...]
    evidence: tuple[Evidence, ...]
    milestones: tuple[str, ...]
    is_general: bool
    plans_by_clause: bool
    whole: Limit | None = None
    relapse_days: int = RELAPSE_DAYS
    aftercare: Aftercare | None = None

    def stage_after(self, name: str) -> StageLimit | None:
        """The stage that follows the named one; None after the last."""
        names = [stage.stage for stage in self.stages]
        place = names.index(name) + 1 if name in names else len(names)
        return self.stages[place] if place < len(names) else None

    @property
    def asked(self) -> list[FieldSpec]:
        """The fields that a person fills in."""
        return [field for field in self.fields if field.is_asked]

    @property
    def must_attach(self) -> list[Evidence]:
        """What has to be attached when done is reported."""
        return [item for item in self.evidence if item.required and not item.field]

    @property
    def must_fill(self) -> list[Evidence]:
        """What has to stand in a field when done is reported."""
        return [item for item in self.evidence if item.required and item.field]

    @property
    def attached_words(self) -> str:
        """What the photos of the report have to show and why, as people read it; empty where nothing must be there."""
        if self.must_attach:
            return "、".join(f"“{item.name}”（{item.why}）" for item in self.must_attach)
        return f"整改后照片（{self.photo_reason}）" if self.needs_photo else ""

    @property
    def limits_from(self) -> str:
        """Where the limits come from, as people read it."""
        if self.is_local:
            return f"本地设定（样例，取自{self.source}；启用前请按本地规定核定）"
        if self.source.startswith("E"):
            compared = self.source[1:].strip("（）")
            return f"估计值（{compared or '没有依据的文件'}）"
        return self.source


def kind_of(raw: Mapping[str, Any]) -> KindSpec:
    """The kind of a checked description."""
    return KindSpec(
        code=raw["code"],
        name=raw["name"],
        profile=Profile(raw["profile"]),
        group=raw["group"],
        beautify=raw["beautify"],
        serves=tuple(raw["serves"]),
        departments=tuple(raw["departments"]),
        closing_standard=raw["closing_standard"],
        is_trivial=raw["trivial"],
        needs_photo=raw["photo"] == "required",
        photo_reason=raw.get("photo_reason", ""),
        stages=tuple(stage_of(item) for item in raw["limits"]),
        source=raw["source"],
        is_local=raw.get("local", False),
        fields=tuple(field_of(item) for item in raw["fields"]),
        evidence=tuple(Evidence(**item) for item in raw.get("evidence", ())),
        milestones=tuple(raw.get("milestones", ())),
        is_general=raw.get("general", False),
        plans_by_clause=raw.get("plan_by") == "clause",
        whole=_whole_of(raw.get("whole_limit")),
        relapse_days=raw.get("relapse_days", RELAPSE_DAYS),
        aftercare=aftercare_of(raw.get("aftercare")),
    )


def _whole_of(raw: Mapping[str, Any] | None) -> Limit | None:
    return Limit(raw["amount"], LimitUnit(raw["unit"])) if raw else None


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
        unit=raw.get("unit") or ("元" if raw["type"] == "money" else ""),
        show_if=raw.get("show_if", ""),
        constraint=raw.get("constraint", ""),
        constraint_words=raw.get("constraint_words", ""),
        rule=raw.get("rule", ""),
    )
