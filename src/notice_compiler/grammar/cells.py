"""What a cell of a task table says, units with their roles or days: 区甲局牵头，区乙局配合 · 2031年6月底前"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from notice_compiler.draft import Draft
from notice_compiler.grammar import limits
from notice_compiler.grammar.days import period
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.words import split, trim
from notice_compiler.lexicon.organs import VERBAL
from notice_compiler.lexicon.roles import ASIDE, LABEL, LABELS, TAILS
from notice_compiler.lexicon.times import DAY, HALF, RHYTHMS, YEAR
from notice_compiler.model import Deadline, Role, Span

BLANK = re.compile(r"[\s⏎]+")
LEVELS = tuple("国省市区县州旗各")
# A name may end here for certain; 省人力资源社会 may go on with 保障厅 after the line end.
ENDS_NAME = (*"局厅府镇", "街道", "中心", "公司", "集团", "支队", "大队", "街镇", "园区", "联", "）", ")")
BY = "由"
SHORTEST_UNKNOWN = 4
LONGEST_UNKNOWN = 14
PLAIN_NAME = re.compile(r"^[\u4e00-\u9fff（）()、]+$")
READERS = ((DAY, limits.day), (YEAR, limits.year_end), (HALF, limits.half))
Named = list[tuple[Span, Role]]


def units_of(draft: Draft, cell: Span, role: Role, *, lead_first: bool, persons: bool) -> Named:
    """The units of a cell, each with the role of its column unless the cell itself says another."""
    found: Named = []
    labels = list(LABEL.finditer(draft.text, *cell))
    if labels and (named := [(label, _role(label["label"])) for label in labels]) and any(told for _, told in named):
        ends = [label.start() for label in labels[1:]] + [cell.end]
        for (label, told), end in zip(named, ends, strict=True):
            found += [(unit, told or role) for unit in _names(draft, Span(label.end(), end), persons=persons)]
        return found
    for part in split(draft.text, draft.pairs, cell, "；;。"):
        found += _tailed(draft, part, role, persons=persons)
    if lead_first and len(found) > 1 and all(told == "responsible" for _, told in found):
        return [(unit, "participant" if number else "lead") for number, (unit, _) in enumerate(found)]
    return found


def name_of(draft: Draft, span: Span) -> str:
    """The words of a unit; a line end inside a cell is no part of its name."""
    return BLANK.sub("", draft.words(span))


def days_of(draft: Draft, clause: str, cell: Span) -> Iterator[Deadline]:
    """A day or a rhythm for each part of a cell: 2031年6月底前完成方案，12月底前全面完成 · 每月."""
    parts = (
        [cell] if period(draft.words(cell), draft.year) else list(split(draft.text, draft.pairs, cell, "，,；;。、 "))
    )
    for part in parts:
        words = draft.words(part)
        if days := _end_of(draft, part):
            yield Deadline(clause, days, None, words, part)
            continue
        for pattern, every in RHYTHMS:
            if found := pattern.search(draft.text, *part):
                yield Deadline(clause, None, every, found[0], Span(*found.span()))


def _end_of(draft: Draft, span: Span) -> date | None:
    days = period(draft.words(span), draft.year)
    if days:
        return days.end
    for pattern, read in READERS:
        if (found := pattern.search(draft.text, *span)) and (day := read(found, draft.year)):
            return day
    return None


def _role(label: str) -> Role | None:
    return next((role for at in range(len(label)) for pattern, role in LABELS if pattern.match(label[at:])), None)


def _tailed(draft: Draft, part: Span, role: Role, *, persons: bool) -> Named:
    """甲局牵头，乙局、丙局配合: a role word binds the names before it."""
    found: Named = []
    waiting: list[Span] = []
    for piece in split(draft.text, draft.pairs, part, "，,"):
        words = draft.text[piece.start : piece.end]
        tail = next(((match.start(), told) for pattern, told in TAILS if (match := pattern.search(words))), None)
        if tail is None or tail[0] < 2:
            waiting += _names(draft, piece, persons=persons)
            continue
        names = _names(draft, Span(piece.start, piece.start + tail[0]), persons=persons)
        found += [(unit, tail[1]) for unit in (*waiting, *names)]
        waiting = []
    return found + [(unit, role) for unit in waiting]


def _names(draft: Draft, span: Span, *, persons: bool) -> list[Span]:
    words = draft.text[span.start : span.end]
    aside = ASIDE.search(words)
    start = span.start + words.startswith(BY)
    kept = trim(draft.text, Span(start, span.start + aside.start() if aside else span.end), "，；。,; 　\n")
    pieces = (
        []
        if kept is None
        else [
            part for piece in units_in(draft.text, draft.pairs, kept) for part in _lines(draft, piece, persons=persons)
        ]
    )
    return [piece for piece in pieces if _is_unit(name_of(draft, piece), persons=persons)]


def _is_unit(words: str, *, persons: bool) -> bool:
    """In a column of units also a name that no lexicon knows, but not where the column names persons beside them."""
    if looks_like_unit(words):
        return True
    short = SHORTEST_UNKNOWN <= len(words) <= LONGEST_UNKNOWN
    return not persons and short and PLAIN_NAME.match(words) is not None and not VERBAL.search(words)


def _lines(draft: Draft, piece: Span, *, persons: bool) -> Sequence[Span]:
    """Names that only a blank, once a line end, holds apart; 省自然资源和 规划厅 is one, 县水务局 陈一鸣 are two."""
    gaps = [Span(*gap.span()) for gap in BLANK.finditer(draft.text, *piece)]
    found: list[Span] = []
    start = piece.start
    for number, gap in enumerate(gaps):
        stop = gaps[number + 1].start if number + 1 < len(gaps) else piece.end
        left, right = name_of(draft, Span(start, gap.start)), draft.text[gap.end : stop]
        sure = right.startswith(LEVELS) or left.endswith(ENDS_NAME)
        if looks_like_unit(left) and (persons or (sure and looks_like_unit(right))):
            found.append(Span(start, gap.start))
            start = gap.end
    return [*found, Span(start, piece.end)]
