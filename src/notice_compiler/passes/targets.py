"""Targets: 到2025年前，污水收集处理率达70% · 新增各类公园300座以上 · 分别控制在10%和4%以下"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar import limits
from notice_compiler.grammar.numerals import quantity
from notice_compiler.grammar.sentences import FULL_STOPS, cut, own_spans
from notice_compiler.grammar.words import outermost
from notice_compiler.lexicon import measures, times
from notice_compiler.lexicon.baselines import BASED, BASELINE
from notice_compiler.model import ClauseKind, Span, Target, TargetOp

LEAD_WORDS = re.compile(
    r"^(?:力争|确保|实现|使|推动|努力|其中|并|全年|到|[“\"]|[一二三四五六七八九十]是|落实|将|把|重点(?=引进|支持|培训|扶持|培养|评选))+"
)
TIMES = re.compile(
    r"^[^，]{0,3}20\d\d年(?:的?[上下]半年|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日|底|末|份)?)?(?:底|末)?(?:前|以前)?(?:，|再|,)?"
    r"|^\d{1,2}月(?:\d{1,2}日|底|末)?(?:前|以前)|^(?:一|二|三|四)?季度|^(?:\d{1,2}|[一二两三四五六七八九十])?年(?:之)?内|^上半年|^年底前?"
)
TAIL_WORDS = re.compile(
    r"(?:分别|较(?:上年|去年|20\d\d年)[^，]*|(?:扩大|提高|增加)(?:到|至)每年|每年|(?:到|至)?20\d\d年(?:底|末)?)+$"
)
DATED = re.compile(r"(?<=[到至为])20\d\d年(?:底|末)?的$")
MAX_INDICATOR = 40
SHORTEST = 2
REACH = 120
LIMIT = re.compile(r"^[到至]|20\d\d|底|末|前")
BLANKS = " \u3000，,"
MASK = "\0"
PAUSES = "，,；;：:"


@dataclass(slots=True)
class _Sentence:
    """What the pieces of a sentence hand on: the day, and whether a making verb still holds."""

    by: date | None
    making: bool = False


def run(draft: Draft) -> Draft:
    """Walk the sentences of the items; a day holds to the end of its sentence."""
    kinds = {clause.id: clause.kind for clause in draft.clauses}
    horizon = _horizon(draft.text)
    targets: list[Target] = []
    rows = {deadline.clause: deadline.by for deadline in draft.deadlines}
    for item in draft.items:
        default = rows.get(item.id) or _default(draft, kinds[item.id])
        for own in own_spans(draft, item):
            if measures.COUNTED.search(draft.text, *own):
                for sentence in cut(draft, own, FULL_STOPS):
                    targets += _sentence(draft, item, sentence, default, horizon)
    return replace(draft, targets=tuple(sorted(targets, key=lambda target: target.span)))


def _horizon(text: str) -> date | None:
    """2012年起5年内: good for every 5年内 of the notice."""
    found = measures.HORIZON.search(text)
    years = quantity(found["years"]) if found else None
    return date(int(found["year"]) + int(years) - 1, 12, 31) if found and years else None


def _default(draft: Draft, kind: ClauseKind) -> date | None:
    """A goal without a day is meant for the year of the notice."""
    return date(draft.year, 12, 31) if kind == "goal" and draft.year and draft.notice.date else None


def _sentence(draft: Draft, item: Item, span: Span, default: date | None, horizon: date | None) -> Iterator[Target]:
    if not measures.COUNTED.search(draft.text, *span):
        return
    state = _Sentence(default)
    for piece in _pieces(draft, span):
        words = draft.text[piece.start : piece.end]
        words = BASELINE.sub(_masked, words) if BASED.search(words) else words
        state.by = _by(words, draft, horizon) or state.by
        state.making = state.making or measures.MAKING.search(words) is not None
        if not measures.NO_TARGET.search(words):
            yield from _piece(item, piece, words, state)


def _pieces(draft: Draft, span: Span) -> Iterator[Span]:
    """Between commas, also those inside a quotation that lists several targets."""
    for piece in _joined(draft, span):
        opened = draft.text.find("“", *piece) >= 0
        pairs = outermost(draft.pairs, *piece) if opened else ()
        quote = next((pair for pair in pairs if draft.text[pair.open] == "“"), None)
        inner = list(cut(draft, Span(quote.open + 1, quote.close), PAUSES)) if quote else []
        yield from (
            inner if len(inner) > 1 and any(measures.NUMBER.search(draft.words(each)) for each in inner) else (piece,)
        )


def _joined(draft: Draft, span: Span) -> Iterator[Span]:
    """由2023年的26%，提高到32%: what the figure starts from stays with what comes of it."""
    start: int | None = None
    for piece in cut(draft, span, PAUSES):
        start = piece.start if start is None else start
        if draft.text[piece.end : piece.end + 1] in ("，", ",") and BASED.search(draft.text, *piece):
            reach = min(piece.end + REACH, span.end)
            if any(match.end() == piece.end for match in BASELINE.finditer(draft.text, piece.start, reach)):
                continue
        yield Span(start, piece.end)
        start = None
    if start is not None:
        yield Span(start, span.end)


def _masked(found: re.Match[str]) -> str:
    """Nothing is left but what is measured: 在2030年绿地率21%的基础上."""
    return MASK + (found["what"] or "") + MASK


def _by(words: str, draft: Draft, horizon: date | None) -> date | None:
    """The last day of a piece: a month before a year, 三年内 from the year in which the action begins."""
    if not times.DATED.search(words):
        return None
    if measures.WITHIN.search(words) and horizon:
        return horizon
    if within := times.WITHIN.match(words):
        return limits.years(within, draft.period.start.year if draft.period.start else draft.year)
    for pattern, read in ((times.DAY, limits.day), (times.HALF, limits.half)):
        found = pattern.search(words)
        if found and (LIMIT.search(found[0]) and not times.EVENT.match(words[found.end() :])):
            return read(found, draft.year)
    if found := measures.BY_END.search(words):
        return date(int(found["year"]), 12, 31)
    words = measures.WITHIN.sub("", words)
    part = next((day for name, day in measures.PART_OF_YEAR.items() if name in words), None)
    return date(draft.year, *part) if part and draft.year else None


def _piece(item: Item, piece: Span, words: str, state: _Sentence) -> Iterator[Target]:
    numbers = [found for found in measures.NUMBER.finditer(words) if _value(found) is not None]
    group: list[re.Match[str]] = []
    for index, found in enumerate(numbers):
        group.append(found)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following and re.fullmatch(r"\s?(?:[、和]|以及)\s?", words[found.end() : following.start()]):
            continue
        yield from _group(item, piece, words, group, state)
        group = []


def _group(item: Item, piece: Span, words: str, group: list[re.Match[str]], state: _Sentence) -> Iterator[Target]:
    """80％、50％以上: what stands before the first and after the last compares all of them."""
    start, end = group[0].start(), group[-1].end()
    before, after = words[max(0, start - REACH) : start], words[end : end + REACH]
    op = _op(DATED.sub("", before), after, group[-1], making=state.making)
    if op is None or measures.PER.search(before):
        return
    indicator = _indicator(before, after)
    by = None if re.search(r"每年[^，]*$", before) else state.by
    names = _each(indicator, len(group))
    for name, found in zip(names, group, strict=True):
        value = _value(found)
        if value is not None and name:
            yield Target(item.id, name, op, value, found["unit"].replace("％", "%"), by, piece)


def _each(indicator: str, count: int) -> list[str]:
    """贫血率和迟缓率分别…10%和4%: a name for each value where there are as many names as values."""
    names = re.split("[、和]", indicator)
    return names if len(names) == count else [indicator] * count


def _value(found: re.Match[str]) -> Decimal | None:
    return quantity(found["value"].replace(",", "") + (found["scale"] or ""))


def _op(before: str, after: str, number: re.Match[str], *, making: bool) -> TargetOp | None:
    if measures.ABOUT_AFTER.match(after):
        return "="
    if measures.AT_MOST_AFTER.match(after) or measures.AT_MOST_BEFORE.search(before):
        return "<="
    if not measures.LESS_BEFORE.search(before):
        if measures.RAISE_BEFORE.search(before):
            return "+"
        if measures.LOWER_BEFORE.search(before):
            return "-"
    if measures.AT_LEAST_AFTER.match(after) or measures.AT_LEAST_BEFORE.search(before) or number["about"]:
        return ">="
    return (
        "="
        if making and number["unit"] not in ("%", "％", "元", "万元", "次", "期", "对", "类", "种", "小时")
        else None
    )


def _indicator(before: str, after: str) -> str:
    """What is measured: the words before the comparison, else those after the number."""
    noun = _without_comparison(before)
    if measures.NUMBER.search(before):
        noun = noun.rsplit("、", 1)[-1]
    noun = _stripped(noun)
    if len(noun) >= SHORTEST and not measures.MAKING.fullmatch(noun):
        return noun[-MAX_INDICATOR:]
    follow = re.sub(r"^\s?(?:及?以上|以下|以内|左右|的)+", "", after.split(MASK, maxsplit=1)[0])
    return re.split(r"[、和]", follow, maxsplit=1)[0][:MAX_INDICATOR].strip() or noun


def _without_comparison(before: str) -> str:
    for pattern in (
        measures.AT_LEAST_BEFORE,
        measures.AT_MOST_BEFORE,
        measures.RAISE_BEFORE,
        measures.LOWER_BEFORE,
    ):
        before = pattern.sub("", DATED.sub("", before))
    return TAIL_WORDS.sub("", before)


def _stripped(words: str) -> str:
    """The last stretch of words that still says something; a masked figure parts them."""
    said = (LEAD_WORDS.sub("", TIMES.sub("", part.strip(BLANKS))).strip(BLANKS) for part in words.split(MASK))
    return next((part for part in reversed([*said]) if len(part) >= SHORTEST), "")
