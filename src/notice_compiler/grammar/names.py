"""Lists of units: 、 between them, but not inside a name; 及 and 和 where both sides are names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from notice_compiler.draft import Pair
from notice_compiler.grammar.words import split, trim
from notice_compiler.lexicon.organs import BRACKETED, OPEN_GROUP, ORGAN, STRICT, VERBAL
from notice_compiler.lexicon.roles import OPEN_END
from notice_compiler.model import Span

JOINTS = re.compile(r"以及|及其|及|和|与")
NOT_JOINT = re.compile(r"及其")
MAX_NAME = 40
LONGEST_LIST = 120
BRACKETS = "（）()〔〕[]【】"


def looks_like_unit(words: str) -> bool:
    """An organ, office, enterprise, township or a group of them, by its ending."""
    # The same names come again and again; only those of a usual length are kept.
    return _is_unit(words) if len(words) <= LONGEST_LIST else _is_unit.__wrapped__(words)


@lru_cache(maxsize=4096)
def _is_unit(words: str) -> bool:
    bare = BRACKETED.sub("", words).strip()
    if not 2 <= len(bare) <= MAX_NAME or VERBAL.search(bare) or any(mark in bare for mark in BRACKETS):
        return False
    return STRICT.search(bare) is not None or (ORGAN.match(words) is not None and bare.startswith("各"))


def units_in(text: str, pairs: Sequence[Pair], span: Span) -> list[Span]:
    """The names of a list, each as printed."""
    found: list[Span] = []
    pieces = list(split(text, pairs, span, "、，,；;。"))
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        # 各市、县（区）人民政府 is one name whose ending comes last.
        while (
            OPEN_GROUP.match(text[piece.start : piece.end])
            and index + 1 < len(pieces)
            and _adjoins(text, pieces, index)
        ):
            index += 1
            piece = Span(piece.start, pieces[index].end)
            if not OPEN_GROUP.match("各" + text[pieces[index].start : pieces[index].end]):
                break
        index += 1
        found += _parted(text, piece)
    return [kept for kept in (_without_end(text, name) for name in found) if kept]


def _adjoins(text: str, pieces: list[Span], index: int) -> bool:
    return text[pieces[index].end : pieces[index + 1].start].strip() == "、" and text[pieces[index + 1].start] != "各"


def _parted(text: str, piece: Span) -> list[Span]:
    """甲委及各设区市人民政府 → two names; 人力资源和社会保障局 stays one."""
    if piece.end - piece.start > LONGEST_LIST:
        return [piece]
    for joint in JOINTS.finditer(text, *piece):
        left, right = Span(piece.start, joint.start()), Span(joint.end(), piece.end)
        if NOT_JOINT.match(joint[0]) or left.end <= left.start or right.end <= right.start:
            continue
        first, second = text[left.start : left.end], text[right.start : right.end]
        if _whole(first) and looks_like_unit(second):
            return [left, *_parted(text, right)]
    return [piece]


def _whole(words: str) -> bool:
    """A name that needs no more words: long enough, with the ending of an organ and not of a subject."""
    return (
        len(words) >= 3
        and looks_like_unit(words)
        and not words.endswith(("部", "会", "社", "办", "院", "委", "处", "区"))
    ) or (len(words) >= 4 and looks_like_unit(words) and words[0] in "省市区县国各")


def _without_end(text: str, name: Span) -> Span | None:
    """区房管局等建设主管部门 → 区房管局: the list is open, its last member has no name."""
    words = text[name.start : name.end]
    found = OPEN_END.search(words)
    end = name.start + found.start() if found and found.start() >= 2 else name.end
    return trim(text, Span(name.start, end))
