"""The overlay: what the compiler read, with the corrections of people laid over it.

An anchor names a fact across recompilations: the key of its clause, its words, and which of equal ones it is
(`2.2.1|区水利局|1`). The parts of the header are named by themselves; what a person added begins with +.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from zhuanban.plan.campaigns.rules.facts import HEADS, KINDS, Fact

ADDED = "+"
LONGEST_WORDS = 120


@dataclass(frozen=True)
class Overlay:
    """One correction: fields to replace, or None to take the fact out."""

    kind: str
    anchor: str
    value: Mapping[str, Any] | None


def facts_of(plan: Mapping[str, Any], keys: Mapping[str, str]) -> list[Fact]:
    """Every fact of a compiled plan in the order of its lists; `keys` gives a clause's key for its position."""
    if not plan:
        return []
    facts = [_head(plan, part) for part in HEADS]
    for kind in KINDS:
        facts += _listed(kind, plan, keys) if kind != "notice" else []
    return facts


def effective(plan: Mapping[str, Any], keys: Mapping[str, str], overlays: Iterable[Overlay]) -> list[Fact]:
    """The facts with the corrections over them, oldest first; a removed one stays with the state "removed"."""
    facts = {(fact.kind, fact.anchor): fact for fact in facts_of(plan, keys)}
    for overlay in overlays:
        name = (overlay.kind, overlay.anchor)
        fact = facts.get(name)
        if fact is None and overlay.anchor.startswith(ADDED):
            fact = Fact(overlay.kind, overlay.anchor, {}, None, "", "added")
        if fact is None:
            continue
        state = "added" if overlay.anchor.startswith(ADDED) else "corrected"
        facts[name] = fact.with_values(overlay.value or {}, state if overlay.value is not None else "removed")
    return list(facts.values())


def in_force(facts: Iterable[Fact], kind: str) -> list[Fact]:
    """The facts of one kind that hold."""
    return [fact for fact in facts if fact.kind == kind and fact.state != "removed"]


def hanging(facts: Iterable[Fact], overlays: Iterable[Overlay]) -> list[Overlay]:
    """Corrections whose words the notice no longer has; a person looks at them after a new draft was loaded."""
    known = {(fact.kind, fact.anchor) for fact in facts}
    return [overlay for overlay in overlays if (overlay.kind, overlay.anchor) not in known]


def _head(plan: Mapping[str, Any], part: str) -> Fact:
    values = dict(plan.get(part) or {})
    return Fact("notice", part, values, None, "")


def _listed(kind: str, plan: Mapping[str, Any], keys: Mapping[str, str]) -> list[Fact]:
    text, counts = plan["text"], Counter[tuple[str, str]]()
    facts = []
    for item in plan[kind]:
        start, end = item["span"]
        values = {name: value for name, value in item.items() if name != "span"}
        if kind == "clauses":
            words, place = item["title"], keys.get(item["id"], item["id"])
        else:
            position = item.get("clause") or ""
            words, place = " ".join(text[start:end].split()), keys.get(position, position)
            if "clause" in values:
                values["clause"] = place
        anchor = place if kind == "clauses" else _anchor(place, words, counts)
        facts.append(Fact(kind, anchor, values, (start, end), words))
    return facts


def _anchor(place: str, words: str, counts: Counter[tuple[str, str]]) -> str:
    counts[place, words] += 1
    short = words if len(words) <= LONGEST_WORDS else f"{words[:80]}…{sha256(words.encode()).hexdigest()[:12]}"
    return f"{place}|{short}|{counts[place, words]}"
