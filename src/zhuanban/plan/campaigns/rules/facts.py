"""What a fact of the plan is, which fields each kind has, and how a written value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhuanban.ground.core.errors import Invalid

FORCES = {"must": "应当", "forbid": "禁止", "encourage": "鼓励", "explore": "探索", "standing": "保持"}
ROLES = {"lead": "牵头", "responsible": "责任", "participant": "参与"}
CLAUSE_KINDS = {
    "task": "任务", "principle": "原则", "goal": "目标", "safeguard": "保障", "heading": "标题", "other": "其他",
}
RHYTHMS = {
    "": "一次", "day": "每日", "week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年",
    "year": "每年", "continuous": "持续",
}
OPERATORS = {">=": "不低于", "<=": "不高于", "=": "达到", "+": "提高", "-": "降低"}
MONEY_KINDS = {"reward": "奖励", "return": "返还", "budget": "预算", "other": "其他"}
STATES = {"compiled": "", "corrected": "已更正", "added": "补充", "removed": "已删除"}


@dataclass(frozen=True)
class Field:
    """One field of a fact. `sort` says how it is written and kept:

    text, long: words · lines: a list of words · day: ISO day · number: decimal as text · share: 0..1, written as % ·
    choice: a key of `choices` · clause: a clause's key · unit: a unit's name.
    """

    name: str
    label: str
    sort: str = "text"
    is_required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 120


@dataclass(frozen=True)
class Kind:
    """A kind of facts: the list of plan.schema.json it comes from, its fields, and what a person may do to it."""

    code: str
    label: str
    fields: tuple[Field, ...]
    may_add: bool = True
    may_remove: bool = True


@dataclass(frozen=True)
class Fact:
    """One fact in force: fields as in plan.schema.json, `clause` being the key of the clause across versions."""

    kind: str
    anchor: str
    values: Mapping[str, Any]
    span: tuple[int, int] | None
    words: str
    state: str = "compiled"

    def with_values(self, values: Mapping[str, Any], state: str) -> "Fact":
        """The same fact with some values replaced."""
        return replace(self, values={**self.values, **values}, state=state)


_NAME = Field("name", "名称", is_required=True, most=60)
_UNIT = Field("unit", "单位", "unit", is_required=True, most=80)
_CLAUSE = Field("clause", "条款", "clause", is_required=True)
_BY = Field("by", "截止日期", "day")
_TEXT = Field("text", "原文", "long", most=500)

HEADER = (
    Field("title", "标题", is_required=True, most=200),
    Field("issuers", "发文机关", "lines"),
    Field("number", "发文字号", most=80),
    Field("date", "成文日期", "day"),
    Field("recipients", "主送", "lines"),
)
PERIOD = (Field("start", "开始", "day", is_required=True), Field("end", "结束", "day", is_required=True))
OFFICE = (
    Field("unit", "办公室设在", "unit"),
    Field("director", "办公室主任", most=30),
    Field("deputies", "办公室副主任", "lines"),
)
HEADS = {"notice": ("题头", HEADER), "period": ("起止日期", PERIOD), "office": ("专班办公室", OFFICE)}

KINDS = {
    kind.code: kind
    for kind in (
        Kind("notice", "题头", (), may_add=False, may_remove=False),
        Kind("phases", "阶段", (_NAME, *PERIOD)),
        Kind(
            "clauses",
            "条款",
            (Field("title", "标题", "long", True, most=200), Field("kind", "类别", "choice", True, CLAUSE_KINDS)),
            may_add=False,
            may_remove=False,
        ),
        Kind(
            "demands",
            "要求",
            (
                _CLAUSE,
                Field("text", "内容", "long", is_required=True, most=500),
                Field("force", "力度", "choice", True, FORCES),
                Field("condition", "条件", most=200),
            ),
        ),
        Kind("duties", "职责", (_CLAUSE, _UNIT, Field("role", "角色", "choice", True, ROLES))),
        Kind("deadlines", "期限", (_CLAUSE, _BY, Field("every", "周期", "choice", choices=RHYTHMS), _TEXT)),
        Kind(
            "targets",
            "目标",
            (
                _CLAUSE,
                Field("indicator", "指标", is_required=True, most=80),
                Field("op", "比较", "choice", True, OPERATORS),
                Field("value", "目标值", "number", is_required=True),
                Field("unit", "单位", most=20),
                _BY,
            ),
        ),
        Kind(
            "rules",
            "资金规则",
            (
                _CLAUSE,
                Field("kind", "类别", "choice", True, MONEY_KINDS),
                Field("base", "计算基数", is_required=True),
                Field("rate", "比例（%）", "share"),
                Field("amount", "单价（元）", "number"),
                Field("unit", "计量单位", most=20),
                Field("basis", "依据", most=200),
                _TEXT,
            ),
        ),
        Kind(
            "roster",
            "专班成员",
            (
                Field("role", "专班职务", is_required=True, most=40),
                Field("name", "姓名", is_required=True, most=30),
                Field("posts", "职务", "lines"),
            ),
        ),
        Kind("scopes", "范围", (_UNIT, Field("area", "范围", is_required=True, most=60))),
        Kind("citations", "引用", (Field("title", "标题", "long", most=300), Field("number", "文号", most=80))),
    )
}


def fields_of(kind: str, anchor: str) -> tuple[Field, ...]:
    """The fields of a fact; those of the header differ by its part (notice, period, office)."""
    if kind == "notice":
        return HEADS[anchor][1] if anchor in HEADS else ()
    return KINDS[kind].fields


def read_values(kind: str, anchor: str, value: Mapping[str, Any], *, is_whole: bool) -> dict[str, Any]:
    """The written fields as the plan keeps them; Invalid with the field's name where one cannot be read.

    `is_whole`: a fact that a person adds needs all required fields, a correction only those that it writes.
    """
    fields = {each.name: each for each in fields_of(kind, anchor)}
    unknown = set(value) - set(fields)
    if unknown:
        raise Invalid(f"这类事实没有“{sorted(unknown)[0]}”这一项。")
    read = {name: _read(each, value[name]) for name, each in fields.items() if name in value}
    for name, each in fields.items():
        if each.is_required and (name in read or is_whole) and read.get(name) in (None, "", []):
            raise Invalid(f"请填写{each.label}。", name)
    if read.get("start") and read.get("end") and read["start"] > read["end"]:
        raise Invalid("开始日期不能晚于结束日期。", "end")
    return read


def changed_values(kind: str, anchor: str, held: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the read values that differ from what the fact says already."""
    fields = {each.name: each for each in fields_of(kind, anchor)}
    return {name: value for name, value in read.items() if not _is_same(fields[name], held.get(name), value)}


def _is_same(each: Field, held: Any, read: Any) -> bool:
    if each.sort in ("number", "share") and held not in (None, "") and read is not None:
        return Decimal(str(held)) == Decimal(read)
    blank: tuple[Any, ...] = (None, "", [])
    return bool(held == read) or (held in blank and read in blank)


def _read(each: Field, written: Any) -> Any:
    if written is None or written == "":
        return [] if each.sort == "lines" else "" if each.sort == "choice" and "" in each.choices else None
    reader: Callable[[Field, Any], Any] = _READERS.get(each.sort, _read_words)
    return reader(each, written)


def _read_words(each: Field, written: Any) -> str:
    words = str(written).strip()
    if len(words) > each.most:
        raise Invalid(f"{each.label}最多 {each.most} 个字。", each.name)
    return words


def _read_lines(_each: Field, written: Any) -> list[str]:
    lines = written.splitlines() if isinstance(written, str) else [str(line) for line in written]
    return [line.strip() for line in lines if line.strip()]


def _read_day(each: Field, written: Any) -> str:
    try:
        return (written if isinstance(written, date) else date.fromisoformat(str(written))).isoformat()
    except ValueError as error:
        raise Invalid(f"{each.label}要写成 2024-03-05 这样的日期。", each.name) from error


def _read_choice(each: Field, written: Any) -> str:
    if written not in each.choices:
        raise Invalid(f"{each.label}只能是：{'、'.join(each.choices.values())}。", each.name)
    return str(written)


def _read_number(each: Field, written: Any) -> str:
    try:
        number = Decimal(str(written))
    except InvalidOperation as error:
        raise Invalid(f"{each.label}要写成数字。", each.name) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        raise Invalid(f"{each.label}超出了可以填写的范围。", each.name)
    return format(number, "f")


def _read_share(each: Field, written: Any) -> str:
    number = Decimal(_read_number(each, written))
    if not 0 <= number <= 1:
        raise Invalid(f"{each.label}要在 0 到 100 之间。", each.name)
    return format(number, "f")


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "lines": _read_lines,
    "day": _read_day,
    "choice": _read_choice,
    "number": _read_number,
    "share": _read_share,
}
