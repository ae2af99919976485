"""What happens to workbooks; their names and cells stay out of the journal."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BookEvent(DomainEvent):
    """Something that happened to a workbook on its way in."""

    subject_kind: ClassVar[str] = "book_import"
    subject_field: ClassVar[str] = "import_id"
    import_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BookUploaded(BookEvent):
    """A workbook too long to be checked while somebody waits."""

    words: ClassVar[str] = "上传表格，待检查"


@dataclass(frozen=True, kw_only=True)
class BookConfirmed(BookEvent):
    """A checked workbook too long to be brought in while somebody waits."""

    words: ClassVar[str] = "确认导入表格，{count} 件"
    count: int
