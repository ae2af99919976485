"""The columns of a task table, known by the words of its head: 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_compiler.grammar.words import NOISE
from notice_compiler.lexicon.columns import COLUMNS, LONGEST_HEADING, PERSON_COLUMNS, ROLES, Column

ASIDE = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]?")
LEAST_KNOWN = 0.5


def column_of(heading: str) -> Column:
    """What a column holds; the bracket behind its name, as （下同）, does not decide."""
    name = NOISE.sub("", ASIDE.sub("", heading))
    if not 0 < len(name) <= LONGEST_HEADING:
        return "other"
    return next((kind for pattern, kind in COLUMNS if pattern.search(name)), "other")


def columns_of(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns under a row of headings; None where the row is no head of a task table."""
    named = [cell for cell in cells if cell.strip()]
    if len(named) < 2 or any(len(cell) > 2 * LONGEST_HEADING or "。" in cell for cell in named):
        return None
    kinds = [column_of(cell) for cell in named]
    told = set(kinds)
    if "task" not in told or not told & {*ROLES, "index", "time"} or len(told) < 2:
        return None
    return _spread(cells) if sum(kind != "other" for kind in kinds) >= LEAST_KNOWN * len(kinds) else None


def people_of(cells: Sequence[str]) -> dict[str, int] | None:
    """Where names, roles, posts and units stand under the head of a table of people; None under any other row."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = NOISE.sub("", cell)
        kind = next((kind for pattern, kind in PERSON_COLUMNS if pattern.search(name)), None)
        if kind:
            found.setdefault(kind, at)
    return found if "name" in found and len(found) > 1 else None


def below(columns: Sequence[Column], heads: Sequence[str], cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns where a second row of headings divides the first: 责任单位 into 牵头 and 配合."""
    named = [cell for cell in cells if cell.strip()]
    if len(named) == len(cells) or any(column_of(cell) in ("other", "index") for cell in named) or not named:
        return None
    if any(
        cell.strip() and head.strip() and column_of(head) == "index" for head, cell in zip(heads, cells, strict=False)
    ):
        return None
    return tuple(column_of(cell) if cell.strip() else column for column, cell in zip(columns, cells, strict=False))


def _spread(cells: Sequence[str]) -> tuple[Column, ...]:
    """A heading over several columns speaks for all of them."""
    found: list[Column] = []
    for cell in cells:
        found.append(column_of(cell) if cell.strip() else (found[-1] if found else "other"))
    return tuple(found)
