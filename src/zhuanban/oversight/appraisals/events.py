"""What happens in appraisal and acceptance."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SchemeEvent(DomainEvent):
    """Something that happened to a scheme."""

    subject_kind: ClassVar[str] = "scheme"
    subject_field: ClassVar[str] = "scheme_id"
    scheme_id: int
    name: str
    number: int


@dataclass(frozen=True, kw_only=True)
class SchemeDrafted(SchemeEvent):
    words: ClassVar[str] = "起草评分办法“{name}”第 {number} 版"


@dataclass(frozen=True, kw_only=True)
class SchemeRevised(SchemeEvent):
    words: ClassVar[str] = "修改评分办法草案“{name}”第 {number} 版"


@dataclass(frozen=True, kw_only=True)
class SchemePublished(SchemeEvent):
    """`digest` is the SHA-256 of the published text: whoever holds the text can compare."""

    words: ClassVar[str] = "公布评分办法“{name}”第 {number} 版，自 {starts_on} 起评"
    starts_on: date
    digest: str


@dataclass(frozen=True, kw_only=True)
class ScoresComputed(SchemeEvent):
    words: ClassVar[str] = "计算{period}得分：{outcome}"
    run_id: int
    period: str
    digest: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class StatementsMade(DomainEvent):
    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"
    words: ClassVar[str] = "由数据生成验收自查说明 {count} 项"
    count: int


@dataclass(frozen=True, kw_only=True)
class AcceptanceDecided(DomainEvent):
    subject_kind: ClassVar[str] = "acceptance"
    subject_field: ClassVar[str] = "acceptance_id"
    words: ClassVar[str] = "验收“{clause}”{township}：{outcome}{until}"
    acceptance_id: int
    clause: str
    township: str
    outcome: str
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptancesHandedOn(DomainEvent):
    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"
    words: ClassVar[str] = "{what}，没有办结的验收 {count} 项随之转交，{restated} 项要重新生成自查说明"
    what: str
    count: int
    restated: int
