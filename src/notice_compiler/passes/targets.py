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
from notice_compiler.grammar.sentences import FULL_STOPS, brackets_in, cut, own_spans, said_spans
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
    r"(?:分别|较(?:上年|去年|20\d\d年)[^，]{0,60}|(?:扩大|提高|增加)(?:到|至)每年|每年|(?:到|至)?20\d\d年(?:底|末)?){1,9}$"
)
DATED = re.compile(r"(?<=[到至为])20\d\d年(?:底|末)?的$")
MAX_INDICATOR = 40
SHORTEST = 2
REACH = 120
# 到2033年，……主要指标是： holds for what is listed below it.
PARAGRAPHS = ("dash", "first", "circle")
LIMIT = re.compile(r"^[到至]|20\d\d|底|末|前")
BLANKS = " \u3000，,"
# A verb of making right before the number: what is made comes after it. 建成10个示范镇
MADE = re.compile(rf"(?:{measures.MAKING.pattern}|累计|累计约|面向)$")
RAISED = re.compile(r"(?:增长|提高|提升|增加|上升)(?:了|约|不少于|不低于|至少|率?为)?\s?$")
BLANKS_OR_NONE = re.compile(r"[ \u3000，、]*")
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
    parents = {item.parent for item in draft.items}
    held: dict[str | None, date] = {}
    for item in draft.items:
        above = held.get(item.parent) if item.style in PARAGRAPHS else None
        default = rows.get(item.id) or _bracket_day(draft, item) or above or _default(draft, kinds[item.id])
        for own in own_spans(draft, item) if item.id in parents else said_spans(draft, item):
            if item.id in parents and (year := measures.HOLDING_YEAR.match(draft.text, *own)):
                held[item.id] = date(int(year["year"]), 12, 31)
            if measures.COUNTED.search(draft.text, *own):
                targets += _own(draft, item, own, default, horizon)
    return replace(draft, targets=tuple(sorted(targets, key=lambda target: target.span)))


def _horizon(text: str) -> date | None:
    """2012年起5年内: good for every 5年内 of the notice."""
    found = measures.HORIZON.search(text)
    years = quantity(found["years"]) if found else None
    return date(int(found["year"]) + int(years) - 1, 12, 31) if found and years else None


def _default(draft: Draft, kind: ClauseKind) -> date | None:
    """A goal without a day is meant for the year of the notice."""
    return date(draft.year, 12, 31) if kind == "goal" and draft.year and draft.notice.date else None


def _bracket_day(draft: Draft, item: Item) -> date | None:
    """新增240户。（8月底完成，牵头考核单位：县甲局）"""
    for bracket in (bracket for span in item.body for bracket in brackets_in(draft, span)):
        words = draft.text[bracket.start : bracket.end].strip("（）〔〕")
        found = times.DAY.match(words)
        if found and (LIMIT.search(found[0]) or words.startswith("完成", found.end())):
            return limits.day(found, draft.year)
    return None


def _own(draft: Draft, item: Item, own: Span, default: date | None, horizon: date | None) -> Iterator[Target]:
    """The sentences of a paragraph; a year at the head of one holds for those after it."""
    for sentence in cut(draft, own, FULL_STOPS):
        yield from _sentence(draft, item, sentence, _Sentence(default), horizon)
        if found := measures.HOLDING_YEAR.match(draft.text, *sentence):
            default = date(int(found["year"]), 12, 31)


def _sentence(draft: Draft, item: Item, span: Span, state: _Sentence, horizon: date | None) -> Iterator[Target]:
    if not measures.COUNTED.search(draft.text, *span):
        return
    for piece in _pieces(draft, span):
        words = draft.text[piece.start : piece.end]
        words = BASELINE.sub(_masked, words) if BASED.search(words) else words
        state.by = _by(words, draft, horizon) or state.by
        state.making = state.making or measures.MAKING.search(words) is not None
        if not _excluded(words) and not _past(draft, state.by):
            yield from _piece(item, piece, words, state)


def _excluded(words: str) -> bool:
    """Ceilings, scores, sums granted, results of the past."""
    if measures.NO_TARGET.search(words):
        return True
    return measures.CEILING.search(words) is not None and not measures.BROUGHT_DOWN.search(words)


def _past(draft: Draft, by: date | None) -> bool:
    """A day in a year before the notice is a report, not a target."""
    return by is not None and draft.notice.date is not None and by.year < draft.notice.date.year


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
        event = found and "前" not in found[0] and times.EVENT.match(words, found.end())
        if found and LIMIT.search(found[0]) and not event:
            return read(found, draft.year)
    if found := measures.BY_END.search(words):
        return date(int(found["year"]), 12, 31)
    words = measures.WITHIN.sub("", words)
    part = next((day for name, day in measures.PART_OF_YEAR.items() if name in words), None)
    return date(draft.year, *part) if part and draft.year else None


def _piece(item: Item, piece: Span, words: str, state: _Sentence) -> Iterator[Target]:
    numbers = [found for found in measures.NUMBER.finditer(words) if _value(found) is not None]
    numbers = numbers[_after_conditions(words, numbers) :]
    group: list[re.Match[str]] = []
    for index, found in enumerate(numbers):
        group.append(found)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following and re.fullmatch(r"\s?(?:[、和]|以及)\s?", words[found.end() : following.start()]):
            continue
        yield from _group(item, piece, words, group, state)
        group = []


def _after_conditions(words: str, numbers: list[re.Match[str]]) -> int:
    """年收入20万元以下、从业10人以上的企业: numbers that say which ones are no targets."""
    last = 0
    first = measures.MAKING.search(words)
    for count, found in enumerate(numbers, 1):
        after = words[found.end() : found.end() + REACH]
        share = found["unit"] == "%" and measures.SHARE_FIRST.match(after)
        made = (first and first.end() <= found.start()) or words[: found.start()].endswith("建")
        if measures.WHICH_ONES.match(after) or (measures.WHICH.match(after) and not share and not made):
            last = count
    return last


def _group(item: Item, piece: Span, words: str, group: list[re.Match[str]], state: _Sentence) -> Iterator[Target]:
    """80％、50％以上: what stands before the first and after the last compares all of them."""
    start, end = group[0].start(), group[-1].end()
    before, after = words[max(0, start - REACH) : start], words[end : end + REACH]
    op = _op(DATED.sub("", before), after, group[-1], making=state.making)
    if op is None or measures.PER.search(before) or _is_name(before, after, group[-1]["unit"]):
        return
    indicator = _indicator(before, after)
    by = None if re.search(r"每年[^，]*$", before) else state.by
    names = _each(indicator, len(group))
    for name, found in zip(names, group, strict=True):
        value = _value(found)
        if value is not None and name:
            yield Target(item.id, name, op, value, found["unit"], by, piece)


def _is_name(before: str, after: str, unit: str) -> bool:
    """“上门10项服务”, 20条政策措施"""
    if before.rfind("“") > max(before.rfind("”"), before.rfind('"')) and not BLANKS_OR_NONE.fullmatch(
        before[: before.rfind("“")]
    ):
        return True
    return unit in measures.NAMED_UNITS and measures.NAMED.match(after) is not None


def _each(indicator: str, count: int) -> list[str]:
    """城区、集镇污水处理率分别…95%和80%: a name for each value, each with what is measured."""
    names = re.split("[、和]", re.sub("分别", "", indicator))
    if count < 2 or len(names) != count:
        return [indicator] * count
    shared = names[-1][len(names[0]) :]
    bare = not any(measures.MEASURED.search(name) for name in names[:-1])
    if bare and measures.MEASURED.search(names[-1]) and len({len(name) for name in names[:-1]}) == 1 and shared:
        return [*(name + shared for name in names[:-1]), names[-1]]
    return names


def _value(found: re.Match[str]) -> Decimal | None:
    return quantity(found["value"].replace(",", "") + (found["scale"] or ""))


def _op(before: str, after: str, number: re.Match[str], *, making: bool) -> TargetOp | None:
    unit = number["unit"]
    if unit in measures.SPANS and (measures.SHORTENED.search(before) or unit != "小时"):
        return "<=" if measures.SHORTENED.search(before) else None
    if change := _change(before, unit):
        return change
    if measures.ABOUT_AFTER.match(after):
        return "="
    if measures.AT_MOST_AFTER.match(after) or _said(before, measures.AT_MOST_BEFORE, measures.LOWER_TO):
        return "<="
    if measures.AT_LEAST_AFTER.match(after) or number["about"]:
        return ">="
    if _said(before, measures.AT_LEAST_BEFORE, measures.RAISE_TO):
        return ">="
    return "=" if making and _makes(before, after, unit) else None


def _said(before: str, *patterns: re.Pattern[str]) -> bool:
    return any(pattern.search(before) for pattern in patterns)


def _change(before: str, unit: str) -> TargetOp | None:
    """增长6%以上 and 降低综合费率0.5个百分点: by how much."""
    if not measures.LESS_BEFORE.search(before):
        if measures.RAISE_BEFORE.search(before):
            return "+"
        if measures.LOWER_BEFORE.search(before):
            return "-"
    if unit in measures.BY_HOW_MUCH and measures.LOWER_NOUN.search(before):
        return "-"
    return "+" if unit in measures.BY_HOW_MUCH[1:] and measures.RAISE_NOUN.search(before) else None


def _makes(before: str, after: str, unit: str) -> bool:
    """50个部门 are made by nobody, only joined."""
    if unit == "个" and after.startswith("部门"):
        return measures.JOINED.search(before) is not None
    return unit not in (*measures.BY_HOW_MUCH, *measures.MEASURES)


def _indicator(before: str, after: str) -> str:
    """What is measured: the words before the comparison, else those after the number."""
    noun = _without_comparison(before[before.rfind("（") + 1 :])
    if measures.NUMBER.search(before):
        noun = noun.rsplit("、", 1)[-1]
    noun = _stripped(noun)
    follow = re.sub(r"^\s?(?:及?以上|以下|以内|左右|的|（[^（）]*）|）)+", "", after.split(MASK, maxsplit=1)[0])
    follow = re.split(r"[、和]", follow, maxsplit=1)[0][:MAX_INDICATOR].strip()
    if len(noun) < SHORTEST or (len(follow) >= SHORTEST and (MADE.search(noun) or measures.EVERYWHERE.match(noun))):
        return follow or noun
    changed = measures.CHANGED.search(noun)
    return changed["noun"] if changed else noun[-MAX_INDICATOR:]


def _without_comparison(before: str) -> str:
    for pattern in (
        measures.AT_LEAST_BEFORE,
        measures.AT_MOST_BEFORE,
        RAISED,
        measures.LOWER_BEFORE,
    ):
        before = pattern.sub("", DATED.sub("", before))
    return TAIL_WORDS.sub("", before)


def _stripped(words: str) -> str:
    """The last stretch of words that still says something; a masked figure parts them."""
    said = (LEAD_WORDS.sub("", TIMES.sub("", part.strip(BLANKS))).strip(BLANKS) for part in words.split(MASK))
    return next((part for part in reversed([*said]) if len(part) >= SHORTEST), "")
