"""Where the title of a numbered item ends: at its line, at the first 。, at a colon, or nowhere (then it has none)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_compiler.draft import Pair
from notice_compiler.grammar.words import outermost, outside, trim
from notice_compiler.model import Span

LEADS = " \t\u3000\u00a0：:、.．"
TITLE_LENGTH = 40
LINE_LENGTH = 60
COLON_LENGTH = 25
LABEL_LENGTH = 12
SHORTEST_LABEL = 8
# 第四条 【共享原则】数据以共享为原则。
NAMED = re.compile(r"【(?P<name>[^【】]{2,30})】")
# （一）清理河道 清理漂浮物，拆除违建。 A blank parts the title from a sentence.
SPACED = re.compile(r"(?P<name>[\u4e00-\u9fff]{3,20})[ \u3000]+(?=[^\n]{0,60}[，。；])")
ROLE_WORDS = re.compile(r"牵头|负责|配合|参与|落实")
LABEL_STYLES = ("first",)
PAUSES = "，；。：,;"


def heading_of(text: str, pairs: Sequence[Pair], line: Span, style: str) -> tuple[Span, bool, Span]:
    """Title, whether it is printed as one, and the rest. Without a printed title the rest holds all the words."""
    kept = trim(text, line, LEADS) or Span(line.start, line.start)
    if named := NAMED.match(text, *kept):
        return Span(*named.span("name")), True, _rest(text, named.end(), line.end)
    if spaced := SPACED.match(text, *kept):
        return Span(*spaced.span("name")), True, _rest(text, spaced.end(), line.end)
    marks = outside(text, pairs, kept, PAUSES)
    stop = next((at for at in marks if text[at] == "。"), kept.end)
    colon = next((at for at in marks if text[at] in "：:" and at < stop), None)
    commas = sum(1 for at in marks if text[at] in "，,；;" and at < (colon or stop))
    if colon is not None and not commas and colon - kept.start <= COLON_LENGTH:
        return Span(kept.start, colon), True, _rest(text, colon + 1, line.end)
    if _is_title(text, kept, stop, commas, style):
        return _titled(text, pairs, Span(kept.start, stop), line.end)
    first = next((at for at in marks if at - kept.start >= SHORTEST_LABEL), kept.end)
    return Span(kept.start, min(first, kept.start + LINE_LENGTH)), False, _rest(text, kept.start, line.end)


def _is_title(text: str, kept: Span, stop: int, commas: int, style: str) -> bool:
    length = stop - kept.start
    if style in LABEL_STYLES:
        return length <= LABEL_LENGTH and not commas and stop < kept.end
    if stop == kept.end and text[stop - 1] in "；，":
        return False
    if stop == kept.end:
        return length <= LINE_LENGTH or text[kept.end - 1] in "）)〕]】"
    last = stop == kept.end - 1
    return length <= TITLE_LENGTH and commas <= 2 and not last


def _titled(text: str, pairs: Sequence[Pair], title: Span, end: int) -> tuple[Span, bool, Span]:
    """A bracket that closes the title, such as （责任单位：…）, belongs to the rest."""
    closing = next(iter(outermost(pairs, *title)[-1:]), None)
    if closing and closing.close == title.end - 1 and closing.open > title.start and _speaks(text, closing):
        return Span(title.start, closing.open), True, _rest(text, closing.open, end)
    return title, True, _rest(text, min(title.end + 1, end), end)


def _speaks(text: str, pair: Pair) -> bool:
    if ROLE_WORDS.search(text, pair.open, pair.close):
        return True
    return pair.close - pair.open > COLON_LENGTH or any(mark in text[pair.open : pair.close] for mark in "：:")


def _rest(text: str, start: int, end: int) -> Span:
    return trim(text, Span(start, end)) or Span(end, end)
