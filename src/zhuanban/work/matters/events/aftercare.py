"""What happens to what was closed: looked back at, given to another keeper, kept no more."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.work.matters.events import MatterEvent


@dataclass(frozen=True, kw_only=True)
class MatterRechecked(MatterEvent):
    words: ClassVar[str] = "{number}第 {step} 次回头看：{finding}{note}"
    recheck_id: int
    step: int
    finding: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class KeeperChanged(MatterEvent):
    words: ClassVar[str] = "{number}管护单位由{old}改为{new}"
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class KeepingEnded(MatterEvent):
    words: ClassVar[str] = "{number}不再管护（原管护单位{unit}）"
    unit: str
