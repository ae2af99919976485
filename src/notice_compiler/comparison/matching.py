"""Which clause of the newer text is which clause of the older one: by what they say, never by number alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from notice_compiler.comparison.likeness import FULL, Weights, near, settle
from notice_compiler.comparison.side import Side

SURE = 550
LEAST = 380
LEAST_WORDS = 180
PART = 600
OWN_PART = 500
SAME_PARENT = 90
SAME_UNITS = 60
SAME_INDICATOR = 100
ROUNDS = 12


@dataclass(frozen=True)
class Matching:
    """Index of an older clause → index of a newer one, how alike they are, and the pieces of split or merged ones."""

    pairs: Mapping[int, int]
    likeness: Mapping[int, int]
    split: Mapping[int, int]
    merged: Mapping[int, int]


def match_clauses(old: Side, new: Side) -> Matching:
    """The same words first, then the clearly alike, then parents by their children, then the less alike."""
    weights = Weights.over([*old.pairs, *new.pairs])
    chosen = _identical(old, new)
    for least in (SURE, LEAST):
        chosen |= _alike(old, new, weights, chosen, least)
        chosen |= _parents(old, new, chosen)
    scores = {i: _words_alike(old, new, weights, i, j) for i, j in chosen.items()}
    split = _pieces(old, new, weights, chosen)
    merged = _pieces(new, old, weights, {j: i for i, j in chosen.items()})
    return Matching(dict(sorted(chosen.items())), scores, split, merged)


def _identical(old: Side, new: Side) -> dict[int, int]:
    """Equal words under equal parents, then equal words in the same place, then equal words in their order."""
    chosen = _equal(old, new, {}, with_parent=True)
    held = set(chosen.values())
    for i, clause in enumerate(old.clauses):
        j = new.at.get(clause.id)
        if i not in chosen and j is not None and j not in held and old.said[i] == new.said[j]:
            chosen[i] = j
            held.add(j)
    return _equal(old, new, chosen, with_parent=False)


def _equal(old: Side, new: Side, chosen: dict[int, int], *, with_parent: bool) -> dict[int, int]:
    held = set(chosen.values())
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j in reversed(range(len(new.clauses))):
        if j not in held:
            places[_key(new, j, with_parent=with_parent)].append(j)
    found = dict(chosen)
    for i in range(len(old.clauses)):
        if i not in found and old.said[i] and (left := places.get(_key(old, i, with_parent=with_parent))):
            found[i] = left.pop()
    return found


def _key(side: Side, index: int, *, with_parent: bool) -> tuple[str, str]:
    parent = side.parent(index) if with_parent else None
    return side.said[index], "" if parent is None else side.said[parent]


def _alike(old: Side, new: Side, weights: Weights, chosen: Mapping[int, int], least: int) -> dict[int, int]:
    held = set(chosen.values())
    left = [i for i in range(len(old.clauses)) if i not in chosen]
    right = [j for j in range(len(new.clauses)) if j not in held]
    close = near([old.pairs[i] for i in left], [new.pairs[j] for j in right], weights)
    scores: dict[tuple[int, int], int] = {}
    for a, b in close:
        i, j = left[a], right[b]
        words = _words_alike(old, new, weights, i, j)
        if words >= LEAST_WORDS:
            scores[i, j] = words + _context(old, new, chosen, i, j)
    return settle(scores, least)


def _words_alike(old: Side, new: Side, weights: Weights, i: int, j: int) -> int:
    """All words; where both have a title, the better of that and the title with the words."""
    whole = weights.alike(old.pairs[i], new.pairs[j])
    if old.said[i] == new.said[j]:
        return FULL
    if not old.titles[i] or not new.titles[j]:
        return whole
    return max(whole, (4 * weights.alike(old.titles[i], new.titles[j]) + 6 * whole) // 10)


def _context(old: Side, new: Side, chosen: Mapping[int, int], i: int, j: int) -> int:
    """What speaks for a pair beside its words: the parent, the units, what is measured."""
    above, here = old.parent(i), new.parent(j)
    same = (above is None and here is None) or (above is not None and here is not None and chosen.get(above) == here)
    mine, yours = old.clauses[i].id, new.clauses[j].id
    units = _share(
        {old.unit(duty.unit) for duty in old.facts.duties.get(mine, ())},
        {new.unit(duty.unit) for duty in new.facts.duties.get(yours, ())},
    )
    measured = {target.indicator for target in old.facts.targets.get(mine, ())} & {
        target.indicator for target in new.facts.targets.get(yours, ())
    }
    return SAME_PARENT * same + units * SAME_UNITS // FULL + SAME_INDICATOR * bool(measured)


def _share(left: set[str], right: set[str]) -> int:
    return FULL * len(left & right) // len(left | right) if left and right else 0


def _parents(old: Side, new: Side, chosen: Mapping[int, int]) -> dict[int, int]:
    """Two headings whose children are mostly each other's are one, whatever they are called."""
    found: dict[int, int] = {}
    for _ in range(ROUNDS):
        known = {**chosen, **found}
        more = settle(_votes(old, new, known), 1)
        if not more:
            break
        found |= more
    return found


def _votes(old: Side, new: Side, known: Mapping[int, int]) -> dict[tuple[int, int], int]:
    held = set(known.values())
    votes: Counter[tuple[int, int]] = Counter()
    for i, j in known.items():
        above, here = old.parent(i), new.parent(j)
        if above is not None and here is not None and above not in known and here not in held:
            votes[above, here] += 1
    return {
        (above, here): count
        for (above, here), count in votes.items()
        if 2 * count > max(len(old.children[old.clauses[above].id]), len(new.children[new.clauses[here].id]))
    }


def _pieces(whole: Side, parts: Side, weights: Weights, chosen: Mapping[int, int]) -> dict[int, int]:
    """Clauses without a partner whose words mostly stood in a clause that has another partner: part → whole."""
    held = set(chosen.values())
    lone = [j for j in range(len(parts.clauses)) if j not in held and parts.pairs[j]]
    hosts = [i for i in chosen if whole.pairs[i]]
    close = near([whole.pairs[i] for i in hosts], [parts.pairs[j] for j in lone], weights)
    best: dict[int, tuple[int, int]] = {}
    for i, j in ((hosts[a], lone[b]) for a, b in sorted(close)):
        kept = parts.pairs[chosen[i]]
        part = parts.pairs[j]
        share = weights.held(part, whole.pairs[i])
        own = weights.held(part, whole.pairs[i] - kept)
        if share >= PART and own >= OWN_PART and share > best.get(j, (0, 0))[0]:
            best[j] = (share, i)
    return {j: i for j, (_, i) in sorted(best.items())}


def reordered(pairs: Mapping[int, int], old: Side, new: Side) -> set[int]:
    """Older clauses that stand elsewhere among the same siblings: those outside the longest kept order."""
    groups: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for i in sorted(pairs):
        groups[old.parent(i), new.parent(pairs[i])].append(i)
    return {i for group in groups.values() for i in _outside(group, pairs)}


def _outside(group: list[int], pairs: Mapping[int, int]) -> Iterator[int]:
    """Those that are no part of the longest increasing run, by patience sorting."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for i in group:
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if pairs[tails[middle]] < pairs[i] else (low, middle)
        before[i] = tails[low - 1] if low else None
        tails[low : low + 1] = [i]
    kept: set[int] = set()
    at = tails[-1] if tails else None
    while at is not None:
        kept.add(at)
        at = before[at]
    yield from (i for i in group if i not in kept)
