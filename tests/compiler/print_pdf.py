"""A small printer of PDF files for tests: words and ruled lines at places, in a font that every reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

PAPER = (595.0, 842.0)
SIZE = 16.0
LEFT, TOP, PITCH = 80.0, 110.0, 29.0
LINE_CHARS = 27
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


class Words(NamedTuple):
    """Words whose first character stands at x and, from the top of the paper, y; `turned` is a matrix a b c d."""

    text: str
    x: float
    y: float
    size: float = SIZE
    turned: tuple[float, float, float, float] = (1, 0, 0, 1)


class Rule(NamedTuple):
    """A straight line between two places."""

    x: float
    y: float
    to_x: float
    to_y: float


class Shade(NamedTuple):
    """A filled rectangle without a border; x and y are its corner above left."""

    x: float
    y: float
    width: float
    height: float


class Picture(NamedTuple):
    """A white picture; x and y are its corner above left."""

    x: float
    y: float
    width: float
    height: float


class Sheet(NamedTuple):
    """A page: what is drawn on it in this order, its size, and how a reader turns it."""

    drawn: Sequence[Words | Rule | Shade | Picture]
    size: tuple[float, float] = PAPER
    rotate: int = 0


def printed(*sheets: Sheet, extra: bytes = b"") -> bytes:
    """A PDF file of these pages; `extra` goes into its trailer."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(sheets)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(sheets)), FONT]
    for at, sheet in enumerate(sheets):
        stream = b"\n".join(_drawn(each, sheet.size[1]) for each in sheet.drawn)
        box = b"/MediaBox[0 0 %d %d]/Rotate %d" % (*sheet.size, sheet.rotate)
        objects.append(
            b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % (box, 5 + 2 * at)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return _bound(objects, extra)


def _drawn(each: Words | Rule | Shade | Picture, height: float) -> bytes:
    if isinstance(each, Picture):
        place = b"%g 0 0 %g %g %g cm" % (each.width, each.height, each.x, height - each.y - each.height)
        return b"q " + place + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    if isinstance(each, Shade):
        return b"0.9 g %f %f %f %f re f 0 g" % (each.x, height - each.y - each.height, each.width, each.height)
    if isinstance(each, Rule):
        return b"%f %f m %f %f l S" % (each.x, height - each.y, each.to_x, height - each.to_y)
    matrix = b"%f %f %f %f %f %f" % (*each.turned, each.x, height - each.y)
    return b"BT /F1 %f Tf %s Tm <%s> Tj ET" % (each.size, matrix, each.text.encode("utf-16-be").hex().encode())


def _bound(objects: Sequence[bytes], extra: bytes) -> bytes:
    held = b"%PDF-1.5\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(held)
    return held + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        extra,
        start,
    )


def wrapped(text: str, *, indent: int = 2) -> list[list[Words]]:
    """The paragraphs of a text set on pages of twenty lines, each first line indented."""
    lines = []
    for paragraph in text.splitlines():
        first, rest = paragraph[: LINE_CHARS - indent], paragraph[LINE_CHARS - indent :]
        lines.append((first, LEFT + indent * SIZE))
        lines += [(rest[at : at + LINE_CHARS], LEFT) for at in range(0, len(rest), LINE_CHARS)]
    pages = [lines[at : at + 20] for at in range(0, len(lines), 20)]
    return [[Words(words, x, TOP + PITCH * row) for row, (words, x) in enumerate(page)] for page in pages]


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[float], x: float, y: float) -> list[Words | Rule]:
    """A table with all its lines; a cell's words are broken at its width."""
    drawn: list[Words | Rule] = []
    edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
    top = y
    for row in rows:
        broken = [
            [text[at : at + int(wide // 12) - 1] for at in range(0, len(text), int(wide // 12) - 1)]
            for text, wide in zip(row, widths, strict=True)
        ]
        for lines, left in zip(broken, edges, strict=False):
            drawn += [Words(words, left + 4, y + 14 + 15 * at, 12) for at, words in enumerate(lines)]
        drawn.append(Rule(edges[0], y, edges[-1], y))
        y += 8 + 15 * max(1, *(len(lines) for lines in broken))
    drawn.append(Rule(edges[0], y, edges[-1], y))
    return drawn + [Rule(edge, top, edge, y) for edge in edges]
