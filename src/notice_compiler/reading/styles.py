"""Styles of a Word file: which style a paragraph or a run has, from what it is derived, and whether it hides words."""

from __future__ import annotations

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off")
LONGEST_CHAIN = 20
LARGEST = 1_000_000


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element down this path of names, None where a step is missing."""
    for name in names:
        element = None if element is None else element.find(f"{WORD}{name}")
    return element


def value_of(element: etree._Element | None, *names: str) -> str | None:
    """The w:val of the element down this path."""
    found = child(element, *names)
    return None if found is None else found.get(f"{WORD}val")


def number_of(element: etree._Element | None, *names: str) -> int | None:
    """The w:val as a number from 0; None where it is none."""
    words = value_of(element, *names) or ""
    return min(int(words), LARGEST) if words.isascii() and words.isdecimal() and len(words) <= 9 else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(f"{WORD}val") not in OFF


class Styles:
    """styles.xml, or nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        listed = [] if root is None else root.findall(f"{WORD}style")
        self._by_id = {style.get(f"{WORD}styleId") or "": style for style in listed}
        self._default = next(
            (each for each in listed if each.get(f"{WORD}type") == "paragraph" and _is_default(each)), None
        )
        self._hides: dict[str, bool] = {}

    def named(self, ident: str) -> etree._Element | None:
        """The style of this id."""
        return self._by_id.get(ident)

    def chain_of(self, paragraph: etree._Element) -> list[etree._Element]:
        """The paragraph's style and those from which it is derived, nearest first."""
        ident = value_of(paragraph, "pPr", "pStyle")
        return self._chain(self._default if ident is None else self._by_id.get(ident))

    def name_of(self, paragraph: etree._Element) -> str:
        """The name of its style, small letters: toc 1, heading 2."""
        style = self._by_id.get(value_of(paragraph, "pPr", "pStyle") or "")
        return (value_of(style, "name") or "").lower()

    def hides(self, run: etree._Element) -> bool:
        """Whether the words of a run are hidden, by itself or by its style."""
        properties = child(run, "rPr")
        own = child(properties, "vanish")
        return is_on(own) if own is not None else self._hidden_style(value_of(properties, "rStyle"))

    def hides_all(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's style hides its words."""
        return self._hidden_style(value_of(paragraph, "pPr", "pStyle"))

    def _hidden_style(self, ident: str | None) -> bool:
        if ident is None:
            return False
        if ident not in self._hides:
            switches = [child(style, "rPr", "vanish") for style in self._chain(self._by_id.get(ident))]
            self._hides[ident] = is_on(next((switch for switch in switches if switch is not None), None))
        return self._hides[ident]

    def _chain(self, style: etree._Element | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style is not None and style not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            style = self._by_id.get(value_of(style, "basedOn") or "")
        return chain


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{WORD}default") in ("1", "true", "on")
