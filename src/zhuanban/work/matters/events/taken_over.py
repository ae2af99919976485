"""What happens to matters that come from elsewhere: from before the take-over, or with a limit set elsewhere."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent
from zhuanban.work.matters.events import MatterEvent


@dataclass(frozen=True, kw_only=True)
class HistoryClosed(DomainEvent):
    """Matters of a batch that were over before the take-over, closed with their own days."""

    subject_kind: ClassVar[str] = "matter_batch"
    subject_field: ClassVar[str] = "batch_id"
    words: ClassVar[str] = "其中 {count} 件接管前已经办完，按原日期记为已销号，不参与评价"
    batch_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class HistoryPictured(MatterEvent):
    words: ClassVar[str] = "并入历史照片：整改前 {before} 张，整改后 {after} 张"
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class LimitInherited(MatterEvent):
    words: ClassVar[str] = "按{source}的期限，时限定为 {due_on}"
    source: str
    due_on: date
    old: date | None
