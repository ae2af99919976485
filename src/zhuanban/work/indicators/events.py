"""What happens to indicators."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class IndicatorDrawn(DomainEvent):
    subject_kind: ClassVar[str] = "indicator"
    subject_field: ClassVar[str] = "indicator_id"
    words: ClassVar[str] = "按通知列入指标“{indicator}”"
    indicator_id: int
    indicator: str


@dataclass(frozen=True, kw_only=True)
class ReadingRecorded(DomainEvent):
    subject_kind: ClassVar[str] = "indicator"
    subject_field: ClassVar[str] = "indicator_id"
    words: ClassVar[str] = "填报“{indicator}”：{where}截至 {on} 为 {value}，来源：{source}"
    indicator_id: int
    reading_id: int
    indicator: str
    where: str
    on: date
    value: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ReadingCorrected(DomainEvent):
    subject_kind: ClassVar[str] = "indicator"
    subject_field: ClassVar[str] = "indicator_id"
    words: ClassVar[str] = "更正“{indicator}”：{where}截至 {on} 由 {old_value} 改为 {value}"
    indicator_id: int
    reading_id: int
    replaced_id: int
    indicator: str
    where: str
    on: date
    old_value: str
    value: str
