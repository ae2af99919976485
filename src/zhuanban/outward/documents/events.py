from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class DocumentEvent(DomainEvent):
    """What happens to a document; shown on its time line."""

    subject_kind: ClassVar[str] = "document"
    subject_field: ClassVar[str] = "document_id"
    words: ClassVar[str] = "{title}"
    document_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class DocumentDrafted(DocumentEvent):
    words: ClassVar[str] = "根据 {period} 的数据拟稿"
    period: str


@dataclass(frozen=True, kw_only=True)
class DocumentEdited(DocumentEvent):
    words: ClassVar[str] = "修改了文稿"


@dataclass(frozen=True, kw_only=True)
class DocumentSubmitted(DocumentEvent):
    words: ClassVar[str] = "送领导签发（{disclosure}）"
    disclosure: str


@dataclass(frozen=True, kw_only=True)
class DocumentApproved(DocumentEvent):
    words: ClassVar[str] = "领导同意签发"


@dataclass(frozen=True, kw_only=True)
class DocumentRejected(DocumentEvent):
    words: ClassVar[str] = "领导不同意，退回修改"


@dataclass(frozen=True, kw_only=True)
class DocumentPublished(DocumentEvent):
    words: ClassVar[str] = "印发，{number}，文件摘要 {sha256:.12}…"
    number: str
    sha256: str
