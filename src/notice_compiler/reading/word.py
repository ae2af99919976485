"""Word files (.docx): a line for each paragraph, a line for each cell of a table."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from notice_compiler.unreadable import Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
MAX_XML = 60 * 1024 * 1024
BROKEN = "这个文件不是真正的 .docx，请用文字处理软件另存为 .docx 后再上传。"


def extract(content: bytes) -> str:
    """Unreadable where the archive has no document, is locked, or unpacks beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(BODY).file_size > MAX_XML:
                raise Unreadable("文件解开后太大，不像一份通知。")
            with archive.open(BODY) as packed:
                xml = packed.read(MAX_XML + 1)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(xml, parser)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, etree.XMLSyntaxError) as error:
        raise Unreadable(BROKEN) from error
    return "\n".join(_paragraph(each) for each in root.iter(f"{WORD}p"))


def _paragraph(paragraph: etree._Element) -> str:
    nodes = paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{WORD}noBreakHyphen")
    # Text of a box inside the paragraph belongs to the box's own paragraphs.
    return "".join(_written(node) for node in nodes if next(node.iterancestors(f"{WORD}p")) is paragraph)


def _written(node: etree._Element) -> str:
    if node.tag == f"{WORD}t":
        return node.text or ""
    return {f"{WORD}tab": " ", f"{WORD}noBreakHyphen": "-"}.get(str(node.tag), "\n")
