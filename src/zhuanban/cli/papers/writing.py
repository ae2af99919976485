"""How a paper says what it knows and what it does not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhuanban.outward.documents.rules.blocks import Sheet

GAP = re.compile(r"【待填：[^】]+】")
OWNER, LAW, SECURITY, CLOUD = "主办单位", "法制机构", "网络安全主管部门", "机房或政务云单位"


def gap(what: str, by: str = OWNER) -> str:
    """A place to fill in, and who does it."""
    return f"【待填：{what}（由{by}填）】"


@dataclass(frozen=True)
class Paper:
    """A draft: its file name, its title, who issues it, its lines and tables."""

    name: str
    title: str
    issuer: str
    pieces: Sequence[str | Sheet]

    @property
    def text(self) -> str:
        """All its words, tables included."""
        return "\n".join(piece if isinstance(piece, str) else _rows(piece) for piece in self.pieces)

    @property
    def gaps(self) -> list[str]:
        """What is left to fill in, each once."""
        return list(dict.fromkeys(GAP.findall(self.text)))


def _rows(sheet: Sheet) -> str:
    return "\n".join("\t".join(row) for row in (sheet.header, *sheet.rows))
