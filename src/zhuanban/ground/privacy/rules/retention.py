"""The rules of retention: data with a checker and worked examples. What the database holds, services delete."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent.parent / "retention" / "rules.yaml"
LONGEST_DAYS = 3650
WORDS = ("key", "name", "after", "basis")


@dataclass(frozen=True)
class Example:
    """On this day, something that happened on the day of the event is gone or still there."""

    event: date
    day: date
    gone: bool


@dataclass(frozen=True)
class RetentionRule:
    """So many days after something happened, what it names is deleted."""

    key: str
    name: str
    after: str
    days: int
    least: int
    basis: str
    examples: tuple[Example, ...]

    def before(self, now: datetime) -> datetime:
        """What happened at this instant or before is due."""
        return now - timedelta(days=self.days)

    def is_gone(self, event: date, on: date) -> bool:
        """Whether what happened on one day is deleted on another."""
        return event + timedelta(days=self.days) <= on


class FaultyRules(ValueError):
    """The rules do not hold together; each fault in a sentence."""


@cache
def shipped() -> tuple[RetentionRule, ...]:
    """The rules that come with the product, checked."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if found := faults(written):
        raise FaultyRules("；".join(found))
    return tuple(
        RetentionRule(
            **{name: rule[name] for name in WORDS}, days=rule["days"], least=rule["least"],
            examples=tuple(Example(**example) for example in rule["examples"]),
        )
        for rule in written
    )  # fmt: skip


def faults(written: Any, known: Collection[str] = ()) -> list[str]:
    """What is wrong with rules as they are written; `known` are the keys that something can delete by."""
    if not isinstance(written, list):
        return ["规则应是一个列表"]
    keys = [rule.get("key") for rule in written if isinstance(rule, dict)]
    told = [f"“{key}”写了两次" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    for place, rule in enumerate(written, start=1):
        told += [f"第 {place} 条{fault}" for fault in _faults_of(rule, known)]
    return told


def _faults_of(rule: Any, known: Collection[str]) -> list[str]:
    if not isinstance(rule, dict):
        return ["不是规则"]
    told = [f"缺 {name}" for name in WORDS if not rule.get(name)]
    days, least = rule.get("days"), rule.get("least")
    if not isinstance(days, int) or not isinstance(least, int):
        return [*told, "的 days、least 应是天数"]
    if not 0 <= least <= days <= LONGEST_DAYS:
        told.append(f"的期限 {days} 天不在 {least} 天到 {LONGEST_DAYS} 天之间")
    if known and rule.get("key") not in known:
        told.append(f"的 key“{rule.get('key')}”没有对应的删除办法")
    return told + _faults_of_examples(rule.get("examples"))


def _faults_of_examples(examples: Any) -> list[str]:
    if not isinstance(examples, list) or not examples:
        return ["没有例子"]
    wanted = {"event", "day", "gone"}
    wrong = [example for example in examples if not isinstance(example, dict) or set(example) != wanted]
    return ["的例子要写 event、day、gone"] if wrong else []
