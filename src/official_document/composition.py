"""From content to lines: what stands where, by GB/T 9704-2012, before any file format comes into it."""

from collections.abc import Iterator
from dataclasses import replace

from official_document import geometry, styles
from official_document.columns import measured
from official_document.endings import kept_ending
from official_document.lines import Composed, Grid, ImprintRow, Line, Run
from official_document.model import (
    TEXT_WIDTH_MM,
    Block,
    DocumentError,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
)
from official_document.styles import Face, Style
from official_document.titles import break_title


def compose(document: OfficialDocument) -> Composed:
    """Set a document; raises DocumentError when something in it cannot be set."""
    _require_settable(document)
    head = _letter_head(document) if document.kind == "函" else _head(document)
    body, foot, imprint = tuple(_body(document)), tuple(_foot(document)), tuple(_imprint(document))
    ending = kept_ending(body) if foot else body
    flow = (*head, *_title(document), *ending, *_held(foot, with_next=bool(imprint)))
    letter_mark = _mark(document) if document.kind == "函" else None
    return Composed(flow, imprint, letter_mark)


def _text(style: Style, text: str) -> Line:
    return Line(style, (Run(text),))


def _blank() -> Line:
    return Line(styles.BLANK)


def _held(lines: tuple[Line, ...], *, with_next: bool) -> tuple[Line, ...]:
    """Lines that stay on one page, and on that of what follows them where it is said so."""
    held = tuple(replace(line, keep_next=True) for line in lines)
    return held if with_next else (*held[:-1], *lines[-1:])


def _head(document: OfficialDocument) -> Iterator[Line]:
    mark = _mark(document)
    yield Line(styles.BLANK, line_pt=geometry.mark_offset_pt(mark.runs[0].size))
    yield mark
    yield _blank()
    yield _blank()
    yield from _number_lines(document)


def _letter_head(document: OfficialDocument) -> Iterator[Line]:
    """The mark stands above the text; the text begins below the first red rule, the number at its right."""
    yield Line(styles.BLANK, line_pt=geometry.letter_clearance_pt(_mark(document).runs[0].size))
    yield Line(styles.NUMBER, (Run(document.number or ""),), align="right")


def _mark(document: OfficialDocument) -> Line:
    size, scale = geometry.mark_size(document.issuer)
    run = Run(document.issuer, size=size, scale=scale)
    return Line(styles.MARK, (run,), line_pt=size * geometry.MARK_LINE_RATIO)


def _title(document: OfficialDocument) -> Iterator[Line]:
    yield _blank()
    yield _blank()
    lines = break_title(document.title, (document.issuer, document.signer, *document.units))
    yield _text(styles.TITLE, "\n".join(lines))
    yield _blank()
    if document.recipients:
        yield _text(styles.RECIPIENTS, f"{document.recipients.rstrip('：:')}：")


def _number_lines(document: OfficialDocument) -> Iterator[Line]:
    """The number with the red rule under it; minutes have issuer left and day right between number and rule."""
    if document.kind != "纪要":
        yield Line(styles.NUMBER, (Run(document.number or ""),), ruled=True)
        return
    yield Line(styles.NUMBER, (Run(document.number or ""),))
    yield _blank()
    day = geometry.chinese_day(document.date)
    if geometry.width(document.signer + day) + 3 > geometry.CHARACTERS:
        yield Line(styles.NUMBER, (Run(document.signer),), align="left")
        yield Line(styles.NUMBER, (Run(day),), align="right", ruled=True)
        return
    # One character in from both edges; a rule is only as wide as the indents leave it, so these are a space and a tab.
    yield Line(styles.NUMBER, (Run(f"　{document.signer}\t{day}"),), align="left", ruled=True, right_tab=1)


def _body(document: OfficialDocument) -> Iterator[Line | Grid]:
    for block in document.blocks:
        yield from _block(block, label="first" if document.kind == "纪要" else "second")


def _block(block: Block, label: Face) -> Iterator[Line | Grid]:
    if isinstance(block, Table):
        yield Line(styles.BLANK, line_pt=geometry.TABLE_GAP_PT, keep_next=True)
        yield measured(block)
        yield Line(styles.BLANK, line_pt=geometry.TABLE_GAP_PT)
    elif isinstance(block, Heading):
        yield Line(styles.HEADINGS[block.level], (Run(block.text),), keep_next=True)
    else:
        runs = (Run(block.lead, face=label), Run(block.text)) if block.lead else (Run(block.text),)
        yield Line(styles.BODY, runs)


def _foot(document: OfficialDocument) -> Iterator[Line]:
    if document.attachments:
        yield _blank()
        yield from _attachments(document.attachments)
    # Minutes carry neither signature nor seal; their day stands under the mark.
    if document.kind != "纪要":
        yield from _signature(document)
    if document.note:
        yield _text(styles.NOTE, f"（{document.note.strip('（）()')}）")


def _attachments(names: tuple[str, ...]) -> Iterator[Line]:
    """“附件：1.…” two in from the left; a second line stands under the first character of the name."""
    numbered = len(names) > 1
    for index, name in enumerate(names, start=1):
        label = f"{index}." if numbered else ""
        opening = f"附件：{label}" if index == 1 else label
        left = 5 + geometry.width(label)
        yield Line(styles.ATTACHMENTS, (Run(f"{opening}{name}"),), left=left, hanging=geometry.width(opening))


def _signature(document: OfficialDocument) -> Iterator[Line]:
    """Blank lines, name and day; a seal of 42 mm needs one blank line more."""
    for _ in range(2 if document.sealed else 1):
        yield _blank()
    name_right, day_right = geometry.signature_indents(document.signer, document.date, sealed=document.sealed)
    yield Line(styles.SIGNATURE, (Run(document.signer),), right=name_right)
    yield Line(styles.DAY, (Run(geometry.chinese_day(document.date)),), right=day_right)


def _imprint(document: OfficialDocument) -> Iterator[ImprintRow]:
    if document.copies_to:
        text = f"抄送：{document.copies_to.rstrip('。')}。"
        yield ImprintRow(Line(styles.IMPRINT, (Run(text),), left=4, hanging=3, right=1))
    # A letter's imprint has neither printer nor rules (GB/T 9704-2012, 10.1).
    if document.printed_by and document.kind != "函":
        day = f"{geometry.chinese_day(document.printed_on or document.date)}印发"
        run = Run(document.printed_by, scale=geometry.printer_scale(document.printed_by, day))
        yield ImprintRow(
            Line(styles.IMPRINT, (run,), align="left", left=1),
            Line(styles.IMPRINT, (Run(day),), align="right", right=1),
        )


def _require_settable(document: OfficialDocument) -> None:
    texts = [
        *(document.issuer, document.number or "", document.title, document.recipients, document.signer),
        *(document.note, document.copies_to, document.printed_by, *document.attachments),
    ]
    for needed, label in ((document.issuer, "发文机关标志"), (document.title, "标题"), (document.signer, "署名")):
        if not needed.strip():
            raise DocumentError(f"公文缺少{label}。")
    for block in document.blocks:
        texts.extend(_block_texts(block))
    for text in texts:
        if any(ord(character) < ord(" ") for character in text):
            raise DocumentError(f"“{text[:20]!r}”里有换行或控制符，请分段填写。")


def _block_texts(block: Block) -> tuple[str, ...]:
    if isinstance(block, Heading):
        if block.level not in styles.HEADINGS:
            raise DocumentError(f"标题“{block.text}”的层次应为 1 到 4，这里是 {block.level}。")
        return (block.text,)
    if isinstance(block, Paragraph):
        return (block.lead, block.text)
    columns = len(block.header)
    widths = len(block.widths_mm) or columns
    if not columns or widths != columns or any(len(row) != columns for row in block.rows):
        raise DocumentError("表格的表头、各行和栏宽的栏数应当一致。")
    if block.widths_mm and (sum(block.widths_mm) > TEXT_WIDTH_MM or min(block.widths_mm) <= 0):
        raise DocumentError(f"表格各栏合计宽 {sum(block.widths_mm):g} 毫米，应在 {TEXT_WIDTH_MM} 毫米以内。")
    return (*block.header, *(cell for row in block.rows for cell in row))
