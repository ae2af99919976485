"""Files of every format to begin with: sound ones, and some that were built to hurt."""

import io
import zipfile

import docx
from PIL import Image
from tests.compiler.golden_files import load
from tests.compiler.print_pdf import Sheet, printed, ruled, wrapped
from tests.compiler.test_files import NOTICE, web_page, word_file
from tests.compiler.test_old_word import OLD, mail_page
from tests.compiler.test_pages import LONG, sheets
from tests.compiler.test_properties import SCRAPS

WORD_HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
WORD_FOOT = "</w:body></w:document>"
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


def packed(document: str) -> bytes:
    """An archive with this document.xml and nothing else."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return held.getvalue()


def word_with_table() -> bytes:
    """A document with a table and a numbered list."""
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line, style="List Number" if line.startswith("（一）") else None)
    table = document.add_table(rows=3, cols=3)
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            cell.text = ("1", "清理河道", "区水务局")[at]
    table.cell(0, 0).merge(table.cell(1, 0))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def hurting_words() -> tuple[bytes, ...]:
    """Archives that unpack beyond measure, nest without end, or expand their own words."""
    deep = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>一</w:t></w:r></w:p></w:tc>'
    return (
        packed(f"{WORD_HEAD}{deep}{WORD_FOOT}"),
        packed(f"{WORD_HEAD}<w:tbl>{f'<w:tr>{cell * 50}</w:tr>' * 50}</w:tbl>{WORD_FOOT}"),
        packed(f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>{WORD_HEAD}<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>{WORD_FOOT}'),
        packed(f"{WORD_HEAD}{'<w:p/>' * 200_000}{WORD_FOOT}"),
        packed(" " * (61 * 1024 * 1024)),
    )


def hurting_pages() -> tuple[bytes, ...]:
    """Web pages that nest deeply or never close."""
    return tuple(
        page.encode()
        for page in (
            "<html><body>" + "<div>" * 20_000 + "一、任务",
            "<html><body><table>" + "<tr><td><table>" * 3_000 + "一、任务",
            "<html><body><p>" + "<b>" * 50_000 + "一、任务",
            "<html><body><table>" + '<tr><td colspan="999999999" rowspan="99999">一</td></tr>' * 300 + "</table>",
            "<!--" * 20_000 + "<html>一",
        )
    )


def pictures() -> tuple[bytes, ...]:
    """A small picture in each form, one of them of several pages."""
    small = Image.effect_noise((80, 60), 60)
    found = []
    for form, more in (
        ("PNG", {}),
        ("JPEG", {}),
        ("BMP", {}),
        ("WEBP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
    ):
        held = io.BytesIO()
        small.save(held, form, **more)
        found.append(held.getvalue())
    held = io.BytesIO()
    small.save(held, "TIFF", save_all=True, append_images=[small] * 3)
    return (*found, held.getvalue())


def prints() -> tuple[bytes, ...]:
    """PDF files: prose over pages, a table, a page on its side."""
    table = ruled([("序号", "任务", "责任单位"), ("1", "清理河道", "区水务局")], (50, 150, 120), 80, 140)
    return printed(*sheets(LONG)), printed(Sheet(table)), printed(*[Sheet(page, rotate=90) for page in wrapped(NOTICE)])


def texts() -> tuple[bytes, ...]:
    """Plain texts in the encodings that occur."""
    notice = golden_texts()[0] + NOTICE
    return tuple(notice.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16", "utf-8-sig"))


def golden_texts() -> tuple[str, ...]:
    """The notices of the golden files."""
    return tuple(case.notice for case in load())


SEEDS = {
    "word": lambda: (word_file(NOTICE), word_with_table(), *hurting_words()),
    "old_word": lambda: (OLD,),
    "pages": prints,
    "web": lambda: (web_page(NOTICE), web_page(NOTICE, "gb2312"), *hurting_pages()),
    "mail": lambda: (mail_page(),),
    "plain": texts,
    "pictures": pictures,
}
__all__ = ["SCRAPS", "SEEDS", "golden_texts"]
