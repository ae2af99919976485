"""A fact in one line of Chinese, for the review page and the journal."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from notice_compiler import CATALOGUE
from zhuanban.plan.campaigns.rules.facts import (
    CLAUSE_KINDS,
    FORCES,
    HEADS,
    MONEY_KINDS,
    OPERATORS,
    RHYTHMS,
    ROLES,
    Fact,
)

Values = Mapping[str, Any]
# What the compiler's findings are about, for heading several of one sort.
FINDINGS = {doubt.code: doubt.title for doubt in CATALOGUE}

# Which way a fact of an amended notice went, and what became of a clause.
DIRECTIONS = {"weakened": "放宽", "tightened": "收紧", "changed": "改动", "added": "新增", "removed": "删去"}
FATES = {
    "same": "未变", "moved": "移位", "reworded": "修改", "moved_reworded": "移位并修改", "added": "新增",
    "removed": "废止",
}  # fmt: skip


def line_of(fact: Fact) -> str:
    """What the fact says, without its clause."""
    if fact.kind == "notice":
        return _HEADS[fact.anchor](fact.values)
    return _LINES[fact.kind](fact.values)


def label_of(fact: Fact) -> str:
    """What the fact is, where its kind alone does not say it: a part of the header, a force, a role."""
    values = fact.values
    labels = {
        "notice": lambda: HEADS[fact.anchor][0],
        "demands": lambda: FORCES.get(values.get("force", ""), ""),
        "duties": lambda: ROLES.get(values.get("role", ""), ""),
        "clauses": lambda: CLAUSE_KINDS.get(values.get("kind", ""), ""),
        "rules": lambda: MONEY_KINDS.get(values.get("kind", ""), ""),
        "roster": lambda: str(values.get("role") or ""),
        "deadlines": lambda: RHYTHMS[values["every"]] if values.get("every") else "",
    }
    return labels[fact.kind]() if fact.kind in labels else ""


def public_words(kind: str, anchor: str, words: str) -> str:
    """The words of a fact for the journal, which holds no names of people."""
    if kind == "roster":
        return "一名成员"
    return HEADS[anchor][0] if has_people(kind, anchor) else words[:100]


def has_people(kind: str, anchor: str) -> bool:
    """Whether the words of the fact may name a person."""
    return kind == "roster" or (kind == "notice" and anchor == "office")


def quantity(number: Any) -> str:
    """70.0 as 70, 1200 as 1200; "" where there is none."""
    if number in (None, ""):
        return ""
    decimal = Decimal(str(number))
    return format(decimal.normalize() if decimal % 1 else decimal.quantize(Decimal(1)), "f")


def share(rate: Any) -> str:
    """0.3 as 30%; 比例待定 where the notice leaves it blank."""
    return "比例待定" if rate in (None, "") else f"{quantity(Decimal(str(rate)) * 100)}%"


def _period(values: Values) -> str:
    return f"{values.get('start') or '未写明'} 至 {values.get('end') or '未写明'}"


def _notice(values: Values) -> str:
    parts = [values.get("title"), "、".join(values.get("issuers") or ()), values.get("number"), values.get("date")]
    return " · ".join(str(part) for part in parts if part)


def _office(values: Values) -> str:
    unit = values.get("unit") or "未写明"
    people = [str(name) for name in (values.get("director"), *(values.get("deputies") or ())) if name]
    return f"设在{unit}" + (f"，{'、'.join(people)}负责" if people else "")


def _demand(values: Values) -> str:
    return str(values.get("text") or "")


def _deadline(values: Values) -> str:
    by, every = values.get("by"), RHYTHMS.get(values.get("every") or "", "")
    return " · ".join(part for part in (values.get("text") or every, f"{by} 前" if by else "") if part)


def _target(values: Values) -> str:
    goal = f"{OPERATORS.get(values.get('op', ''), '')} {quantity(values.get('value'))}{values.get('unit') or ''}"
    by = f"，{values['by']} 前" if values.get("by") else ""
    return f"{values.get('indicator')} {goal}{by}"


def _rule(values: Values) -> str:
    amount, unit = values.get("amount"), values.get("unit") or ""
    if amount not in (None, ""):
        pay = f"{quantity(amount)} 元" + (f"/{unit}" if unit else "")
    else:
        pay = share(values.get("rate")) if values.get("kind") == "return" else ""
    return " · ".join(part for part in (values.get("base"), pay) if part)


def _member(values: Values) -> str:
    return f"{values.get('name')} {'、'.join(values.get('posts') or ())}".strip()


def _citation(values: Values) -> str:
    title = f"《{values['title']}》" if values.get("title") else ""
    return f"{title}{values.get('number') or ''}"


_HEADS: dict[str, Callable[[Values], str]] = {"notice": _notice, "period": _period, "office": _office}
_LINES: dict[str, Callable[[Values], str]] = {
    "phases": lambda values: f"{values.get('name')}：{_period(values)}",
    "clauses": lambda values: f"{values.get('marker') or ''}{values.get('title')}",
    "demands": _demand,
    "duties": lambda values: str(values.get("unit") or ""),
    "deadlines": _deadline,
    "targets": _target,
    "rules": _rule,
    "roster": _member,
    "scopes": lambda values: f"{values.get('unit')}：{values.get('area')}",
    "citations": _citation,
}
