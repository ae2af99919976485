"""Ruled lines of a page to tables: which rectangles they enclose, and which of them are one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from notice_compiler.reading.glyphs import Box, Glyph, lines_of
from notice_compiler.reading.layout import Line

NEAR = 3.0
MAX_RULES = 4000
MAX_CELLS = 5000
PROSE = 200


class Table(NamedTuple):
    """The heights and the places of its lines, and for each field between them the one whose cell it belongs to."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def field(self, glyph: Glyph) -> tuple[int, int] | None:
        """Row and column of the cell in which the middle of a character lies."""
        row = _between(self.ys, (glyph.top + glyph.bottom) / 2)
        column = _between(self.xs, (glyph.left + glyph.right) / 2)
        return None if row is None or column is None else self.owner[row, column]


def tables_of(rules: Sequence[Box]) -> list[Table]:
    """Groups of touching lines that enclose at least two cells."""
    if len(rules) > MAX_RULES:
        return []
    found = (_table([rules[at] for at in group]) for group in _groups(rules))
    return sorted((table for table in found if table), key=lambda table: table.ys[0])


def lines_with_tables(glyphs: Iterable[Glyph], tables: Sequence[Table]) -> list[Line]:
    """The lines of a page in their order; a row of a table is one line, its cells between TABs."""
    inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        at = next(((n, field) for n, table in enumerate(tables) if (field := table.field(glyph))), None)
        if at:
            inside[at[0]].setdefault(at[1], []).append(glyph)
        else:
            outside.append(glyph)
    for cells in inside:
        if _is_layout(cells):
            outside += [glyph for glyphs in cells.values() for glyph in glyphs]
            cells.clear()
    rows = [row for table, cells in zip(tables, inside, strict=True) for row in _rows(table, cells)]
    return sorted([*lines_of(outside), *rows], key=lambda line: line.top)


def _is_layout(cells: dict[tuple[int, int], list[Glyph]]) -> bool:
    """A frame around prose: many lines stand in a cell that has its row for itself."""
    alone = Counter(row for row, _ in cells)
    return any(
        len(glyphs) > PROSE and alone[row] == 1 and len(lines_of(glyphs)) > 2 for (row, _), glyphs in cells.items()
    )


def _rows(table: Table, cells: dict[tuple[int, int], list[Glyph]]) -> Iterator[Line]:
    printed = {at: lines_of(glyphs) for at, glyphs in cells.items()}
    columns = sorted({column for _, column in table.owner.values()})
    for row in range(len(table.ys) - 1):
        held = [printed.get((row, column), []) for column in columns]
        if any(held):
            words = tuple("".join(line.text for line in lines) for lines in held)
            em = max(line.em for lines in held for line in lines)
            place = table.xs[0], table.ys[row], table.xs[-1], table.ys[row + 1]
            yield Line("\t".join(words), *place, em, words)


def _groups(rules: Sequence[Box]) -> list[list[int]]:
    """Which lines touch, directly or through others."""
    leader = list(range(len(rules)))

    def first(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].top)
    for place, at in enumerate(order):
        for other in order[place + 1 :]:
            if rules[other].top > rules[at].bottom + NEAR:
                break
            if rules[other].left <= rules[at].right + NEAR and rules[at].left <= rules[other].right + NEAR:
                leader[first(other)] = first(at)
    groups: dict[int, list[int]] = {}
    for at in range(len(rules)):
        groups.setdefault(first(at), []).append(at)
    return list(groups.values())


def _table(rules: Sequence[Box]) -> Table | None:
    level = [rule for rule in rules if rule.bottom - rule.top < NEAR]
    steep = [rule for rule in rules if rule.right - rule.left < NEAR]
    ys, xs = _places(rule.top for rule in level), _places(rule.left for rule in steep)
    fields = (len(ys) - 1) * (len(xs) - 1)
    if len(ys) < 2 or len(xs) < 2 or not 2 <= fields <= MAX_CELLS:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            owner[row, column] = _owner(owner, (row, column), (ys, xs), (level, steep))
    return Table(ys, xs, owner) if len(set(owner.values())) > 1 else None


def _owner(
    owner: dict[tuple[int, int], tuple[int, int]],
    at: tuple[int, int],
    places: tuple[Sequence[float], Sequence[float]],
    rules: tuple[Sequence[Box], Sequence[Box]],
) -> tuple[int, int]:
    """The cell to the left or above where no line parts them, or the field itself."""
    (row, column), (ys, xs), (level, steep) = at, places, rules
    y, x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
    if column and not any(abs(rule.left - xs[column]) < NEAR and rule.top <= y <= rule.bottom for rule in steep):
        return owner[row, column - 1]
    if row and not any(abs(rule.top - ys[row]) < NEAR and rule.left <= x <= rule.right for rule in level):
        return owner[row - 1, column]
    return at


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The distinct values, those nearer than a line is thick taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= NEAR:
            found.append(value)
    return tuple(found)


def _between(places: Sequence[float], value: float) -> int | None:
    return next((at for at in range(len(places) - 1) if places[at] <= value < places[at + 1]), None)
