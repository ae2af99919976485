"""Official documents (公文): content in, a GB/T 9704-2012 .docx out, and a linter for what may be sent to whom.

rendered = render_docx(document)                    # Rendered(content, fonts)
remarks = lint(document, sender_is_coordinating_body=True)
lines = break_title("关于……的通报", units=("……办公室",))
"""

from official_document.docx_writer import render_docx
from official_document.model import (
    Block,
    DocumentError,
    Fonts,
    Heading,
    Kind,
    OfficialDocument,
    Paragraph,
    Remark,
    Rendered,
    Table,
)
from official_document.numbers import number_fault
from official_document.remarks import lint
from official_document.titles import break_title

__all__ = [
    "Block",
    "DocumentError",
    "Fonts",
    "Heading",
    "Kind",
    "OfficialDocument",
    "Paragraph",
    "Remark",
    "Rendered",
    "Table",
    "break_title",
    "lint",
    "number_fault",
    "render_docx",
]
