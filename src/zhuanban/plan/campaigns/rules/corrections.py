"""The overlay: what the compiler read, with the corrections of people laid over it.

An anchor names a fact across recompilations: the key of its clause, its words, and which of equal ones it is
(`2.2.1|区水利局|1`). The parts of the header are named by themselves; what a person added begins with +. What an
amendment took over from the text before it has no place in its own text and brings its `words` along.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from zhuanban.plan.campaigns.rules.facts import HEADS, KINDS, Fact, fields_of

ADDED = "+"
LONGEST_WORDS = 120


@dataclass(frozen=True)
class Overlay:
    """One correction: fields to replace, or None to take the fact out.

    `span` is where a person says that the fact stands; a loose one found no fact in the newest text and waits.
    """

    kind: str
    anchor: str
    value: Mapping[str, Any] | None
    span: tuple[int, int] | None = None
    is_loose: bool = False


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
        fact = None if overlay.is_loose else facts.get(name)
        if fact is None and overlay.anchor.startswith(ADDED) and not overlay.is_loose:
            fact = Fact(overlay.kind, overlay.anchor, {}, None, "", "added")
        if fact is None:
            continue
        state = "added" if overlay.anchor.startswith(ADDED) else "corrected"
        fact = replace(fact, span=overlay.span or fact.span)
        facts[name] = fact.with_values(overlay.value or {}, state if overlay.value is not None else "removed")
    return list(facts.values())


def in_force(facts: Iterable[Fact], kind: str) -> list[Fact]:
    """The facts of one kind that hold."""
    return [fact for fact in facts if fact.kind == kind and fact.state != "removed"]


def hanging(facts: Iterable[Fact], overlays: Iterable[Overlay]) -> list[Overlay]:
    """Corrections that no fact of the newest text takes; a person says where they belong, or drops them."""
    known = {(fact.kind, fact.anchor) for fact in facts}
    return [each for each in overlays if each.is_loose or (each.kind, each.anchor) not in known]


def place_of(fact: Fact) -> str:
    """The key of the clause in which the compiler found the fact; "" for what stands in no clause."""
    return fact.anchor if fact.kind in ("clauses", "notice") else fact.anchor.split("|", 1)[0]


def digest_of(fact: Fact) -> str:
    """What the fact says, in short: another digest means that it says something else."""
    said = {each.name: fact.values.get(each.name) or None for each in fields_of(fact.kind, fact.anchor)}
    words = json.dumps([fact.kind, said, fact.state == "removed"], ensure_ascii=False, sort_keys=True)
    return sha256(words.encode()).hexdigest()[:16]


def finding_anchors(found: Iterable[tuple[str, str, str]]) -> list[str]:
    """The names of findings across recompilations: (code, key of the clause, words) of each, in their order."""
    counts = Counter[tuple[str, str]]()
    return [_anchor(f"{code}|{place}", words, counts) for code, place, words in found]


def _head(plan: Mapping[str, Any], part: str) -> Fact:
    values = dict(plan.get(part) or {})
    return Fact("notice", part, values, None, "")


def _listed(kind: str, plan: Mapping[str, Any], keys: Mapping[str, str]) -> list[Fact]:
    text, counts = plan["text"], Counter[tuple[str, str]]()
    facts = []
    for item in plan[kind]:
        span = (item["span"][0], item["span"][1]) if item["span"] else None
        values = {name: value for name, value in item.items() if name not in ("span", "words")}
        if kind == "clauses":
            words, place = item["title"], keys.get(item["id"], item["id"])
        else:
            position = item.get("clause") or ""
            words = " ".join(text[slice(*span)].split()) if span else item["words"]
            place = keys.get(position, position)
            if "clause" in values:
                values["clause"] = place
        anchor = place if kind == "clauses" else _anchor(place, words, counts)
        facts.append(Fact(kind, anchor, values, span, words))
    return facts


def _anchor(place: str, words: str, counts: Counter[tuple[str, str]]) -> str:
    counts[place, words] += 1
    short = words if len(words) <= LONGEST_WORDS else f"{words[:80]}…{sha256(words.encode()).hexdigest()[:12]}"
    return f"{place}|{short}|{counts[place, words]}"
