"""What can be read from words that a person selected, to fill the form of a fact with it."""

import re
from collections.abc import Mapping
from typing import Any

from notice_compiler import compile_notice
from zhuanban.plan.campaigns.models import NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import facts_of
from zhuanban.plan.campaigns.rules.facts import fields_of
from zhuanban.plan.campaigns.selectors.plan import keys_of

LONGEST = 2000
_SEPARATOR = re.compile(r"[：:，,；;、。\n（）()〔〕\[\]【】]")
# 牵头单位：区水务局；配合单位：…: the role that stands nearest before a name
_ROLE_WORDS = (("lead", "牵头"), ("participant", "配合"), ("participant", "参与"), ("participant", "协助"),
               ("responsible", "责任"))  # fmt: skip
_ROLE_REACH = 60


def clause_around(version: NoticeVersion, start: int, end: int) -> str:
    """The key of the innermost clause that holds the words; "" where none does."""
    around = version.clauses.filter(start__lte=start, end__gte=end).select_related("clause").order_by("-start")
    found = around.first()
    return found.clause.key if found else ""


def values_from(version: NoticeVersion, kind: str, start: int, end: int) -> dict[str, Any]:
    """The fields of a fact of this kind as the compiler reads them from the words alone, else the words themselves."""
    words = version.text[start:end].strip()
    values = _compiled(version, kind, words[:LONGEST]) or _plain(version, kind, start, words)
    names = {each.name: each for each in fields_of(kind, "+")}
    values = {name: value for name, value in values.items() if name in names}
    if "clause" in names:
        values["clause"] = clause_around(version, start, end)
    return {name: _fitting(names[name].most, value) for name, value in values.items()}


def _compiled(version: NoticeVersion, kind: str, words: str) -> Mapping[str, Any] | None:
    """The words as the only clause of a notice of the same day."""
    if kind == "duties" and not _SEPARATOR.search(words):
        return None
    day = version.plan.get("notice", {}).get("date") or ""
    body = f"〔{words.strip('〔〕（）()')}〕" if kind == "duties" else words
    plan = compile_notice(f"专项行动方案\n\n{day.replace('-', '年', 1).replace('-', '月', 1)}日\n\n一、任务\n\n"
                          f"（一）任务。{body}\n").as_json()  # fmt: skip
    found = [fact for fact in facts_of(plan, keys_of(version)) if fact.kind == kind]
    return found[0].values if found else None


def _plain(version: NoticeVersion, kind: str, start: int, words: str) -> dict[str, Any]:
    bare = words.strip("《》“”，。；、：:")
    filled: dict[str, dict[str, Any]] = {
        "demands": {"text": words, "force": "must"},
        "duties": {"unit": bare, "role": _role_before(version.text, start)},
        "deadlines": {"text": words},
        "targets": {"indicator": bare, "op": ">="},
        "rules": {"text": words, "base": bare, "kind": "reward"},
        "roster": {"name": bare},
        "scopes": {"unit": bare},
        "citations": {"title": bare},
        "phases": {"name": bare},
    }
    return filled.get(kind, {})


def _role_before(text: str, start: int) -> str:
    before = text[max(0, start - _ROLE_REACH) : start]
    nearest = max(_ROLE_WORDS, key=lambda pair: before.rfind(pair[1]))
    return nearest[0] if nearest[1] in before else "responsible"


def _fitting(most: int, value: Any) -> Any:
    return value[:most] if isinstance(value, str) else value
