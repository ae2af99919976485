"""What an event is. Rooms derive frozen dataclasses from it, named in the past tense."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Ids and plain values. `subject` names the row whose time line shows the event; `sentence` is its Chinese line.

    `words` is a format string over the event's own fields.
    """

    subject_kind: ClassVar[str]
    subject_field: ClassVar[str]
    words: ClassVar[str]
    campaign_id: int | None = None

    @property
    def subject_id(self) -> int:
        return int(getattr(self, type(self).subject_field))

    @property
    def sentence(self) -> str:
        return type(self).words.format_map(asdict(self))[:300]

    def payload(self) -> dict[str, Any]:
        """The fields as JSON can hold them."""
        return {name: plain(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, kw_only=True)
class JournalBroken(DomainEvent):
    """The journal does not agree with its seals; `what` names ids and places only."""

    subject_kind: ClassVar[str] = "journal"
    subject_field: ClassVar[str] = "entry_id"
    words: ClassVar[str] = "日志发现 {fault_count} 处异常：{what}"
    entry_id: int
    fault_count: int
    what: str


@dataclass(frozen=True, kw_only=True)
class JournalArchived(DomainEvent):
    """What lies before this position was exported and removed; the chain goes on from its digest."""

    subject_kind: ClassVar[str] = "journal"
    subject_field: ClassVar[str] = "position"
    words: ClassVar[str] = "日志归档 {count} 条，至第 {position} 条，末条摘要 {digest}"
    position: int
    count: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class JournalCheckAsked(DomainEvent):
    subject_kind: ClassVar[str] = "journal"
    subject_field: ClassVar[str] = "verification_id"
    words: ClassVar[str] = "提出核验日志"
    verification_id: int


def plain(value: Any) -> Any:
    """A value as JSON can hold it: days and instants in ISO 8601, decimals as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
