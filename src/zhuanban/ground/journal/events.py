"""What an event is. Rooms derive frozen dataclasses from it, named in the past tense."""

import re
from collections.abc import Collection
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


def leaves(kind: type[DomainEvent] = DomainEvent) -> list[type[DomainEvent]]:
    """Every event that is recorded, tests apart."""
    below = [leaf for child in kind.__subclasses__() for leaf in leaves(child)]
    return [leaf for leaf in below or [kind] if ".tests" not in leaf.__module__]


def event_kinds() -> dict[str, str]:
    """Name of each event → its sentence with dots where words of the occasion stand."""
    return {kind.__name__: re.sub(r"\{\w+\}", "…", kind.words) for kind in leaves()}


def names_of_rooms(rooms: Collection[str]) -> list[str]:
    """The events that these rooms record."""
    return sorted(kind.__name__ for kind in leaves() if kind.__module__.split(".")[2] in rooms)


def subject_kinds() -> list[str]:
    """What events are about."""
    return sorted({kind.subject_kind for kind in leaves()})


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


@dataclass(frozen=True, kw_only=True)
class HandedOut(DomainEvent):
    """A file leaves the house; what makes one answers by journal.handing_out alone."""

    count: int


@dataclass(frozen=True, kw_only=True)
class FileHandedOut(HandedOut):
    """Who took which list or file, how many rows of it, under which filter; what was typed into it is left out."""

    subject_kind: ClassVar[str] = "export"
    subject_field: ClassVar[str] = "of_id"
    words: ClassVar[str] = "导出{what}，{count} {unit}"
    what: str
    unit: str
    of_kind: str
    of_id: int
    filters: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DeliverySettled(DomainEvent):
    """A delivery that had failed too often is tried again or given up."""

    subject_kind: ClassVar[str] = "delivery"
    subject_field: ClassVar[str] = "delivery_id"
    words: ClassVar[str] = "{what}多次失败的后台事务（{handler}）"
    delivery_id: int
    handler: str
    what: str


def plain(value: Any) -> Any:
    """A value as JSON can hold it: days and instants in ISO 8601, decimals as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
