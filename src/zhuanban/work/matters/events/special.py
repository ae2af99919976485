"""Special ways of a matter: handed to an enforcement body, mended on the spot and drawn for a check."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.work.matters.events import MatterEvent


@dataclass(frozen=True, kw_only=True)
class MatterReferred(MatterEvent):
    words: ClassVar[str] = "{number}转执法，暂停计时"


@dataclass(frozen=True, kw_only=True)
class MatterReferralClosed(MatterEvent):
    words: ClassVar[str] = "执法机关办结，{number}销号"


@dataclass(frozen=True, kw_only=True)
class MatterReferralReturned(MatterEvent):
    words: ClassVar[str] = "执法机关退回，{number}恢复办理，{limit}"
    limit: str


@dataclass(frozen=True, kw_only=True)
class MatterMended(MatterEvent):
    words: ClassVar[str] = "{number}立查立改，当场销号"
    township_id: int


@dataclass(frozen=True, kw_only=True)
class MatterSampled(MatterEvent):
    words: ClassVar[str] = "{number}被抽中复核（封条 {seal}，比例 {share}%）"
    seal: int
    share: int


@dataclass(frozen=True, kw_only=True)
class MatterSamplePassed(MatterEvent):
    words: ClassVar[str] = "{number}立查立改抽查合格"


@dataclass(frozen=True, kw_only=True)
class MatterSampleFailed(MatterEvent):
    words: ClassVar[str] = "{number}立查立改抽查不合格，退回{unit}重办，{limit}"
    unit: str
    limit: str
