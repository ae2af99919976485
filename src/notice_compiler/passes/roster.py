"""The roster: 组      长：孙一平  区委书记 / 刘  田  副区长; the role is printed for the first person only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from notice_compiler.draft import Draft, Line
from notice_compiler.grammar.names import looks_like_unit
from notice_compiler.grammar.posts import posts_of, units_of
from notice_compiler.grammar.words import near
from notice_compiler.lexicon.posts import (
    NAME_ALONE,
    NAME_AT_END,
    OFFICE_BY_POST,
    OFFICE_HEAD,
    OFFICE_HEAD_AT,
    OFFICE_SEAT,
    POST,
    ROLE_LABEL,
)
from notice_compiler.model import Office, RosterEntry, Span

HAN = r"[\u4e00-\u9fff]"
PERSON = re.compile(rf"^(?P<name>{HAN}\s{{1,6}}{HAN}|{HAN}{{2,4}}(?:·{HAN}{{1,6}})?)\s+(?P<post>\S.*)$")
BRACKETED = re.compile(rf"^(?P<name>{HAN}\s{{0,6}}{HAN}{{1,3}})\s?[（(](?P<unit>[^（()）]+)[）)]$")
NAMES_ONLY = re.compile(rf"^{HAN}\s{{0,4}}{HAN}{{1,3}}(?:[、，,\s]+{HAN}\s{{0,4}}{HAN}{{1,3}})*$")
# 县水务局局长  孟  舟: the post first.
POST_FIRST = re.compile(
    rf"^(?P<post>\S{{3,40}}(?:长|主任|书记|委员|主席|经理|成员|总师|干部))\s+(?P<name>{HAN}\s{{1,6}}{HAN}|{HAN}{{2,4}})$"
)
SPACED_NAME = re.compile(rf"(?<!\S)({HAN})\s{{1,6}}({HAN})(?!\S)")
NAME = re.compile(rf"{HAN}{{2,4}}")
MAX_POST = 80


@dataclass(slots=True)
class _Person:
    role: str
    name: str
    post: str
    start: int
    end: int


def run(draft: Draft) -> Draft:
    """The people of the rosters, and the office that the notice sets up by a sentence."""
    people: list[_Person] = []
    for region in draft.regions:
        if region.name == "roster":
            first, last = (bisect_left(draft.lines, (at,)) for at in (region.start, region.end))
            people += _people(draft, draft.lines[first:last])
    entries = sorted((*draft.roster, *map(_entry, people)), key=lambda entry: entry.span)
    return replace(draft, roster=tuple(entries), office=_office(draft.text))


def _people(draft: Draft, lines: Sequence[Line]) -> Iterator[_Person]:
    role = ""
    last: _Person | None = None
    for line in lines:
        words = draft.words_of(line)
        label = ROLE_LABEL.match(words)
        if label:
            role = re.sub(r"\s", "", label["role"])
        elif words.endswith(("。", "：")):
            role, last = "", None
        if not role:
            continue
        rest = label["rest"] if label else words
        found = _person(role, rest, line.end - len(rest), line.end)
        if found:
            yield from found
            last = found[-1]
        elif last and not label and len(last.post) + len(rest) <= MAX_POST:
            last.post, last.end = last.post + re.sub(r"\s", "", rest), line.end


def _person(role: str, words: str, start: int, end: int) -> list[_Person]:
    """One person with posts or with a unit in brackets, or several names without."""
    if pairs := _side_by_side(words):
        return [_Person(role, name, post, start, end) for name, post in pairs]
    if found := POST_FIRST.match(words):
        return [_Person(role, re.sub(r"\s", "", found["name"]), found["post"], start, end)]
    if found := PERSON.match(words) or BRACKETED.match(words):
        post = found[2]
        return [_Person(role, re.sub(r"\s", "", found["name"]), re.sub(r"\s", "", post), start, end)]
    if NAMES_ONLY.match(words) and "、" in words:
        names = [re.sub(r"\s", "", name) for name in re.split(r"[、，,]", words)]
        return [_Person(role, name, "", start, end) for name in names if name]
    return []


def _side_by_side(words: str) -> list[tuple[str, str]]:
    """郑川  副县长  孟舟  县水务局局长: two people on a line."""
    cells = SPACED_NAME.sub(r"\1\2", words).split()
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    fits = all(NAME.fullmatch(name) and POST.fullmatch(post) and not POST.fullmatch(name) for name, post in pairs)
    return pairs if len(pairs) > 1 and len(cells) % 2 == 0 and fits else []


def _entry(person: _Person) -> RosterEntry:
    posts = posts_of(person.post)
    units = units_of(posts) or tuple(post for post in posts if looks_like_unit(post))
    return RosterEntry(person.role, person.name, posts, units, Span(person.start, person.end))


def _office(text: str) -> Office | None:
    """办公室设在甲局，刘田同志兼任办公室主任，迟明同志兼任办公室副主任。"""
    seat = OFFICE_SEAT.search(text)
    heads = [
        (found["role"], re.sub(r"\s", "", found["name"] or found["other"]))
        for place in near(text, *OFFICE_HEAD_AT)
        for found in OFFICE_HEAD.finditer(text, *place)
    ]
    for found in OFFICE_BY_POST.finditer(text):
        parts = [part.removesuffix("同志") for part in re.split("[、，和]", found["people"])]
        people = (NAME_ALONE.match(part) or NAME_AT_END.search(part) for part in parts)
        heads += [(found["role"], person["name"]) for person in people if person]
    if not seat and not heads:
        return None
    director = next((name for role, name in heads if role == "主任"), None)
    deputies = tuple(dict.fromkeys(name for role, name in heads if role != "主任"))
    return Office(seat["unit"] if seat else None, director, deputies)
