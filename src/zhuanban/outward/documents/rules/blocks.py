"""The text of a document in its three shapes: stored JSON, the clerk's plain text, the blocks of the layout.

Stored: {"blocks": [{"heading": 1, "text": …} | {"text": …} | {"table": name}],
"tables": {name: {"header": …, "rows": …}}}; the layout measures the columns.
In plain text a line is a block; a line 【表：name】 stands for the table of that name, whose figures nobody types.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from official_document import Block, Heading, Paragraph, Table
from zhuanban.ground.core.errors import Invalid

LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"（[一二三四五六七八九十]+）")),
    (3, re.compile(r"\d+[.．]")),
    (4, re.compile(r"（\d+）")),
)
LONGEST_HEADING = 40
TABLE_LINE = re.compile(r"【表：(?P<name>[^】]+)】")
Content = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A table with its name."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def content_of(pieces: Iterable[str | Sheet]) -> Content:
    """What is stored for these lines and tables."""
    blocks: list[dict[str, Any]] = []
    tables: dict[str, Any] = {}
    for piece in pieces:
        if isinstance(piece, Sheet):
            blocks.append({"table": piece.name})
            tables[piece.name] = {"header": list(piece.header), "rows": [list(row) for row in piece.rows]}
        else:
            blocks.append(_block(piece))
    return {"blocks": blocks, "tables": tables}


def plain_text(content: Content) -> str:
    """The text as a clerk edits it."""
    return "\n".join(f"【表：{block['table']}】" if "table" in block else block["text"] for block in content["blocks"])


def edited(content: Content, text: str) -> Content:
    """The content with this text; its tables stay as the data gave them. Raises Invalid for a table that is none."""
    blocks = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if found := TABLE_LINE.fullmatch(line):
            if found["name"] not in content["tables"]:
                raise Invalid(f"没有“{found['name']}”这张表，请保留原来的表名。", "text")
            blocks.append({"table": found["name"]})
        else:
            blocks.append(_block(line))
    if not blocks:
        raise Invalid("正文不能是空的。", "text")
    return {"blocks": blocks, "tables": content["tables"]}


def _block(line: str) -> dict[str, Any]:
    is_short = len(line) <= LONGEST_HEADING and not line.endswith(("。", "；", "："))
    level = next((level for level, marker in LEVELS if is_short and marker.match(line)), 0)
    return {"heading": level, "text": line} if level else {"text": line}


def blocks_of(content: Content) -> tuple[Block, ...]:
    """The blocks of the layout."""
    return tuple(_laid_out(block, content["tables"]) for block in content["blocks"])


def _laid_out(block: dict[str, Any], tables: dict[str, Any]) -> Block:
    if "table" in block:
        table = tables[block["table"]]
        return Table(tuple(table["header"]), tuple(map(tuple, table["rows"])))
    if "heading" in block:
        return Heading(block["heading"], block["text"])
    return Paragraph(block["text"])
