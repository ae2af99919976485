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
from heapq import nsmallest

from notice_compiler.lexicon.common_words import COMMON_PAIRS

DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
NOISE = re.compile(r"[\W_]+")
COMMON_WEIGHT = 0.2
FULL = 1000
UNIT = 1000
BUDGET = 400
BEST = 10


def bare(words: str) -> str:
    """Without blanks and punctuation, in one width and case; the point of 1.5 stays."""
    return NOISE.sub("", DECIMAL.sub("点", unicodedata.normalize("NFKC", words))).casefold()


def pairs_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters; the text itself where it has but one."""
    said = bare(words)
    return frozenset(said[at : at + 2] for at in range(max(1, len(said) - 1))) if said else frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """What a pair of characters tells: less where common, less where many of the texts hold it. Whole numbers, so that
    the order of a set cannot show in a sum.
    """

    of: Mapping[str, int]
    totals: dict[frozenset[str], int]

    @classmethod
    def over(cls, texts: Iterable[frozenset[str]]) -> Weights:
        """Counted over all texts that will be compared."""
        held: dict[str, int] = defaultdict(int)
        count = 0
        for pairs in texts:
            count += 1
            for pair in pairs:
                held[pair] += 1
        told = {pair: math.log(1 + count / number) for pair, number in held.items()}
        return cls(
            {pair: round(UNIT * (COMMON_WEIGHT if pair in COMMON_PAIRS else 1) * log) for pair, log in told.items()},
            {},
        )

    def sum(self, pairs: frozenset[str]) -> int:
        """What all pairs of a text tell, added up once for each text."""
        total = self.totals.get(pairs)
        if total is None:
            total = self.totals[pairs] = self._added(pairs)
        return total

    def _added(self, pairs: Iterable[str]) -> int:
        of = self.of
        return sum([of[pair] for pair in pairs if pair in of])

    def alike(self, left: frozenset[str], right: frozenset[str]) -> int:
        """0…1000: twice what is shared, of all there is."""
        total = self.sum(left) + self.sum(right)
        return FULL * 2 * self._added(left & right) // total if total else 0

    def held(self, part: frozenset[str], whole: frozenset[str]) -> int:
        """0…1000: how much of the part stands in the whole."""
        total = self.sum(part)
        return FULL * self._added(part & whole) // total if total else 0


def near(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], weights: Weights) -> set[tuple[int, int]]:
    """Index pairs worth a closer look, from both sides, so that swapping the sides swaps the pairs."""
    return set(_from(left, right, weights)) | {(i, j) for j, i in _from(right, left, weights)}


def _from(
    askers: Sequence[frozenset[str]], answers: Sequence[frozenset[str]], weights: Weights
) -> Iterable[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for j, pairs in enumerate(answers):
        for pair in pairs:
            index[pair].append(j)
    for i, pairs in enumerate(askers):
        gained: dict[int, int] = defaultdict(int)
        spent = 0
        for count, pair in sorted([(len(index[pair]), pair) for pair in pairs if pair in index]):
            if spent and spent + count > BUDGET:
                break
            spent += count
            weight = weights.of[pair]
            for j in index[pair][:BUDGET]:
                gained[j] += weight
        for _, _, j in nsmallest(BEST, [(-gain, abs(i - j), j) for j, gain in gained.items()]):
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
