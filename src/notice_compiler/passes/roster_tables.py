"""The roster as a table: 专班职务 | 姓名 | 单位及职务, or 组长 | 孙一平 | 县委书记 row by row without a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from notice_compiler.draft import Draft, Line, Region
from notice_compiler.grammar.columns import columns_of, people_of
from notice_compiler.grammar.posts import posts_of, units_of
from notice_compiler.grammar.rows import cells_of
from notice_compiler.lexicon.posts import ROLES
from notice_compiler.model import RosterEntry, Span

NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?$")
PLAIN_ROLE = "成员"
WITHOUT_HEAD = {"role": 0, "name": 1, "post": 2}


def run(draft: Draft) -> Draft:
    """The people of each table; its rows are no text of the plan."""
    roster: list[RosterEntry] = []
    regions: list[Region] = []
    for row, block in groupby(draft.lines, key=lambda line: line.row):
        lines = list(block)
        if row and (found := list(_people(draft, lines))):
            roster += found
            regions.append(Region(lines[0].start, found[-1].span.end, "roster table"))
    return replace(draft, roster=(*draft.roster, *roster), regions=(*draft.regions, *regions)) if roster else draft


def _people(draft: Draft, lines: Sequence[Line]) -> Iterator[RosterEntry]:
    rows = [(line, _words(draft, line)) for line in lines]
    columns = people_of(rows[0][1]) or (WITHOUT_HEAD if _has_roles(rows[0][1]) else None)
    if columns is None:
        return
    role = PLAIN_ROLE
    for line, cells in rows:
        if columns_of(cells):
            return
        if people_of(cells):
            continue
        said = {kind: cells[at] if at < len(cells) else "" for kind, at in columns.items()}
        role = said.get("role") or role
        if NAME.match(said["name"]):
            yield _entry(role, said, line)


def _entry(role: str, said: dict[str, str], line: Line) -> RosterEntry:
    posts = posts_of(said.get("post", ""))
    unit = said.get("unit", "")
    units = (unit,) if unit else units_of(posts)
    return RosterEntry(role, said["name"], posts, units, Span(line.start, line.end))


def _words(draft: Draft, line: Line) -> list[str]:
    """The cells without blanks: 刘  田 is one name."""
    cells = cells_of(draft.text, Span(line.start, line.end))
    return [re.sub(r"\s", "", draft.text[cell.start : cell.end]).rstrip("：:") for cell in cells]


def _has_roles(cells: Sequence[str]) -> bool:
    return len(cells) > WITHOUT_HEAD["post"] and cells[0] in ROLES and NAME.match(cells[1]) is not None
