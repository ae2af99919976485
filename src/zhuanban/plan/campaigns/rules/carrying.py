"""Which fact of a new reading is which fact of the old one, so that what people said of it goes with it.

Sure or not at all: a fact that is only like another one, or like two, is missing here and a person decides.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from zhuanban.plan.campaigns.rules.corrections import place_of
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.rules.wording import label_of, line_of

Name = tuple[str, str]
Key = Callable[[Fact], Hashable]

SURE, CLEAR = 0.75, 0.1
SHORTEST_PART, SHORTEST_ROAMING = 4, 8
MOST_PAIRS = 200_000
# Facts whose own words say all of it; a duty or a deadline of another clause is another one.
ROAMING = ("phases", "demands", "targets", "rules", "citations")
# 2025, 70.5 · 一万, 三
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千万亿]+")
_LETTER = re.compile(r"[\w%％]")


def carried(old: Sequence[Fact], new: Sequence[Fact]) -> dict[Name, str]:
    """(kind, anchor) in the old reading → anchor in the new one; every new fact is taken at most once."""
    found: dict[Name, Fact] = {}
    for fixed in ("notice", "clauses"):
        known = {fact.anchor: fact for fact in new if fact.kind == fixed}
        found |= {_name(fact): known[fact.anchor] for fact in old if fact.kind == fixed and fact.anchor in known}
    left_old = [fact for fact in old if fact.kind not in ("notice", "clauses")]
    left_new = [fact for fact in new if fact.kind not in ("notice", "clauses")]
    for match in (_same_words, _like_words, _moved):
        pairs = match(left_old, left_new)
        found |= {_name(before): after for before, after in pairs}
        taken_old = {_name(before) for before, _ in pairs}
        taken_new = {_name(after) for _, after in pairs}
        left_old = [fact for fact in left_old if _name(fact) not in taken_old]
        left_new = [fact for fact in left_new if _name(fact) not in taken_new]
    return {name: fact.anchor for name, fact in found.items()}


def likeness(old: Fact, new: Fact) -> float:
    """How surely two facts of one kind and place are the same, 0 to 1."""
    if old.kind == "duties":
        return _like_duties(old, new)
    if old.kind in ("roster", "scopes"):
        same = "name" if old.kind == "roster" else "unit"
        return 1.0 if old.values.get(same) == new.values.get(same) else 0.0
    if old.kind == "citations" and old.values.get("number"):
        return 1.0 if old.values.get("number") == new.values.get("number") else 0.0
    return _like(bare(old.words), bare(new.words))


def bare(words: str) -> str:
    """The words without blanks and marks: what is left is compared."""
    return "".join(_LETTER.findall(words)).replace("％", "%")


def are_numbers_alike(first: str, second: str) -> bool:
    """Whether one of the two says every number that the other says: 70% is not 75%."""
    one, other = Counter(_NUMBER.findall(first)), Counter(_NUMBER.findall(second))
    return one <= other or other <= one


def _like(first: str, second: str) -> float:
    if not first or not second or not are_numbers_alike(first, second):
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    pairs, others = Counter(itertools.pairwise(first)), Counter(itertools.pairwise(second))
    total = pairs.total() + others.total()
    alike = 2 * (pairs & others).total() / total if total else float(first == second)
    is_part = len(shorter) >= SHORTEST_PART and shorter in longer
    return max(alike, SURE) if is_part else alike


def _like_duties(old: Fact, new: Fact) -> float:
    """The same unit, or the same with the prefix filled in: 教育厅, 省教育厅."""
    before, after = str(old.values.get("unit") or ""), str(new.values.get("unit") or "")
    if not before or not after:
        return 0.0
    same = 0.9 if before == after else 0.8 if before.endswith(after) or after.endswith(before) else 0.0
    return same + 0.1 if same and old.values.get("role") == new.values.get("role") else same


def _same_words(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Facts of the same words in the same clause: in their order, or by what they say where their number changed."""
    groups = _grouped(old, new, lambda fact: (fact.kind, place_of(fact), fact.words))
    pairs: list[tuple[Fact, Fact]] = []
    for before, after in groups:
        if len(before) == len(after):
            pairs += zip(before, after, strict=True)
        else:
            pairs += _unique(before, after, _said)
    return pairs


def _like_words(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Facts of like words in the same clause, each clearly the best for the other."""
    pairs: list[tuple[Fact, Fact]] = []
    for before, after in _grouped(old, new, lambda fact: (fact.kind, place_of(fact))):
        if len(before) * len(after) > MOST_PAIRS:
            continue
        table = [[likeness(one, other) for other in after] for one in before]
        columns = list(zip(*table, strict=True))
        for row, one in enumerate(before):
            at = _best(table[row])
            if at is not None and _best(columns[at]) == row:
                pairs.append((one, after[at]))
    return pairs


def _moved(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Facts whose whole words now stand in another clause, and nowhere else."""
    before = [fact for fact in old if fact.kind in ROAMING and len(bare(fact.words)) >= SHORTEST_ROAMING]
    after = [fact for fact in new if fact.kind in ROAMING]
    return _unique(before, after, lambda fact: (fact.kind, bare(fact.words), _said(fact)))


def _best(scores: Sequence[float]) -> int | None:
    """The place of the best score, where it is good enough and clearly better than the next."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    first, second = scores[order[0]], scores[order[1]] if len(order) > 1 else 0.0
    return order[0] if first >= SURE and first - second >= CLEAR - 1e-9 else None


def _unique(before: Iterable[Fact], after: Iterable[Fact], key: Key) -> list[tuple[Fact, Fact]]:
    """The facts whose key is there once on either side."""
    return [(old[0], new[0]) for old, new in _grouped(before, after, key) if len(old) == len(new) == 1]


def _grouped(before: Iterable[Fact], after: Iterable[Fact], key: Key) -> list[tuple[list[Fact], list[Fact]]]:
    groups: dict[Hashable, tuple[list[Fact], list[Fact]]] = {}
    for side, facts in enumerate((before, after)):
        for fact in facts:
            groups.setdefault(key(fact), ([], []))[side].append(fact)
    return [group for group in groups.values() if group[0] and group[1]]


def _said(fact: Fact) -> str:
    return f"{label_of(fact)}{line_of(fact)}"


def _name(fact: Fact) -> Name:
    return fact.kind, fact.anchor
