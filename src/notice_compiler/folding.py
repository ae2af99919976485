"""One way to write for recognition, and back to the print: (牵头:甲局) is read as （牵头：甲局）, place for place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from notice_compiler.lexicon.variants import AS_MEANT, IN_NUMBER
from notice_compiler.model import Plan, Span

# The words of a fact that its span shows.
WORDS: dict[str, tuple[str, ...]] = {
    "phases": ("name",),
    "clauses": ("marker", "title", "body"),
    "demands": ("text", "condition"),
    "deadlines": ("text",),
    "targets": ("indicator",),
    "rules": ("base", "basis", "text"),
    "citations": ("title", "number"),
    "roster": ("name", "posts"),
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


def folded(text: str) -> str:
    """The text in usual characters and widths; each character stays at its place."""
    return IN_NUMBER.sub(",", text.translate(AS_MEANT))


def as_printed(plan: Plan, text: str) -> Plan:
    """The plan of a folded text with text and words as they were printed."""
    read = plan.text
    if read == text:
        return plan
    names: dict[str, str] = {}

    def named(word: str) -> str:
        if word not in names:
            names[word] = _printed(word, read, text)
        return names[word]

    lists: dict[str, Any] = {
        name: tuple(_placed(fact, keys, read, text) for fact in getattr(plan, name)) for name, keys in WORDS.items()
    }
    for name, keys in NAMES.items():
        lists[name] = tuple(_with(fact, keys, named) for fact in lists.get(name, getattr(plan, name)))
    notice, office = _with(plan.notice, HEADER, named), plan.office and _with(plan.office, OFFICE, named)
    return replace(plan, text=text, notice=notice, office=office, **lists)


def _placed(fact: Any, keys: Iterable[str], read: str, text: str) -> Any:
    span: Span | None = fact.span
    if span is None or read[slice(*span)] == text[slice(*span)]:
        return fact
    before, after = read[slice(*span)], text[slice(*span)]

    def word(said: str) -> str:
        return _printed(said, before, after)

    return _with(
        fact, keys, (lambda said: QUOTED.sub(lambda found: word(found[0]), said)) if keys == ("message",) else word
    )


def _with(fact: Any, keys: Iterable[str], rewrite: Rewrite) -> Any:
    changed: dict[str, Any] = {}
    for key in keys:
        value = getattr(fact, key)
        changed[key] = tuple(map(rewrite, value)) if isinstance(value, tuple) else value and rewrite(value)
    return replace(fact, **changed)


def _printed(word: str, read: str, text: str) -> str:
    """The word where it stands; else its characters one after the other; else as it was read."""
    at = read.find(word)
    if at >= 0:
        return text[at : at + len(word)]
    out: list[str] = []
    for char in word:
        at = read.find(char, at + 1)
        if at < 0:
            return word
        out.append(text[at])
    return "".join(out)
