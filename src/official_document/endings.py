"""Where pages may turn: the signature never stands on a page without text (GB/T 9704-2012 knows no “此页无正文”)."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from official_document import geometry
from official_document.lines import Grid, Line

# So many lines of text go with the signature to its page.
LEAST_LINES = 2
# A last paragraph up to this long goes as a whole; a longer one leaves its beginning behind.
LONGEST_WHOLE = 4


def kept_ending(body: Sequence[Line | Grid]) -> list[Line | Grid]:
    """The body with its end held on the page of what follows: two lines of text at least, or a table's last rows."""
    parts = list(body)
    lines = 0
    for index in range(len(parts) - 1, -1, -1):
        if lines >= LEAST_LINES:
            break
        part = parts[index]
        parts[index] = _kept(part)
        lines += _rows_kept(part) if isinstance(part, Grid) else lines_of(part)
    return parts


def lines_of(line: Line) -> int:
    """How many lines a paragraph of the text surely fills; nothing for a blank one."""
    if not line.text.strip():
        return 0
    # Marks at line ends may be squeezed in, so what runs over by a character is not counted.
    return max(1, ceil((line.style.indent + geometry.width(line.text) - 1) / geometry.CHARACTERS))


def _kept(part: Line | Grid) -> Line | Grid:
    if isinstance(part, Grid):
        return replace(part, keep_next=True)
    is_short = lines_of(part) <= LONGEST_WHOLE
    return replace(part, keep_next=True, keep_lines=is_short, keep_two=not is_short)


def _rows_kept(grid: Grid) -> int:
    return 1 + len(grid.rows)
