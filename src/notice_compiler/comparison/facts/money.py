"""Money rules: 奖励由每亩8000元改为每亩10000元 · 返还比例由60%改为全部"""

from __future__ import annotations

from collections.abc import Iterator

from notice_compiler.comparison.facts.group import Group, Place, without_equal
from notice_compiler.comparison.facts.quantities import told
from notice_compiler.comparison.likeness import bare, matched
from notice_compiler.comparison.model import FactChange
from notice_compiler.model import MoneyRule

NAMES = {"reward": "奖励", "return": "返还", "budget": "预算安排", "other": "资金规则"}
LEAST = 300


def changes(group: Group) -> Iterator[FactChange]:
    """Rules of one kind for like bases; money is never called weaker or tighter, only changed."""
    old, new = group.facts(lambda facts: facts.rules)
    old, new = without_equal(old, new, _key)
    for kind in NAMES:
        left = [rule for rule in old if rule.kind == kind]
        right = [rule for rule in new if rule.kind == kind]
        yield from _kind(group, left, right)


def _kind(group: Group, left: list[MoneyRule], right: list[MoneyRule]) -> Iterator[FactChange]:
    pairs = matched([rule.base for rule in left], [rule.base for rule in right], LEAST)
    for i, rule in enumerate(left):
        if i not in pairs:
            yield group.change("money", "removed", _at(rule), None, f"不再有{NAMES[rule.kind]}：{rule.base}。")
        elif _key(rule)[2:] != _key(right[pairs[i]])[2:]:
            other = right[pairs[i]]
            yield group.change(
                "money",
                "changed",
                _at(rule),
                _at(other),
                f"的{NAMES[rule.kind]}（{rule.base}）由{_terms(rule)}改为{_terms(other)}。",
            )
    for j in sorted(set(range(len(right))) - set(pairs.values())):
        yield group.change("money", "added", None, _at(right[j]), f"增加{NAMES[right[j].kind]}：{right[j].base}。")


def _terms(rule: MoneyRule) -> str:
    if rule.amount is not None:
        return f"每{rule.unit}{told(rule.amount, '元')}" if rule.unit else told(rule.amount, "元")
    return told(rule.rate * 100, "%") if rule.rate is not None else "未写明标准"


def _key(rule: MoneyRule) -> tuple[object, ...]:
    return rule.kind, bare(rule.base), rule.rate, rule.amount, rule.unit


def _at(rule: MoneyRule) -> Place:
    return rule.clause, rule.span
