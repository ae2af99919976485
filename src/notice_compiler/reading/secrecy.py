"""Secrecy marks 密级: a document that carries one must not enter this system (GB/T 9704, 7.2.2)."""

from __future__ import annotations

import re

from notice_compiler.unreadable import Unreadable

HEAD_LINES = 12
HEAD_CHARS = 40
LEVELS = {"絕密": "绝密", "機密": "机密"}
LEVEL = "绝密|机密|秘密|絕密|機密"
# The mark stands alone on its line or with a term after a star; the same words inside a sentence are no mark.
MARK = re.compile(
    rf"^(?:密级[:：]?)?(?P<alone>{LEVEL})级?(?:[★☆*＊·].{{0,12}}|\d{{1,2}}年|长期)?$"
    rf"|(?P<starred>{LEVEL})(?:[★☆]|[*＊](?:\d{{1,2}}[年月]|长期|$))"
)


def level_of(line: str) -> str | None:
    """The level that a line of print marks: 机密 for 机密★10年; None for prose such as 保守国家秘密."""
    found = MARK.search(re.sub(r"\s", "", line[: 4 * HEAD_CHARS])[:HEAD_CHARS])
    level = found and (found["alone"] or found["starred"])
    return LEVELS.get(level, level) if level else None


def refuse_secret(text: str) -> None:
    """Unreadable where one of the first lines is a mark such as 机密★10年."""
    heads = [line for line in text.split("\n", 200)[:200] if line.strip()]
    for line in heads[:HEAD_LINES]:
        if level := level_of(line):
            raise Unreadable(f"文件标有密级“{level}”，涉密文件不得上传，本系统没有保存它。")
