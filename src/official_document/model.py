"""What an official document (公文) consists of: content only, no form."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["通报", "通知", "函", "报告", "纪要"]
Severity = Literal["error", "warning", "note"]
KINDS: tuple[str, ...] = get_args(Kind)
TEXT_WIDTH_MM = 156


class DocumentError(ValueError):
    """A document that cannot be set; its text is one Chinese sentence."""


@dataclass(frozen=True)
class Heading:
    """A heading with its own number in its text: 一、 · （一） · 1. · （1） for the levels 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead` is its opening phrase, set apart by its face (“一是…。”, “出席：”)."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Table:
    """A table; its columns are as wide as their content asks, or as `widths_mm` says, 156 mm in all at most."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths_mm: tuple[float, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, kw_only=True)
class OfficialDocument:
    """The content of one document.

    issuer: the text of 发文机关标志, as it shall stand in red; for 纪要 the “×××纪要”.
    number: 发文字号, or None while it has not been given.
    recipients: 主送机关 without the colon. copies_to: 抄送机关 without label and full stop.
    signer: 署名. date: 成文日期. note: 附注 without brackets.
    printed_by, printed_on: 印发机关 and 印发日期; the printing office, not the issuer.
    sealed: the signature leaves room for a seal. units: names that a title line must not break.
    """

    kind: Kind
    issuer: str
    number: str | None
    title: str
    blocks: tuple[Block, ...]
    signer: str
    date: dt.date
    sealed: bool
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: dt.date | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fonts:
    """The faces named in the document. They are licensed and not shipped; what is missing, the reader replaces."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    second: str = "楷体_GB2312"
    first: str = "黑体"
    page_number: str = "宋体"

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.title, self.body, self.second, self.first, self.page_number)))


@dataclass(frozen=True)
class Rendered:
    """A finished .docx and the faces it asks for, so that a page can say which are missing."""

    content: bytes
    fonts: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """One remark of the linter; an `error` should keep the document from being issued."""

    code: str
    severity: Severity
    message: str
