"""What happens when an action is taken over."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class OpeningsStated(DomainEvent):
    """Opening states of one entry; which ones they are stands in their table, ids here."""

    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"
    words: ClassVar[str] = "登记起点 {count} 项（{where}），截至 {as_of}，其中更正 {corrected} 项"
    campaign_id: int
    opening_ids: list[int]
    count: int
    corrected: int
    where: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class MappingKept(DomainEvent):
    subject_kind: ClassVar[str] = "mapping"
    subject_field: ClassVar[str] = "mapping_id"
    words: ClassVar[str] = "保存列对应，{columns} 列"
    mapping_id: int
    columns: int


@dataclass(frozen=True, kw_only=True)
class IntakeReceived(DomainEvent):
    subject_kind: ClassVar[str] = "intake"
    subject_field: ClassVar[str] = "intake_id"
    words: ClassVar[str] = "接收历史资料（{sort}）：新登记 {count} 件，并入已有事项 {joined} 件，没有收 {left_out} 项"
    intake_id: int
    sort: str
    count: int
    joined: int
    left_out: int
    sha256: str
