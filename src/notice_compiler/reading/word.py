"""Word files (.docx): the text as printed, with the numbers that Word adds; a row of a table is one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from notice_compiler.reading.grids import MAX_COLUMNS, Cell, lines_of
from notice_compiler.reading.numbering import Numbering
from notice_compiler.reading.package import Package
from notice_compiler.reading.secrecy import refuse_secret
from notice_compiler.reading.styles import WORD, Styles, child, is_on, number_of, value_of
from notice_compiler.unreadable import Unreadable

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MAX_DEPTH = 10
MAX_LENGTH = 2_000_000
DEEP = "文件里的表格或文本框套了十层以上，请拆开后再上传。"
LONG = "文件的文字超过五十万字，不像一份通知。"
P, TABLE, ROW, CELL, RUN, BOX, SDT = (f"{WORD}{name}" for name in ("p", "tbl", "tr", "tc", "r", "txbxContent", "sdt"))
# What tracked changes took away, readings above characters, and properties.
LEFT_OUT = frozenset(
    f"{WORD}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr")
)
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
WRITTEN = {f"{WORD}{name}": sign for name, sign in SIGNS.items()}
WORDS = (f"{WORD}t", f"{MATH}t")
SYMBOL, FIELD, CODE = f"{WORD}sym", f"{WORD}fldChar", f"{WORD}instrText"
FOOTNOTE, ENDNOTE = f"{WORD}footnoteReference", f"{WORD}endnoteReference"
LEAVES = frozenset((*WORDS, *WRITTEN, SYMBOL, FIELD, CODE, FOOTNOTE, ENDNOTE, BOX))
ONE_LINE = str.maketrans("\t\n\r\v\f", "     ")
Notes = dict[str, etree._Element]


def extract(content: bytes) -> str:
    """Unreadable where the archive has no document, unpacks beyond all measure, or is marked secret."""
    package = Package(content)
    name, root = package.document()
    for head in package.heads_and_feet():
        # They are no part of the text, but may be where its secrecy is marked.
        refuse_secret("\n".join("".join(leaf.text or "" for leaf in line.iter(*WORDS)) for line in head.iter(P)))
    styles = Styles(package.beside(name, "styles.xml"))
    numbering = Numbering(package.beside(name, "numbering.xml"), styles)
    footnotes, endnotes = (_by_id(package.beside(name, part)) for part in ("footnotes.xml", "endnotes.xml"))
    return "\n".join(_Reader(styles, numbering, footnotes, endnotes).document(root))


@dataclass(slots=True)
class _Field:
    """A field such as TOC or REF: its code is not printed, its result is."""

    code: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Paragraph:
    words: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class _Reader:
    """Walks the document once, in its order: numbers and fields go on from one paragraph to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, footnotes: Notes, endnotes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = {FOOTNOTE: footnotes, ENDNOTE: endnotes}
        self._waiting: dict[str, list[etree._Element]] = {FOOTNOTE: [], ENDNOTE: []}
        self._fields: list[_Field] = []
        self._depth = 0
        self._length = 0

    def document(self, root: etree._Element) -> Iterator[str]:
        """All lines; footnotes follow what they explain, endnotes come last."""
        body = child(root, "body")
        for block in _inside(root if body is None else body, (P, TABLE)):
            yield from self._block(block, in_cell=False)
            yield from self._noted(FOOTNOTE)
        yield from self._noted(ENDNOTE)

    def _noted(self, kind: str) -> Iterator[str]:
        while self._waiting[kind]:
            yield from (line for line in self._lines(self._waiting[kind].pop(0), in_cell=False) if line.strip())

    def _lines(self, container: etree._Element, *, in_cell: bool) -> list[str]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(DEEP)
        lines = [line for block in _inside(container, (P, TABLE)) for line in self._block(block, in_cell=in_cell)]
        self._depth -= 1
        return lines

    def _block(self, block: etree._Element, *, in_cell: bool) -> list[str]:
        return self._table(block) if block.tag == TABLE else self._paragraph(block, in_cell=in_cell)

    def _table(self, table: etree._Element) -> list[str]:
        rows = (row for row in _inside(table, (ROW,)) if _is_shown(row))
        return lines_of([self._row(row) for row in rows])

    def _row(self, row: etree._Element) -> list[Cell]:
        before = number_of(row, "trPr", "gridBefore") or 0
        cells = [Cell((), min(before, MAX_COLUMNS))] if before else []
        for cell in _inside(row, (CELL,)):
            across = min(number_of(cell, "tcPr", "gridSpan") or 1, MAX_COLUMNS)
            above, beside = (_goes_on(cell, name) for name in ("vMerge", "hMerge"))
            # A cell that goes on prints nothing, but its paragraphs count in their lists.
            lines = tuple(line for line in self._lines(cell, in_cell=True) if line.strip())
            cells.append(Cell(() if above or beside else lines, across, above, _holds_table(cell)))
        return cells

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool) -> list[str]:
        self._fields = [each for each in self._fields if each.shown]
        fields = list(self._fields)
        found = _Paragraph()
        hidden = self._styles.hides_all(paragraph)
        for run in _inside(paragraph, (RUN, f"{MATH}r")):
            self._run(run, found, hidden=hidden)
        text = "".join(found.words)
        label = "" if _mark_is_gone(paragraph) and not text.strip() else self._numbering.label(paragraph)
        lines = (label + text if text.strip() or in_cell else text).split("\n")
        if self._is_contents(paragraph, text, [*fields, *self._fields]):
            lines = []
        return [*lines, *(line for box in found.boxes for line in self._lines(box, in_cell=in_cell))]

    def _is_contents(self, paragraph: etree._Element, text: str, fields: list[_Field]) -> bool:
        """A line of a table of contents repeats a heading; it ends with the page."""
        if self._styles.name_of(paragraph).startswith("toc "):
            return True
        in_field = any(each.code.strip().upper().startswith("TOC") for each in fields)
        return in_field and text.rstrip()[-1:].isdigit()

    def _run(self, run: etree._Element, found: _Paragraph, *, hidden: bool) -> None:
        silent = hidden or self._styles.hides(run)
        for leaf in _inside(run, LEAVES):
            if leaf.tag == FIELD:
                self._field(leaf.get(f"{WORD}fldCharType"))
            elif leaf.tag == CODE:
                self._code(leaf.text or "")
            elif silent or not all(each.shown for each in self._fields):
                continue
            elif leaf.tag == BOX:
                found.boxes.append(leaf)
            elif leaf.tag in self._notes:
                note = self._notes[str(leaf.tag)].pop(leaf.get(f"{WORD}id") or "", None)
                self._waiting[str(leaf.tag)] += [] if note is None else [note]
            else:
                self._write(_written(leaf), found)

    def _write(self, words: str, found: _Paragraph) -> None:
        self._length += len(words)
        if self._length > MAX_LENGTH:
            raise Unreadable(LONG)
        found.words.append(words)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _code(self, code: str) -> None:
        if self._fields and len(self._fields[-1].code) < len("TOC") + MAX_DEPTH:
            self._fields[-1].code += code


def _inside(container: etree._Element, wanted: frozenset[str] | tuple[str, ...]) -> Iterator[etree._Element]:
    """The wanted elements below, none inside of another; one branch of an alternative; nothing that was deleted."""
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in wanted:
            yield element
        elif element.tag == ALTERNATIVES:
            branches = list(element)
            stack.append(iter(next((each for each in branches if next(each.iter(*WORDS), None) is not None), ())))
        elif element.tag not in LEFT_OUT and not (element.tag == SDT and _is_placeholder(element)):
            stack.append(iter(element))


def _written(leaf: etree._Element) -> str:
    if leaf.tag in WORDS:
        return (leaf.text or "").translate(ONE_LINE)
    if leaf.tag == SYMBOL:
        return _symbol(leaf.get(f"{WORD}char") or "")
    return WRITTEN[str(leaf.tag)]


def _symbol(code: str) -> str:
    """A sign by its code; those of picture fonts have no meaning as characters."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign if unicodedata.category(sign)[0] not in "C" else ""


def _by_id(root: etree._Element | None) -> Notes:
    notes = () if root is None else root
    return {note.get(f"{WORD}id") or "": note for note in notes if isinstance(note.tag, str)}


def _goes_on(cell: etree._Element, name: str) -> bool:
    merge = child(cell, "tcPr", name)
    return merge is not None and merge.get(f"{WORD}val") != "restart"


def _is_shown(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is None and not is_on(child(row, "trPr", "hidden"))


def _holds_table(cell: etree._Element) -> bool:
    inner = next(_inside(cell, (TABLE,)), None)
    return inner is not None and sum(1 for _ in _inside(inner, (ROW,))) > 1


def _mark_is_gone(paragraph: etree._Element) -> bool:
    marks = child(paragraph, "pPr", "rPr")
    return child(marks, "del") is not None or is_on(child(marks, "vanish"))


def _is_placeholder(content: etree._Element) -> bool:
    """A content control that nobody filled in, or one that holds the table of contents."""
    properties = child(content, "sdtPr")
    gallery = value_of(properties, "docPartObj", "docPartGallery")
    return is_on(child(properties, "showingPlcHdr")) or gallery == "Table of Contents"
