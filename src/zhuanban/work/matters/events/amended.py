"""That what matters say of themselves was amended; the words lie in a table."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class MattersAmended(DomainEvent):
    """What some matters say of themselves was changed, or changed back, by one person at once."""

    subject_kind: ClassVar[str] = "matter_amending"
    subject_field: ClassVar[str] = "amending_id"
    words: ClassVar[str] = "{origin}更正事项登记内容，{matters} 件 {cells} 处"
    amending_id: int
    origin: str
    matters: int
    cells: int
