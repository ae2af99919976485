"""One way to write for recognition, and back to the print: (牵头:甲局) is read as （牵头：甲局）."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from notice_compiler.lexicon.variants import AS_MEANT, IN_NUMBER, STOP, UNSHOWN
from notice_compiler.model import Plan, Span
from notice_compiler.wraps import joints

# The words of a fact that its span shows.
WORDS: dict[str, tuple[str, ...]] = {
    "phases": ("name",),
    "clauses": ("marker", "title", "body"),
    "demands": ("text", "condition"),
    "duties": (),
    "deadlines": ("text",),
    "targets": ("indicator",),
    "rules": ("base", "basis", "text"),
    "citations": ("title", "number"),
    "roster": ("name", "posts"),
    "scopes": (),
    "findings": ("message",),
}
# Names and the header are looked for in the whole text, so that a name is written in one way everywhere.
NAMES: dict[str, tuple[str, ...]] = {
    "units": ("name", "aliases", "members"),
    "duties": ("unit",),
    "roster": ("units",),
    "scopes": ("unit", "area"),
}
HEADER = ("title", "issuers", "number", "recipients")
OFFICE = ("unit", "director", "deputies")
QUOTED = re.compile("(?<=“)[^“”]+(?=”)")
Rewrite = Callable[[str], str]


class Reading(NamedTuple):
    """A text as it is read, place for place as it is printed; `places` where characters were left out."""

    text: str
    printed: str
    places: tuple[int, ...] = ()


def folded(text: str) -> str:
    """The text in usual characters and widths; each character stays at its place."""
    # A replacement for each character that occurs costs far less than looking up every character of the text.
    for code in {*map(ord, set(text))} & AS_MEANT.keys():
        text = text.replace(chr(code), AS_MEANT[code])
    return STOP.sub("。", IN_NUMBER.sub(",", text))


def reading(text: str) -> Reading:
    """The text in usual characters, without the line ends that are only a margin."""
    meant = folded(text)
    left_out = joints(meant)
    if not left_out:
        return Reading(meant, text)
    edges = [0, *(at for span in left_out for at in span), len(text)]
    kept = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    printed = "".join(text[start:end] for start, end in kept)
    return Reading(folded(printed), printed, tuple(at for span in kept for at in range(*span)))


def as_printed(plan: Plan, read: Reading, text: str) -> Plan:
    """The plan of a reading with text, spans and words as they were printed."""
    if read.text == text:
        return plan
    names: dict[str, str] = {}

    def named(word: str) -> str:
        if word not in names:
            names[word] = _printed(word, read.text, read.printed)
        return names[word]

    changed: dict[str, Any] = {
        name: [_placed(fact, keys, read) for fact in getattr(plan, name)] for name, keys in WORDS.items()
    }
    for name, keys in NAMES.items():
        changed[name] = [_with(fact, keys, named) for fact in changed.get(name, getattr(plan, name))]
    changed = {name: tuple(facts) for name, facts in changed.items()}
    changed["notice"] = _with(plan.notice, HEADER, named)
    changed["office"] = plan.office and _with(plan.office, OFFICE, named)
    return replace(plan, text=text, **changed)


def _placed(fact: Any, keys: Iterable[str], read: Reading) -> Any:
    """The fact with the span and the words that the print has."""
    span: Span | None = fact.span
    if span is None:
        return fact
    meant, printed = read.text[slice(*span)], read.printed[slice(*span)]
    if meant != printed:

        def word(said: str) -> str:
            return _printed(said, meant, printed)

        def quoted(said: str) -> str:
            return QUOTED.sub(lambda found: word(found[0]), said)

        fact = _with(fact, keys, quoted if keys == ("message",) else word)
    return replace(fact, span=_outer(span, read.places)) if read.places else fact


def _outer(span: Span, places: tuple[int, ...]) -> Span:
    if span.end > span.start:
        return Span(places[span.start], places[span.end - 1] + 1)
    at = places[span.start] if span.start < len(places) else places[-1] + 1
    return Span(at, at)


def _with(fact: Any, keys: Iterable[str], rewrite: Rewrite) -> Any:
    changed: dict[str, Any] = {}
    for key in keys:
        value = getattr(fact, key)
        said = tuple(map(rewrite, value)) if isinstance(value, tuple) else value and rewrite(value)
        if said != value:
            changed[key] = said
    return replace(fact, **changed) if changed else fact


def _printed(word: str, read: str, text: str) -> str:
    """The word where it stands; else its characters one after the other; else as it was read."""
    at = read.find(word)
    if at >= 0 and UNSHOWN not in text:
        return text[at : at + len(word)]
    out: list[str] = []
    at = max(at - 1, -1)
    for char in word:
        at = read.find(char, at + 1)
        if at < 0:
            return word
        out.append(char if text[at] == UNSHOWN else text[at])
    return "".join(out)
