"""Where the article of a web page stands: by the names that publishing systems use, else by where the prose lies."""

from __future__ import annotations

import re

from lxml import html

from notice_compiler.lexicon.webpages import ARTICLE, CHROME, EDITOR, SKIPPED
from notice_compiler.reading.blocks import is_grid

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SHARES = ((EDITOR, 0.4), (ARTICLE, 0.7))
PROSE = re.compile(r"[，。；、：]")
FRAGMENT = 0.25
INNER_SHARE = 0.9
MAIN_SHARE = 0.8
CHROME_SHARE = 0.2
INLINE = ("p", "span", "font", "b", "strong", "a", "h1", "h2", "h3")


class Page:
    """The weight of prose of each element, counted once; links weigh nothing."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._root = root
        self._order = [each for each in root.iter() if isinstance(each.tag, str)]
        self.depth = self._depth()
        self.skipped = {each for each in self._order if each.tag in SKIPPED or _is_hidden(each)}
        self._weight = self._weigh()
        self._drop_chrome()

    def article(self) -> html.HtmlElement:
        """The smallest element that holds nearly all of the prose."""
        whole = self._weight[self._root]
        for names, share in SHARES if whole else ():
            named = [each for each in self._order if self._weight[each] >= share * whole and _is_named(each, names)]
            if named:
                heaviest = max(self._weight[each] for each in named)
                return [each for each in named if self._weight[each] >= INNER_SHARE * heaviest][-1]
        return self._densest()

    def _densest(self) -> html.HtmlElement:
        best, whole = self._root, self._weight[self._root]
        while whole:
            inner = [each for each in best if each in self._weight and each.tag not in INLINE and not is_grid(each)]
            heavy = next((each for each in inner if self._weight[each] >= MAIN_SHARE * whole), None)
            if heavy is None:
                break
            best = heavy
        return best

    def _depth(self) -> int:
        depths: dict[html.HtmlElement | None, int] = {None: 0}
        for each in self._order:
            depths[each] = depths.get(each.getparent(), 0) + 1
        return max(depths.values())

    def _weigh(self) -> dict[html.HtmlElement, float]:
        weights = dict.fromkeys(self._order, 0.0)
        unread: set[html.HtmlElement | None] = set()
        for each in self._order:
            if each in self.skipped or each.tag == "a" or each.getparent() in unread:
                unread.add(each)
        for each in reversed(self._order):
            if each not in unread:
                weights[each] += _weight(each.text)
            parent = each.getparent()
            if parent in weights:
                weights[parent] += weights[each] + (0 if parent in unread else _weight(each.tail))
        return weights

    def _drop_chrome(self) -> None:
        """Navigation, share bars and the like; not a box that bears such a name and holds the article."""
        whole = self._weight[self._root]
        for each in self._order:
            if (
                _is_named(each, CHROME)
                and self._weight[each] <= CHROME_SHARE * whole
                and each.tag not in ("body", "html")
            ):
                self.skipped.add(each)


def _weight(words: str | None) -> float:
    """Sentences weigh more than the scraps around an article."""
    length = len(words.strip()) if words else 0
    return length if words and PROSE.search(words) else FRAGMENT * length


def _is_named(element: html.HtmlElement, names: re.Pattern[str]) -> bool:
    own = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return any(names.match(name) for name in own.split()) if own.strip() else False


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None
