from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class VisitEvent(DomainEvent):
    """Something that happened to a visit."""

    subject_kind: ClassVar[str] = "visit"
    subject_field: ClassVar[str] = "visit_id"
    visit_id: int


@dataclass(frozen=True, kw_only=True)
class VisitReceived(VisitEvent):
    words: ClassVar[str] = "收到一次检查：{kind_name}，照片 {photo_count} 张"
    kind_name: str
    photo_count: int


@dataclass(frozen=True, kw_only=True)
class VisitHeld(VisitEvent):
    words: ClassVar[str] = "检查留待专班办公室处理：{reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitCompleted(VisitEvent):
    words: ClassVar[str] = "检查已受理，对应事项 {matter_number}"
    matter_id: int
    matter_number: str


@dataclass(frozen=True, kw_only=True)
class VisitRefused(VisitEvent):
    """The reason is what somebody wrote, so it stays with the visit."""

    words: ClassVar[str] = "检查不予受理"
