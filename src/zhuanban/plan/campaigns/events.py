"""What happens to an action and its plan. Names of people are not in the words; the journal keeps them apart."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CampaignEvent(DomainEvent):
    """Something that happened to the action as a whole."""

    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"


@dataclass(frozen=True, kw_only=True)
class ClauseEvent(DomainEvent):
    """Something that happened to one clause."""

    subject_kind: ClassVar[str] = "clause"
    subject_field: ClassVar[str] = "clause_id"
    clause_id: int
    clause: str


@dataclass(frozen=True, kw_only=True)
class NoticeLoaded(CampaignEvent):
    words: ClassVar[str] = "载入通知“{file_name}”（第 {version} 稿），读出 {facts} 项事实、{findings} 处疑点"
    file_name: str
    version: int
    facts: int
    findings: int


@dataclass(frozen=True, kw_only=True)
class FactCorrected(CampaignEvent):
    words: ClassVar[str] = "更正{kind}：“{fact}”改为“{now}”"
    kind: str
    fact: str
    now: str


@dataclass(frozen=True, kw_only=True)
class FactAdded(CampaignEvent):
    words: ClassVar[str] = "补充{kind}：“{fact}”"
    kind: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class FactRemoved(CampaignEvent):
    words: ClassVar[str] = "删除{kind}：“{fact}”"
    kind: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class CorrectionUndone(CampaignEvent):
    words: ClassVar[str] = "撤销对{kind}“{fact}”的更正"
    kind: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class FactPlaced(CampaignEvent):
    words: ClassVar[str] = "指定{kind}“{fact}”的出处：“{words_chosen}”"
    kind: str
    fact: str
    words_chosen: str


@dataclass(frozen=True, kw_only=True)
class CorrectionRedone(CampaignEvent):
    words: ClassVar[str] = "恢复对{kind}“{fact}”的更正"
    kind: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAttached(CampaignEvent):
    words: ClassVar[str] = "把未能对上的更正“{old}”归到{kind}“{fact}”"
    kind: str
    old: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class TextCorrected(CampaignEvent):
    words: ClassVar[str] = "更正原文文字：“{old}”改为“{now}”，重新读出事实"
    old: str
    now: str


@dataclass(frozen=True, kw_only=True)
class FactsConfirmed(CampaignEvent):
    words: ClassVar[str] = "核对{kind} {count} 项无误：“{facts}”"
    kind: str
    count: int
    facts: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationWithdrawn(CampaignEvent):
    words: ClassVar[str] = "收回对{kind}“{fact}”的核对"
    kind: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class FindingAnswered(CampaignEvent):
    words: ClassVar[str] = "答复疑点“{finding}”：{answer}{note}"
    finding: str
    answer: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CampaignStarted(CampaignEvent):
    words: ClassVar[str] = "确认方案，启动“{name}”{unchecked}"
    name: str
    unchecked: str = ""
    taken_over_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class LeadAssigned(ClauseEvent):
    words: ClassVar[str] = "“{clause}”由{unit}牵头"
    unit: str


@dataclass(frozen=True, kw_only=True)
class LeadRemoved(ClauseEvent):
    words: ClassVar[str] = "“{clause}”不再由{unit}牵头"
    unit: str


@dataclass(frozen=True, kw_only=True)
class GroupMembersSet(CampaignEvent):
    words: ClassVar[str] = "明确“{group}”为：{members}"
    group: str
    members: str


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(ClauseEvent):
    words: ClassVar[str] = "{unit}为“{clause}”指定了责任人"
    unit: str


@dataclass(frozen=True, kw_only=True)
class AmendmentLoaded(CampaignEvent):
    words: ClassVar[str] = "载入修订“{file_name}”（第 {number} 版，待生效）：{what}"
    version_id: int
    number: int
    file_name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class AmendmentDiscarded(CampaignEvent):
    words: ClassVar[str] = "弃用修订“{file_name}”（第 {number} 版）"
    version_id: int
    number: int
    file_name: str


@dataclass(frozen=True, kw_only=True)
class NoticeAmended(CampaignEvent):
    """An amendment took effect.

    Clauses by id: `amended` have other words or facts, `repealed` are no more, `moved` (from, to) says where the office
    sends the work of a repealed one, `days` (clause, old day, new day) the one day by which a clause asks its work.
    """

    words: ClassVar[str] = "修订“{file_name}”（第 {number} 版）生效：{what}"
    version_id: int
    number: int
    file_name: str
    what: str
    amended: tuple[int, ...] = ()
    repealed: tuple[int, ...] = ()
    moved: tuple[tuple[int, int], ...] = ()
    days: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClauseAmended(ClauseEvent):
    words: ClassVar[str] = "“{clause}”按第 {number} 版文本修订"
    number: int


@dataclass(frozen=True, kw_only=True)
class ClauseRepealed(ClauseEvent):
    words: ClassVar[str] = "“{clause}”自第 {number} 版文本起废止"
    number: int


@dataclass(frozen=True, kw_only=True)
class DutiesHandedOn(CampaignEvent):
    """Units were merged or split; their duties, owners and the seat of the office went to who takes over."""

    words: ClassVar[str] = "{what}，{count} 项职责和分工随之转交"
    what: str
    count: int
