"""Old Word and WPS files (.doc, .wps): converted to .docx and read as such."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

from notice_compiler.reading import word
from notice_compiler.unreadable import Unreadable

HOW = "请用 WPS 或 Word 打开，另存为 .docx 后再上传。"
LOCKED = "文件设有密码，读不出文字，请取消密码后再上传。"
# Names of the streams by which one compound file differs from another.
PACKED, SHEET, SLIDES = (name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "PowerPoint Document"))


def extract(content: bytes) -> str:
    """Unreadable where the file is broken, locked, or another kind of office file."""
    converting, errors = import_module("doc2docx"), import_module("doc2docx.errors")
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "notice.doc", Path(folder) / "notice.docx"
        old.write_bytes(content)
        try:
            converting.convert(old, new)
            converted = new.read_bytes()
        except errors.EncryptedDocumentError as error:
            raise Unreadable(LOCKED) from error
        except errors.StreamNotFound as error:
            raise Unreadable(_other(content)) from error
        except Exception as error:  # a broken file meets the library in more ways than it names
            raise Unreadable(f"这个 .doc 或 .wps 文件读不出来，可能已损坏或版本太旧，{HOW}") from error
    return word.extract(converted)


def _other(content: bytes) -> str:
    if PACKED in content:
        return LOCKED
    if SHEET in content or SLIDES in content:
        return "这是表格或演示文稿，不是文字文件，请上传通知的文字版。"
    return f"这个文件里没有 Word 文档，{HOW}"
