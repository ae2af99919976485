from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(DomainEvent):
    subject_kind: ClassVar[str] = "approval"
    subject_field: ClassVar[str] = "approval_id"
    words: ClassVar[str] = "提请审批：{title}"
    approval_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ApprovalDecided(DomainEvent):
    """Rooms handle this for their own action; `about_kind`/`about_id` name the row that was asked about."""

    subject_kind: ClassVar[str] = "approval"
    subject_field: ClassVar[str] = "approval_id"
    words: ClassVar[str] = "{outcome}：{title}"
    approval_id: int
    title: str
    action: str
    about_kind: str
    about_id: int
    granted: bool
    outcome: str
    decided_by_id: int


@dataclass(frozen=True, kw_only=True)
class ApprovalPassedOn(DomainEvent):
    subject_kind: ClassVar[str] = "approval"
    subject_field: ClassVar[str] = "approval_id"
    words: ClassVar[str] = "申请随工作移交给接手人：{title}"
    approval_id: int
    title: str
