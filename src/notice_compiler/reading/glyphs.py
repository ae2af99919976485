"""Characters with their places on a page to lines: turned upright, by height and then from left to right."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from notice_compiler.reading.layout import Line

WIDE = "WF"
SKEWED = 0.1
FEET = 0.2
SAME_LINE = 0.35
SPACED_EMS = 0.8
WORD_EMS = 0.18
# Characters of private use: bullets of symbol fonts, or a font whose table of characters is missing.
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
LIGATURE = re.compile("[\ufb00-\ufb06]")
HYPHENS = {"\x02": "-", "\u00ad": "-", "\ufffe": "-"}


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character, its box and the line it stands on, y downwards; `angle` in radians, with the clock."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    angle: float = 0.0


def upright(glyphs: Sequence[Glyph], width: float, height: float) -> tuple[list[Glyph], int]:
    """The glyphs turned so that most of them stand upright, and the quarter turns; slanted ones are a watermark."""
    turns = Counter(_quarter(glyph) for glyph in glyphs)
    turns.pop(None, None)
    if not turns:
        return [], 0
    quarter = max(turns, key=lambda each: (turns[each], not each))
    kept = [glyph for glyph in glyphs if _quarter(glyph) == quarter]
    return [_turned(glyph, quarter or 0, width, height) for glyph in kept], quarter or 0


def _turned(glyph: Glyph, quarter: int, width: float, height: float) -> Glyph:
    # The line that a character stands on is the side of its box where its feet are.
    box = turned(Box(*glyph[1:5]), quarter, width, height)
    base = glyph.base if quarter == 0 else box.bottom - FEET * (box.bottom - box.top)
    return Glyph(glyph.char, *box, base)


def turned(box: Box, quarter: int, width: float, height: float) -> Box:
    """The rectangle after so many quarter turns with the clock of a page of this size."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    if quarter == 1:
        return Box(height - bottom, left, height - top, right)
    if quarter == 2:
        return Box(width - right, height - bottom, width - left, height - top)
    if quarter == 3:
        return Box(top, width - right, bottom, width - left)
    return Box(left, top, right, bottom)


def _quarter(glyph: Glyph) -> int | None:
    exact = glyph.angle / (math.pi / 2)
    return None if abs(exact - round(exact)) > SKEWED else -round(exact) % 4


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom."""
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if rows and abs(glyph.base - base) < SAME_LINE * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
            base += (glyph.base - base) / len(rows[-1])
        else:
            rows.append([glyph])
            base = glyph.base
    lines = (_line([glyph for glyph in row if not glyph.char.isspace()], row) for row in rows)
    return [line for line in lines if line and line.text]


def _line(printed: list[Glyph], row: list[Glyph]) -> Line | None:
    if not printed:
        return None
    wide = [glyph.right - glyph.left for glyph in printed if _is_wide(glyph)]
    top, bottom = min(glyph.top for glyph in printed), max(glyph.bottom for glyph in printed)
    em = max(median(wide) if wide else 0.75 * (bottom - top), 0.1)
    text = "".join(_written(sorted(row, key=lambda glyph: glyph.left), em))
    left, right = min(glyph.left for glyph in printed), max(glyph.right for glyph in printed)
    return Line(_clean(text), left, top, right, bottom, em)


def _written(row: list[Glyph], em: float) -> Iterator[str]:
    """The characters with the blanks between them: those that were printed, and gaps as wide as one."""
    before: Glyph | None = None
    blanks = ""
    for glyph in row:
        if glyph.char.isspace():
            blanks += "\u3000" if _is_wide(glyph) else " "
        elif not before or not _is_shadow(before, glyph, em):
            yield (_blank(before, glyph, blanks, em) if before else "") + glyph.char
            before, blanks = glyph, ""


def _is_shadow(before: Glyph, glyph: Glyph, em: float) -> bool:
    """Bold type is sometimes made by printing a character twice; —— in one place is a ligature."""
    return before.char == glyph.char and 0 < abs(before.left - glyph.left) < 0.3 * min(em, before.right - before.left)


def _blank(before: Glyph, glyph: Glyph, blanks: str, em: float) -> str:
    wide = _is_wide(before), _is_wide(glyph)
    if blanks == " " and wide[0] != wide[1]:
        blanks = ""  # 2031 年: only the space that belongs between two scripts
    gap = glyph.left - before.right
    return blanks or (" " if gap > (SPACED_EMS if any(wide) else WORD_EMS) * em else "")


def _is_wide(glyph: Glyph) -> bool:
    return unicodedata.east_asian_width(glyph.char) in WIDE


def _clean(text: str) -> str:
    for sign, written in HYPHENS.items():
        text = text.replace(sign, written)
    text = LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return PRIVATE.sub("", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")).strip()
