"""An amended notice over the running plan: what of people's corrections still holds, and which words changed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from notice_compiler import Comparison
from zhuanban.plan.campaigns.rules.carrying import carried
from zhuanban.plan.campaigns.rules.corrections import ADDED, Overlay
from zhuanban.plan.campaigns.rules.facts import Fact

Name = tuple[str, str]
# Facts that keep their name whatever they say: a correction of them holds only while the text says the same.
ALWAYS_THERE = frozenset({"notice", "clauses"})
ALIKE = 0.5
LONGEST_BY_CHARACTER = 400
MOST_PHRASES = 400
_PHRASE = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]?")
# 2024, 70.5 and every other character by itself: a number is another one, not one with another digit.
_SIGN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)


def merged(overlays: Iterable[Overlay]) -> dict[Name, Overlay]:
    """Fact → what all corrections of it say together, in the order of the first of each."""
    found: dict[Name, Overlay] = {}
    for overlay in overlays:
        name = (overlay.kind, overlay.anchor)
        before = found[name].value if name in found else {}
        value = None if overlay.value is None else {**(before or {}), **overlay.value}
        found[name] = replace(overlay, value=value)
    return found


@dataclass(frozen=True)
class Followed:
    """Corrections over the new text: those that hold, under their anchors in it, and by name those that do not."""

    overlays: list[Overlay]
    lost: dict[Name, Overlay]
    reworded: set[Name]


def followed(old: Sequence[Fact], new: Sequence[Fact], overlays: Iterable[Overlay]) -> Followed:
    """Which corrections find their facts in the new text, and find them saying what was corrected.

    `old` and `new` are the facts as compiled, without corrections.
    """
    held = [overlay for overlay in overlays if not overlay.is_loose]
    moved = carried(old, new)
    before = {(fact.kind, fact.anchor): fact for fact in old}
    after = {(fact.kind, fact.anchor): fact for fact in new}
    lost: dict[Name, Overlay] = {}
    reworded: set[Name] = set()
    for name, overlay in merged(held).items():
        now = after.get((name[0], moved.get(name, "")))
        if _is_lost(overlay, before.get(name), now, after):
            lost[name] = overlay
        elif now and now.words != before[name].words:
            reworded.add(name)
    kept = [
        replace(each, anchor=moved.get((each.kind, each.anchor), each.anchor), span=None)
        for each in held
        if (each.kind, each.anchor) not in lost
    ]
    return Followed(kept, lost, reworded)


def _is_lost(overlay: Overlay, before: Fact | None, now: Fact | None, after: Collection[Name]) -> bool:
    value = overlay.value or {}
    if value.get("clause") and ("clauses", value["clause"]) not in after:
        return True
    if overlay.anchor.startswith(ADDED):
        return False
    if now is None:
        return True
    if overlay.kind not in ALWAYS_THERE or before is None:
        return False
    return any(before.values.get(field) != now.values.get(field) for field in value)


def likely(overlay: Overlay, words: str, candidates: Sequence[tuple[str, str]]) -> str:
    """The candidate (anchor, line) most like the words that the correction was about; "" where none is like them."""
    if overlay.kind in ALWAYS_THERE:
        return next((anchor for anchor, _ in candidates if anchor == overlay.anchor), "")
    scored = [(SequenceMatcher(None, words, line, autojunk=False).ratio(), anchor) for anchor, line in candidates]
    ratio, anchor = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return anchor if ratio >= ALIKE else ""


# What compare() needs of a fact and a person may have left blank.
_BLANKS: dict[str, Mapping[str, Any]] = {
    "phases": {"name": "", "start": None, "end": None, "clause": ""},
    "clauses": {"parent": None, "marker": "", "title": "", "body": "", "kind": "other"},
    "demands": {"clause": "", "text": "", "force": "must", "condition": None},
    "duties": {"clause": "", "unit": "", "role": "responsible"},
    "deadlines": {"clause": "", "by": None, "every": None, "text": ""},
    "targets": {"clause": "", "indicator": "", "op": ">=", "value": 0, "unit": "", "by": None},
    "rules": {
        "clause": "", "kind": "other", "base": "", "rate": None, "amount": None, "unit": None, "basis": None,
        "text": "",
    },
    "roster": {"role": "", "name": "", "posts": [], "units": []},
    "scopes": {"unit": "", "area": ""},
    "citations": {"title": None, "number": None, "clause": None},
}  # fmt: skip
_HEAD_BLANKS: dict[str, Mapping[str, Any]] = {
    "notice": {"title": "", "issuers": [], "number": None, "date": None, "recipients": []},
    "period": {"start": None, "end": None},
    "office": {"unit": None, "director": None, "deputies": []},
}


def plan_in_force(plan: Mapping[str, Any], facts: Iterable[Fact], keys: Mapping[str, str]) -> dict[str, Any]:
    """The plan (plan.schema.json) as it holds with the corrections; `keys` gives a clause's key for its position."""
    positions = {key: position for position, key in keys.items()}
    made: dict[str, Any] = {**plan, "findings": [], **{kind: [] for kind in _BLANKS}}
    starts = {clause["id"]: clause["span"][0] for clause in plan.get("clauses", ())}
    for fact in facts:
        if fact.state == "removed":
            continue
        if fact.kind == "notice":
            made[fact.anchor] = _filled(_HEAD_BLANKS[fact.anchor], fact.values)
            continue
        item = _filled(_BLANKS[fact.kind], fact.values)
        if fact.kind != "clauses" and item.get("clause"):
            item["clause"] = positions.get(item["clause"], item["clause"])
        at = starts.get(str(item.get("clause") or ""), 0)
        made[fact.kind].append({**item, "span": list(fact.span or (at, at))})
    return made


def _filled(blanks: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Every field, and nothing as the schema writes it: null, "" or [] by the field."""
    filled = {**blanks, **values}
    return {
        name: blanks[name] if name in blanks and value in (None, "") else value for name, value in filled.items()
    }


def with_people_of(
    plan: Mapping[str, Any], held: Mapping[str, Any], people: Iterable[tuple[Fact, Fact]], gone: Collection[str]
) -> dict[str, Any]:
    """The plan with what it does not say of the task force and the period taken over from the plan held so far.

    `people` are the members so far, each as compiled and as corrected; those whose names are `gone` left. Who is taken
    over keeps the words by which corrections name it.
    """
    named = {"".join(entry["name"].split()) for entry in plan["roster"]}
    kept = [
        {"units": [], **compiled.values, "words": compiled.words, "span": None}
        for compiled, held_now in people
        if "".join(held_now.values["name"].split()) not in named and held_now.values["name"] not in gone
    ]
    parts = {}
    for part in ("period", "office"):
        said, before = plan.get(part) or {}, held.get(part) or {}
        parts[part] = {
            name: said.get(name) or before.get(name) or blank for name, blank in _HEAD_BLANKS[part].items()
        }
    return {**plan, **parts, "roster": [*plan["roster"], *kept]}


def printed(plan: Mapping[str, Any]) -> dict[str, str]:
    """Position → the words of each clause as printed, without those of the clauses below it."""
    clauses, text = plan.get("clauses", ()), str(plan.get("text", ""))
    first: dict[str, int] = {}
    for clause in clauses:
        if clause["parent"]:
            first.setdefault(clause["parent"], clause["span"][0])
    return {
        clause["id"]: "\n".join(
            line.strip() for line in text[clause["span"][0] : first.get(clause["id"], clause["span"][1])].splitlines()
            if line.strip()
        )
        for clause in clauses
    }  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run of words; changed ones are marked."""

    text: str
    is_changed: bool = False


def changed_words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, what the other does not have marked; phrase by phrase, then within short phrases.

    Two texts of very many phrases are shown as wholly changed.
    """
    left, right = ([phrase for phrase in _PHRASE.findall(words) if phrase] for words in (old, new))
    if max(len(left), len(right)) > MOST_PHRASES:
        return [Piece(old, is_changed=old != new)], [Piece(new, is_changed=old != new)]
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        was, now = "".join(left[a:b]), "".join(right[c:d])
        if tag == "equal" or not was or not now or len(was) + len(now) > LONGEST_BY_CHARACTER:
            _add(before, was, is_changed=tag != "equal")
            _add(after, now, is_changed=tag != "equal")
        else:
            _by_character(was, now, before, after)
    return before, after


def _by_character(was: str, now: str, before: list[Piece], after: list[Piece]) -> None:
    left, right = _SIGN.findall(was), _SIGN.findall(now)
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        _add(before, "".join(left[a:b]), is_changed=tag != "equal")
        _add(after, "".join(right[c:d]), is_changed=tag != "equal")


def _add(pieces: list[Piece], words: str, *, is_changed: bool) -> None:
    """Add words to the run of their sort."""
    if words and pieces and pieces[-1].is_changed == is_changed:
        pieces[-1] = Piece(pieces[-1].text + words, is_changed)
    elif words:
        pieces.append(Piece(words, is_changed))


def summary(comparison: Comparison) -> str:
    """新增 1 条、修改 2 条、废止 1 条；放宽 1 处、收紧 2 处；成员变动 3 处"""
    counts = comparison.counts
    groups = (
        (("新增", counts.added, "条"), ("修改", counts.reworded + counts.moved_reworded, "条"),
         ("废止", counts.removed, "条"), ("移位", counts.moved, "条")),
        (("放宽", counts.weakened, "处"), ("收紧", counts.tightened, "处")),
        (("成员变动", counts.roster, "处"),),
    )  # fmt: skip
    said = ["、".join(f"{word} {count} {unit}" for word, count, unit in group if count) for group in groups]
    return "；".join(part for part in said if part) or "条款和成员没有变化"
