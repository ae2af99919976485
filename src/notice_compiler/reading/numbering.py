"""Numbers that Word prints but does not write into the text: w:numPr, directly or by style, becomes 一、 or （二）"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree

from notice_compiler.grammar.counting import written
from notice_compiler.reading.styles import WORD, Styles, child, number_of, value_of

LEVELS = 9
MAX_LABEL = 60
PLACE = re.compile(r"%([1-9])")
STICKS = tuple("、，。．：；）〕】》」｝")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and what it prints."""

    start: int
    style: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    paragraph_style: str | None


@dataclass(slots=True)
class _List:
    """A numbering definition with the counters that all its instances share."""

    levels: dict[int, _Level]
    link: str | None
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _Instance:
    """w:num: a use of a list, perhaps with levels or starts of its own."""

    of: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: bool = False


class Numbering:
    """Counts through a document: `label` must be asked once for each paragraph, in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        for element in root if root is not None else ():
            if element.tag == f"{WORD}abstractNum":
                self._lists[element.get(f"{WORD}abstractNumId") or ""] = _list(element)
            elif element.tag == f"{WORD}num":
                self._instances[element.get(f"{WORD}numId") or ""] = _instance(element)

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before the paragraph, the blank behind it included; empty where it has no number."""
        ident, level = self._place(paragraph)
        instance = self._instances.get(ident or "")
        listed = self._list_of(instance)
        if instance is None or listed is None:
            return ""
        levels = listed.levels | instance.levels
        if level is None:
            level = self._level_by_style(paragraph, levels)
        own = levels.get(level)
        if own is None:
            return ""
        _count(listed, instance, levels, level)
        return _printed(own, levels, listed.counters)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int | None]:
        """The list and the level that the paragraph or, where it is silent, its style names."""
        ident, level = _numbered(child(paragraph, "pPr"))
        if ident is None:
            for style in self._styles.chain_of(paragraph):
                inherited, own_level = _numbered(child(style, "pPr"))
                level = own_level if level is None else level
                if inherited is not None:
                    return inherited, level
        return ident, 0 if level is None and ident is not None and child(
            paragraph, "pPr", "numPr"
        ) is not None else level

    def _list_of(self, instance: _Instance | None) -> _List | None:
        listed = self._lists.get(instance.of) if instance else None
        if listed and listed.link and not listed.levels:
            ident, _ = _numbered(child(self._styles.named(listed.link), "pPr"))
            linked = self._instances.get(ident or "")
            return self._lists.get(linked.of) if linked else None
        return listed

    def _level_by_style(self, paragraph: etree._Element, levels: dict[int, _Level]) -> int:
        names = {style.get(f"{WORD}styleId") for style in self._styles.chain_of(paragraph)}
        return next((number for number, level in sorted(levels.items()) if level.paragraph_style in names), 0)


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    numbered = child(properties, "numPr")
    return value_of(numbered, "numId"), number_of(numbered, "ilvl")


def _list(element: etree._Element) -> _List:
    return _List(dict(_levels(element)), value_of(element, "numStyleLink"))


def _instance(element: etree._Element) -> _Instance:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind(f"{WORD}lvlOverride"):
        number = _level_number(override)
        levels |= dict(_levels(override))
        start = number_of(override, "startOverride")
        if start is not None:
            starts[number] = start
    return _Instance(value_of(element, "abstractNumId") or "", levels, starts)


def _levels(element: etree._Element) -> list[tuple[int, _Level]]:
    return [(_level_number(level), _level(level)) for level in element.iterfind(f"{WORD}lvl")]


def _level_number(element: etree._Element) -> int:
    words = element.get(f"{WORD}ilvl") or "0"
    return int(words) if words.isdecimal() and len(words) == 1 else 0


def _level(element: etree._Element) -> _Level:
    legal = child(element, "isLgl")
    start = number_of(element, "start")
    return _Level(
        start=1 if start is None else start,
        style=_style(element),
        text=value_of(element, "lvlText") or "",
        suffix=value_of(element, "suff") or "tab",
        restart=number_of(element, "lvlRestart"),
        legal=legal is not None and legal.get(f"{WORD}val") not in ("0", "false", "off"),
        paragraph_style=value_of(element, "pStyle"),
    )


def _style(element: etree._Element) -> str:
    """A custom format stands in an alternative whose fallback every reader knows."""
    found = [each.get(f"{WORD}val") or "" for each in element.iter(f"{WORD}numFmt")]
    return next((style for style in found if style and style != "custom"), "decimal")


def _count(listed: _List, instance: _Instance, levels: dict[int, _Level], level: int) -> None:
    """One number further on this level; deeper levels begin again."""
    counters = listed.counters
    if not instance.used:
        instance.used = True
        for number, start in instance.starts.items():
            counters[number] = None
            levels[number] = levels.get(number) or _Level(start, "decimal", "", "tab", None, False, None)
    for above in range(level):
        if counters[above] is None:
            counters[above] = _start(instance, levels, above)
    here = counters[level]
    counters[level] = _start(instance, levels, level) if here is None else here + 1
    for deeper in range(level + 1, LEVELS):
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or (restart > level):
            counters[deeper] = None


def _start(instance: _Instance, levels: dict[int, _Level], level: int) -> int:
    return instance.starts.get(level, levels[level].start if level in levels else 1)


def _printed(own: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    def counted(place: re.Match[str]) -> str:
        number = int(place[1]) - 1
        count, level = counters[number], levels.get(number)
        if count is None or level is None or level.style == "none":
            return ""
        plain = own.legal and level.style != "decimalZero"
        return written(count, "decimal" if plain else level.style)

    words = own.text if own.style == "bullet" else PLACE.sub(counted, own.text)
    label = "".join(sign for sign in words[:MAX_LABEL] if unicodedata.category(sign) not in ("Co", "Cc"))
    if not label or own.suffix == "nothing" or (own.suffix == "tab" and label.endswith(STICKS)):
        return label
    return f"{label.rstrip()} "
