"""What happens to a local plan. What people write freely is not in the words; the journal keeps it apart."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class LocalPlanEvent(DomainEvent):
    """Shown on the time line of the local plan."""

    subject_kind: ClassVar[str] = "localplan"
    subject_field: ClassVar[str] = "plan_id"
    words: ClassVar[str] = "{township}"
    plan_id: int
    township: str
    number: int


@dataclass(frozen=True, kw_only=True)
class LocalPlanUploaded(LocalPlanEvent):
    words: ClassVar[str] = (
        "{township}上传实施方案“{file_name}”（第 {number} 版）：已落实 {carried_out} 条，低于通知 {weakened} 条，"
        "没落实 {missing} 条，拿不准 {unsure} 条"
    )
    file_name: str
    carried_out: int
    weakened: int
    missing: int
    unsure: int


@dataclass(frozen=True, kw_only=True)
class LocalPlanReturned(LocalPlanEvent):
    words: ClassVar[str] = "退回{township}实施方案（第 {number} 版）"


@dataclass(frozen=True, kw_only=True)
class LocalPlanConfirmed(LocalPlanEvent):
    words: ClassVar[str] = "确认{township}实施方案（第 {number} 版）"


@dataclass(frozen=True, kw_only=True)
class LocalClauseMarked(LocalPlanEvent):
    words: ClassVar[str] = "{township}方案中“{clause}”记为{decision}"
    clause: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class GapExplained(LocalPlanEvent):
    words: ClassVar[str] = "{township}说明“{clause}”为什么没有写到"
    clause: str


@dataclass(frozen=True, kw_only=True)
class ConformanceRecomputed(LocalPlanEvent):
    words: ClassVar[str] = "通知有变，重新对照{township}实施方案（第 {number} 版）：新增待补待定 {opened} 条"
    opened: int


@dataclass(frozen=True, kw_only=True)
class LocalPlanHandedOn(LocalPlanEvent):
    words: ClassVar[str] = "机构调整：{old}没有确认的实施方案转给{township}，现为第 {number} 版"
    old: str
