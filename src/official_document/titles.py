"""Breaking a title into lines by sense, in a trapezoid or a diamond (GB/T 9704-2012, 7.3.1).

A line never breaks inside 《…》 or a unit's name (unless that alone is wider than a line), a number with its measure
or a known word; it never begins with 的 or a closing sign. Lines grow, shrink, or swell in the middle; equal lines
(a rectangle) and a waist (an hourglass) are only the last resort.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from official_document.geometry import TITLE_CHARACTERS, width
from official_document.vocabulary import NEVER_FIRST, NEVER_LAST, TITLE_WORDS

MOST_LINES = 4
MOST_PLACES = 34
LONGEST_WORD = max(len(word) for word in TITLE_WORDS)
WHOLE = re.compile(
    r"《[^《》]*》|〔[^〔〕]*〕|（[^（）]{1,8}）|[0-9A-Za-z.\-—～~]+(?:个?[年月日号个项条期季周次]份?度?)?"
)
# The price of a break, by what stands before it: best after a book title, then after a word.
AFTER_CLOSING, AFTER_WORD, UNKNOWN, AFTER_ABOUT = 0.0, 1.0, 6.0, 4.0
RECTANGLE, HOURGLASS = 12.0, 20.0


def break_title(title: str, units: Iterable[str] = (), widest: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The lines of a title, none wider than `widest` characters."""
    title = re.sub(r"\s+", "", title)
    if width(title) <= widest:
        return (title,)
    fewest = max(2, -int(-width(title) // widest))
    places = _places(title, _pieces(title, tuple(units), widest))
    for count in range(fewest, max(MOST_LINES, fewest) + 1):
        if lines := _best(title, places, count, widest):
            return lines
    return _filled(title, sorted(places), widest)


def _pieces(title: str, units: tuple[str, ...], widest: int) -> Iterator[tuple[int, bool]]:
    """Where each unbreakable piece ends, and whether it is a known one."""
    names = sorted((unit for unit in units if unit), key=len, reverse=True)
    at = 0
    while at < len(title):
        length = _whole(title, at, names, widest) or _word(title, at)
        at += length or 1
        yield at, bool(length)


def _whole(title: str, at: int, names: list[str], widest: int) -> int:
    """The length of the name or group that begins here; one wider than a line has to break like any other text."""
    found = WHOLE.match(title, at)
    here = [name for name in names if title.startswith(name, at)] + ([found.group()] if found else [])
    return next((len(whole) for whole in here if width(whole) <= widest), 0)


def _word(title: str, at: int) -> int:
    for length in range(min(LONGEST_WORD, len(title) - at), 1, -1):
        if title[at : at + length] in TITLE_WORDS:
            return length
    return 0


def _places(title: str, pieces: Iterable[tuple[int, bool]]) -> dict[int, float]:
    """The places where a line may end, with their price."""
    places: dict[int, float] = {}
    for (at, known), (_, next_known) in pairwise(pieces):
        if title[at] not in NEVER_FIRST and title[at - 1] not in NEVER_LAST:
            places[at] = _price(title[:at], between_known=known and next_known)
    return places


def _price(head: str, *, between_known: bool) -> float:
    before = head[-1]
    if before in "》）、":
        return AFTER_CLOSING
    if head.endswith("关于"):
        return AFTER_ABOUT
    if before == "的":
        return AFTER_WORD * 2
    return AFTER_WORD if between_known else UNKNOWN


def _best(title: str, places: dict[int, float], count: int, widest: int) -> tuple[str, ...]:
    """The cheapest way into `count` lines that fit; empty when there is none."""
    cheap = sorted(sorted(places, key=lambda at: places[at])[:MOST_PLACES])
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(cheap, count - 1):
        lines = tuple(title[start:end] for start, end in pairwise((0, *cuts, len(title))))
        widths = [width(line) for line in lines]
        if max(widths) > widest:
            continue
        cost = sum(places[cut] for cut in cuts) + _shape(widths)
        if best is None or cost < best[0]:
            best = (cost, lines)
    return best[1] if best else ()


def _shape(widths: list[float]) -> float:
    """The price of a shape: what is not a trapezoid or a diamond, and very uneven lines."""
    uneven = (max(widths) - min(widths)) / max(widths) * 8
    steps = [after - before for before, after in pairwise(widths)]
    if all(abs(step) < 1 for step in steps):
        return RECTANGLE
    falling = [step < 0 for step in steps if step]
    swells_then_shrinks = falling == sorted(falling)
    only_shrinks = all(falling)
    return uneven if swells_then_shrinks or only_shrinks else HOURGLASS + uneven


def _filled(title: str, places: list[int], widest: int) -> tuple[str, ...]:
    """For a title that no rule can break well: each line as full as its places allow, cut anywhere if there is none."""
    lines: list[str] = []
    start = 0
    while width(title[start:]) > widest:
        fitting = [at for at in places if at > start and width(title[start:at]) <= widest]
        end = max(fitting) if fitting else next((at for at in places if at > start), len(title))
        lines.append(title[start:end])
        start = end
    if start < len(title):
        lines.append(title[start:])
    return tuple(lines)
