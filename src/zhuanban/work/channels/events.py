"""What happens with cases of other systems."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ChannelFileReceived(DomainEvent):
    subject_kind: ClassVar[str] = "channel_file"
    subject_field: ClassVar[str] = "file_id"
    words: ClassVar[str] = "接收{system}来件：新登记 {new}，认出已有 {joined}，更新时限 {updated}，没有收 {skipped} 行"
    file_id: int
    system: str
    new: int
    joined: int
    updated: int
    skipped: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ClassesKept(DomainEvent):
    """Which kind each class of reports becomes; the classes stand in their table."""

    subject_kind: ClassVar[str] = "channel_file"
    subject_field: ClassVar[str] = "file_id"
    words: ClassVar[str] = "保存{system}的类别对应，{count} 类"
    file_id: int
    system: str
    count: int
