"""When two printed names are one unit, and of what kind a unit is."""

from __future__ import annotations

from functools import lru_cache

from notice_compiler.grammar.organs import organ_of
from notice_compiler.lexicon.organs import BRACKETED, KINDS
from notice_compiler.lexicon.shortnames import SHORTER, TOWNSHIP_END
from notice_compiler.model import UnitKind

MANY = 2048


@lru_cache(maxsize=MANY)
def kind_of(name: str) -> UnitKind:
    """By the ending, and for groups and branches by the beginning."""
    for kind, pattern in KINDS:
        if pattern.search(name):
            return kind
    return "other"


@lru_cache(maxsize=MANY)
def key_of(name: str, place: str) -> str:
    """Equal for 区甲局（区乙局） and 区甲局; for 甲办事处 and 甲街道; for 乙市丙区发改局 and 区发改委."""
    kind = kind_of(name)
    if kind == "group":
        return "".join(name.split())
    words = BRACKETED.sub("", name)
    words = _without_place(words.removeprefix("中共"), place)
    if kind == "township" and not words.startswith(("各", "乡镇")):
        return TOWNSHIP_END.sub("", words) + "·镇"
    if organ := organ_of(words):
        own = len(organ.before) > 1 and place.endswith(organ.before)
        return f"{place[-1] if own else organ.before}·{organ.name}"
    for pattern, short in SHORTER:
        words = pattern.sub(short, words)
    return words


def _without_place(words: str, place: str) -> str:
    """The full name of the place, or its last part, before the rest of the name, becomes its last character."""
    own = place
    while len(own) >= 3:
        if words.startswith(own) and len(words) > len(own):
            return place[-1] + words[len(own) :]
        cut = next((n for n, char in enumerate(own[:-1], 1) if char in "省市州"), 0)
        if not cut:
            return words
        own = own[cut:]
    return words
