"""What a set document consists of, before any file format: runs, lines, tables of measured columns."""

from dataclasses import dataclass

from official_document.styles import Align, Face, Style


@dataclass(frozen=True)
class Run:
    """A piece of a line; `face` differs from the style's where it is given, `scale` is the width in percent."""

    text: str
    face: Face | None = None
    size: float = 0
    scale: int = 100


@dataclass(frozen=True)
class Line:
    """One paragraph: its style and where it departs from it.

    Indents, and the place of a right tab from the right edge, in the style's characters; heights in points.
    `keep_next` holds its end on the page of the next line, `keep_lines` all of it together, `keep_two` at least two.
    """

    style: Style
    runs: tuple[Run, ...] = ()
    align: Align | None = None
    left: float = 0
    hanging: float = 0
    right: float = 0
    line_pt: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    keep_two: bool = False
    ruled: bool = False
    right_tab: float | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Grid:
    """A table with its measured columns in mm; `keep_next` holds its last rows on the page of the next line."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths_mm: tuple[float, ...]
    head_style: Style
    text_style: Style
    keep_next: bool = False


@dataclass(frozen=True)
class ImprintRow:
    """A row of the imprint (版记); `day`, where there is one, stands at its right and is never broken."""

    line: Line
    day: Line | None = None


@dataclass(frozen=True)
class Composed:
    """Everything in order: the flowing part, then the imprint at the foot of the last page.

    A letter (信函) has its mark and red rules outside the text, on its first page; `letter_mark` is then given.
    """

    flow: tuple[Line | Grid, ...]
    imprint: tuple[ImprintRow, ...]
    letter_mark: Line | None = None
