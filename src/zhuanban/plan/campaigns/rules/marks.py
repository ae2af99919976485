"""Marks on a text: overlapping and nested spans are split into segments, each with the marks that cover it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Mark:
    """A span [start, end) with the name and kind of what it is a mark of."""

    start: int
    end: int
    kind: str
    name: str


@dataclass(frozen=True)
class Segment:
    """A piece of the text from `start` on. `names` are the marks over it, the shortest first; `begins` begin here."""

    text: str
    start: int = 0
    names: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    kind: str = ""
    is_doubted: bool = False


DOUBT = "findings"


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Segment]]:
    """The lines of the text that are not empty, as segments; spans are cut at line ends."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    opening: dict[int, list[Mark]] = {}
    for mark in sorted(inside, key=lambda mark: (mark.start, -mark.end)):
        opening.setdefault(mark.start, []).append(mark)
    lines: list[list[Segment]] = []
    running: list[Mark] = []
    begun: set[str] = set()
    offset = 0
    for line in text.split("\n"):
        end = offset + len(line)
        running = [mark for mark in running if mark.end > offset]
        segments, running = _line(text, offset, end, running, opening, begun)
        if line.strip():
            lines.append(segments)
        offset = end + 1
    return lines


def _line(
    text: str, start: int, end: int, running: list[Mark], opening: Mapping[int, list[Mark]], begun: set[str]
) -> tuple[list[Segment], list[Mark]]:
    """The segments of text[start:end], and the marks that run on behind it."""
    seen = running + [mark for at in range(start, end) for mark in opening.get(at, ())]
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in seen for at in (mark.start, mark.end))})
    segments = []
    for left, right in pairwise(cuts):
        over = sorted(
            (mark for mark in seen if mark.start <= left and right <= mark.end), key=lambda mark: mark.end - mark.start
        )
        begins = tuple(mark.name for mark in over if mark.name not in begun)
        begun.update(begins)
        kinds = [mark.kind for mark in over if mark.kind != DOUBT]
        names = tuple(mark.name for mark in over)
        kind = kinds[0] if kinds else DOUBT if over else ""
        segments.append(Segment(text[left:right], left, names, begins, kind, len(kinds) < len(over)))
    return segments, [mark for mark in seen if mark.end > end]


def head_spans(text: str, notice: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Where title, issuers, number and day of the header stand; they may be broken over lines."""
    words = [notice.get("title"), *(notice.get("issuers") or ()), notice.get("number"), _long_day(notice.get("date"))]
    return [span for word in words if word and (span := find_loosely(text, str(word)))]


def find_loosely(text: str, words: str, start: int = 0) -> tuple[int, int] | None:
    """The first place of the words from `start` on, whatever blanks stand between them."""
    loose = r"\s*".join(re.escape(letter) for letter in words if not letter.isspace())
    found = re.compile(loose).search(text, start) if loose else None
    return found.span() if found else None


def heading_span(text: str, span: Sequence[int], title: str) -> tuple[int, int]:
    """From the marker of a clause to the end of its title; the whole clause would cover all below it."""
    found = find_loosely(text[: span[1]], title, span[0])
    return (span[0], found[1]) if found else (span[0], min(span[1], span[0] + len(title)))


def _long_day(day: str | None) -> str:
    """2024-02-05 as 2024年2月5日."""
    if not day:
        return ""
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"
