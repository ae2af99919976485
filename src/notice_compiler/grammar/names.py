"""Lists of units: 、 between them, but not inside a name; 及 and 和 where both sides are names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from notice_compiler.draft import Pair
from notice_compiler.grammar.organs import organ_of
from notice_compiler.grammar.words import split, trim
from notice_compiler.lexicon.organs import (
    BEFORE_NAME,
    BRACKETED,
    NAMED,
    NO_ORGAN,
    OPEN_GROUP,
    ORGAN,
    PLACE_END,
    PLAIN,
    REST_OF_GROUP,
    SEVERAL,
    SEVERAL_END,
    SHARED_END,
    STRICT,
    VERBAL,
)
from notice_compiler.lexicon.roles import OPEN_END
from notice_compiler.model import Span

JOINTS = re.compile(r"等?(?:以及|及其|及|和|与)")
NOT_JOINT = re.compile(r"及其")
MAX_NAME = 40
LONGEST_LIST = 120
BRACKETS = "（）()〔〕[]【】"
SEPARATORS = "、，,；;。"


def looks_like_unit(words: str) -> bool:
    """An organ, office, enterprise, township or a group of them, by its ending."""
    # The same names come again and again; only those of a usual length are kept.
    return _is_unit(words) if len(words) <= LONGEST_LIST else _is_unit.__wrapped__(words)


@lru_cache(maxsize=4096)
def _is_unit(words: str) -> bool:
    bare = BRACKETED.sub("", words).strip()
    if organ_of(bare):
        return True
    if not 2 <= len(bare) <= MAX_NAME or VERBAL.search(bare) or NO_ORGAN.search(bare):
        return False
    if any(mark in bare for mark in BRACKETS):
        return False
    if STRICT.search(bare) or OPEN_GROUP.match(bare):
        return True
    return ORGAN.match(words) is not None and bare.startswith("各")


@lru_cache(maxsize=4096)
def is_named_unit(words: str) -> bool:
    """A unit that nobody takes for anything else, also without a role word: 市财政局, 云岭海关; not 学校."""
    bare = BRACKETED.sub("", words).strip()
    return organ_of(bare) is not None or (
        _is_unit(words) and (len(bare) > 2 or bare[:1] == "各") and NAMED.search(bare) is not None
    )


def units_in(text: str, pairs: Sequence[Pair], span: Span) -> list[Span]:
    """The names of a list, each as printed."""
    found: list[Span] = []
    for piece in _grouped(text, list(split(text, pairs, span, SEPARATORS))):
        found += _parted(text, piece)
    return [kept for kept in (_cleaned(text, name) for name in found) if kept]


def _grouped(text: str, pieces: list[Span]) -> list[Span]:
    """各市、县（区）人民政府 and 各有关部门、单位 are one name each."""
    found: list[Span] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and text[last.end : piece.start].strip() == "、" and _goes_on(text, last, piece):
            found[-1] = Span(last.start, piece.end)
        else:
            found.append(piece)
    return found


def _goes_on(text: str, last: Span, piece: Span) -> bool:
    before, after = text[last.start : last.end], text[piece.start : piece.end]
    if len(before) > MAX_NAME or len(after) > MAX_NAME:
        return False
    opened = before.rpartition("、")[2]
    if OPEN_GROUP.match(before if opened == before else "各" + opened) and before.startswith("各"):
        return REST_OF_GROUP.match(JOINTS.split(after, maxsplit=1)[0]) is not None
    return bool(PLAIN.match(after) and SEVERAL.search(before) and SEVERAL_END.search(before))


def _parted(text: str, piece: Span) -> list[Span]:
    """甲委及各设区市人民政府 → two names; 人力资源和社会保障局 stays one."""
    if piece.end - piece.start > LONGEST_LIST:
        return [piece]
    for joint in JOINTS.finditer(text, *piece):
        left, right = Span(piece.start, joint.start()), Span(joint.end(), piece.end)
        if NOT_JOINT.match(joint[0]) or left.end <= left.start or right.end <= right.start:
            continue
        if _are_two(text[left.start : left.end], text[right.start : right.end]):
            return [left, *_parted(text, right)]
    return [piece]


def _are_two(first: str, second: str) -> bool:
    if PLAIN.match(JOINTS.split(second, maxsplit=1)[0]) or (SHARED_END.search(second) and PLACE_END.search(first)):
        return False
    return _whole(first) and looks_like_unit(second)


def _whole(words: str) -> bool:
    """A name that needs no more words: known, or long enough, with the ending of an organ and not of a subject."""
    if organ_of(words):
        return True
    return (
        len(words) >= 3
        and looks_like_unit(words)
        and not words.endswith(("部", "会", "社", "办", "院", "委", "处", "区"))
    ) or (len(words) >= 4 and looks_like_unit(words) and words[0] in "省市区县国各")


def _cleaned(text: str, name: Span) -> Span | None:
    """由区房管局等建设主管部门 → 区房管局: the list is open, its last member has no name."""
    words = text[name.start : name.end]
    if found := BEFORE_NAME.match(words):
        name = Span(name.start + found.end(), name.end)
        words = words[found.end() :]
    ended = OPEN_END.search(words)
    end = name.start + ended.start() if ended and ended.start() >= 2 else name.end
    return trim(text, Span(name.start, end))
