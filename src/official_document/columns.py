"""Tables: how wide each column is and how large the letters are, measured from what the cells hold."""

import re

from official_document import geometry, styles
from official_document.lines import Grid
from official_document.model import Table

# What is tried in turn: letter size in points; room beside the text of a cell, in characters; up to how many
# characters a cell is never broken. A name, a figure or 样本不足 stays whole in all of them.
TRIES = (
    (geometry.SIZE_4, 1.0, 8),
    (geometry.SIZE_TABLE, 1.0, 8),
    (geometry.SIZE_5, 1.0, 8),
    (geometry.SIZE_5, 0.4, 8),
    (geometry.SIZE_5, 0.2, 4),
)
# A column asks for no more than this; a longer text then has several lines.
WIDEST_CHARACTERS = 24
CELL_MARGINS_PT = 2 * geometry.CELL_MARGIN_TWIPS / 20
# Figures and Latin words are not broken inside either, however long.
UNBREAKABLE = re.compile(r"[!-~]+")


def measured(table: Table) -> Grid:
    """The table in the largest of 4号, 小四 and 5号 in which nothing short is broken, as wide as the text.

    Widths that the table brings along are kept, in 小四.
    """
    if table.widths_mm:
        return _grid(table, geometry.SIZE_TABLE, table.widths_mm)
    columns = list(zip(table.header, *table.rows, strict=True))
    size, room, least = _first_that_fits(columns)
    wished = [min(max(map(geometry.width, column)), WIDEST_CHARACTERS) for column in columns]
    needs = [_points(characters, size, room) for characters in least]
    wishes = [max(need, _points(wish, size, room)) for need, wish in zip(needs, wished, strict=True)]
    return _grid(table, size, tuple(_shared_out(needs, wishes)))


def _grid(table: Table, size: float, widths_mm: tuple[float, ...]) -> Grid:
    head, text = styles.TABLES[size]
    return Grid(table.header, table.rows, widths_mm, head, text)


def _first_that_fits(columns: list[tuple[str, ...]]) -> tuple[float, float, list[float]]:
    """Size, room and the narrowest that each column may be, in characters; the closest where nothing fits."""
    for size, room, unbroken in TRIES:
        least = [max(_least(cell, unbroken) for cell in column) for column in columns]
        if sum(_points(characters, size, room) for characters in least) <= geometry.points(geometry.TEXT_MM[0]):
            break
    return size, room, least


def _least(cell: str, unbroken: int) -> float:
    """The narrowest that a cell may be, in characters."""
    whole = geometry.width(cell)
    if whole <= unbroken:
        return max(whole, 1.0)
    return max(unbroken, *(geometry.width(word) for word in UNBREAKABLE.findall(cell)), 0.0)


def _points(characters: float, size: float, room: float) -> float:
    return (characters + room) * size + CELL_MARGINS_PT


def _shared_out(needs: list[float], wishes: list[float]) -> list[float]:
    """Millimetres in all the width of the text: first what is needed, then what is wished, then more for all alike."""
    text_pt = geometry.points(geometry.TEXT_MM[0])
    if sum(needs) >= text_pt:
        return [need / sum(needs) * geometry.TEXT_MM[0] for need in needs]
    if sum(wishes) > text_pt:
        share = (text_pt - sum(needs)) / (sum(wishes) - sum(needs))
        widths = [need + (wish - need) * share for need, wish in zip(needs, wishes, strict=True)]
    else:
        widths = [wish * text_pt / sum(wishes) for wish in wishes]
    return [width / text_pt * geometry.TEXT_MM[0] for width in widths]
