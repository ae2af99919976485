"""How alike two pieces of text are: the pairs of characters they share, rare pairs counting more than common ones.

Alike are found through an index of pairs, rarest first and at most BUDGET visits for a text, so that two plans of
thousands of clauses cost little more than reading them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from notice_compiler.lexicon.common_words import COMMON_PAIRS

DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
NOISE = re.compile(r"[\W_]+")
COMMON_WEIGHT = 0.2
FULL = 1000
BUDGET = 600
BEST = 12


def bare(words: str) -> str:
    """Without blanks and punctuation, in one width and case; the point of 1.5 stays."""
    return NOISE.sub("", DECIMAL.sub("点", unicodedata.normalize("NFKC", words))).casefold()


def pairs_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters; the text itself where it has but one."""
    said = bare(words)
    return frozenset(said[at : at + 2] for at in range(max(1, len(said) - 1))) if said else frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """What a pair of characters tells: less where common, less where many of the texts hold it."""

    of: Mapping[str, float]

    @classmethod
    def over(cls, texts: Iterable[frozenset[str]]) -> Weights:
        """Counted over all texts that will be compared."""
        held: dict[str, int] = defaultdict(int)
        count = 0
        for pairs in texts:
            count += 1
            for pair in pairs:
                held[pair] += 1
        return cls(
            {
                pair: (COMMON_WEIGHT if pair in COMMON_PAIRS else 1.0) * math.log(1 + count / number)
                for pair, number in held.items()
            }
        )

    def sum(self, pairs: Iterable[str]) -> float:
        """Exact, so that the order of a set cannot show."""
        return math.fsum(self.of.get(pair, 0.0) for pair in pairs)

    def alike(self, left: frozenset[str], right: frozenset[str]) -> int:
        """0…1000: twice what is shared, of all there is."""
        total = self.sum(left) + self.sum(right)
        return round(FULL * 2 * self.sum(left & right) / total) if total else 0

    def held(self, part: frozenset[str], whole: frozenset[str]) -> int:
        """0…1000: how much of the part stands in the whole."""
        total = self.sum(part)
        return round(FULL * self.sum(part & whole) / total) if total else 0


def near(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], weights: Weights) -> set[tuple[int, int]]:
    """Index pairs worth a closer look, from both sides, so that swapping the sides swaps the pairs."""
    found = {(i, j) for i, j in _from(left, right, weights)}
    return found | {(i, j) for j, i in _from(right, left, weights)}


def _from(
    askers: Sequence[frozenset[str]], answers: Sequence[frozenset[str]], weights: Weights
) -> Iterable[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for j, pairs in enumerate(answers):
        for pair in pairs:
            index[pair].append(j)
    for i, pairs in enumerate(askers):
        gained: dict[int, list[float]] = defaultdict(list)
        spent = 0
        for pair in sorted((pair for pair in pairs if pair in index), key=lambda pair: (len(index[pair]), pair)):
            if spent and spent + len(index[pair]) > BUDGET:
                break
            spent += len(index[pair])
            for j in index[pair][:BUDGET]:
                gained[j].append(weights.of[pair])
        best = sorted(gained, key=lambda j: (-math.fsum(gained[j]), abs(i - j), j))[:BEST]
        for j in best:
            yield i, j


def settle(scores: Mapping[tuple[int, int], int], least: int) -> dict[int, int]:
    """One partner each, the most alike first; of equals those that stand nearest to each other."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), sum(item[0])))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen: dict[int, int] = {}
    for (i, j), score in ranked:
        if score >= least and i not in taken_left and j not in taken_right:
            chosen[i] = j
            taken_left.add(i)
            taken_right.add(j)
    return chosen


def matched(left: Sequence[str], right: Sequence[str], least: int) -> dict[int, int]:
    """Index of each left text → index of the right text it became; the same words first."""
    chosen = _same(left, right)
    rest_left = [i for i in range(len(left)) if i not in chosen]
    held = set(chosen.values())
    rest_right = [j for j in range(len(right)) if j not in held]
    a, b = [pairs_of(left[i]) for i in rest_left], [pairs_of(right[j]) for j in rest_right]
    weights = Weights.over([*a, *b])
    scores = {(i, j): weights.alike(a[i], b[j]) for i, j in near(a, b, weights)}
    return chosen | {rest_left[i]: rest_right[j] for i, j in settle(scores, least).items()}


def _same(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    places: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(right))):
        places[bare(right[j])].append(j)
    return {i: places[said].pop() for i, words in enumerate(left) if places.get(said := bare(words))}
