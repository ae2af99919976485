"""Secrecy marks 密级: a document that carries one must not enter this system (GB/T 9704, 7.2.2)."""

from __future__ import annotations

import re

from notice_compiler.unreadable import Unreadable

HEAD_LINES = 12
LEVEL = "绝密|机密|秘密"
# The mark stands alone on its line or with a term after a star; the same words inside a sentence are no mark.
MARK = re.compile(
    rf"^(?:密级[:：]?)?(?P<alone>{LEVEL})(?:级)?(?:[★☆*·].{{0,12}}|\d{{1,2}}年|长期)?$|(?P<starred>{LEVEL})[★☆]"
)


def refuse_secret(text: str) -> None:
    """Unreadable where one of the first lines is a mark such as 机密★10年."""
    heads = [re.sub(r"\s", "", line) for line in text.split("\n", 200)[:200]]
    for line in [head for head in heads if head][:HEAD_LINES]:
        if found := MARK.search(line):
            level = found["alone"] or found["starred"]
            raise Unreadable(f"文件标有密级“{level}”，涉密文件不得上传，本系统没有保存它。")
