"""What happens to matters. Sentences name units and kinds only; what people wrote lies in remarks."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class MatterEvent(DomainEvent):
    """Something that happened to a matter; `remark_id` names what was written with it."""

    subject_kind: ClassVar[str] = "matter"
    subject_field: ClassVar[str] = "matter_id"
    matter_id: int
    number: str
    remark_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MatterRegistered(MatterEvent):
    words: ClassVar[str] = "登记{number} {kind}（{township}）{note}"
    kind: str
    township: str
    township_id: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MattersRegistered(DomainEvent):
    """Matters of one file registered at once: a single entry, with the digests of the file and of all its rows."""

    subject_kind: ClassVar[str] = "matter_batch"
    subject_field: ClassVar[str] = "batch_id"
    words: ClassVar[str] = "{origin}登记 {count} 件事项（{first} 至 {last}）"
    batch_id: int
    origin: str
    count: int
    first: str
    last: str
    sha256: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MattersWithdrawn(DomainEvent):
    """What a file had registered was taken back within a day, but for the matters that somebody had gone on with."""

    subject_kind: ClassVar[str] = "matter_batch"
    subject_field: ClassVar[str] = "batch_id"
    words: ClassVar[str] = "撤销{origin}（{first} 至 {last}），作废 {count} 件，保留 {kept} 件"
    batch_id: int
    origin: str
    first: str
    last: str
    count: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class MatterDispatched(MatterEvent):
    words: ClassVar[str] = "交办{number}，由{unit}承办，{limit}"
    unit: str
    handler_id: int
    limit: str


@dataclass(frozen=True, kw_only=True)
class MatterAccepted(MatterEvent):
    words: ClassVar[str] = "{unit}签收{number}"
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatterReturned(MatterEvent):
    words: ClassVar[str] = "{unit}退回{number}{note}，等待重新交办"
    unit: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterHelpAccepted(MatterEvent):
    words: ClassVar[str] = "{unit}签收{number}的协办"
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatterHelpReturned(MatterEvent):
    words: ClassVar[str] = "{unit}退回{number}的协办"
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatterHelpDone(MatterEvent):
    words: ClassVar[str] = "{unit}完成{number}的协办部分"
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatterProgressed(MatterEvent):
    words: ClassVar[str] = "{unit}填写{number}进展"
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatterStageFinished(MatterEvent):
    words: ClassVar[str] = "{unit}完成{number}“{stage}”阶段{note}"
    unit: str
    stage: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterReportedDone(MatterEvent):
    words: ClassVar[str] = "{unit}报结{number}{note}"
    unit: str
    handler_id: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterClosed(MatterEvent):
    words: ClassVar[str] = "核查通过，{number}销号（{outcome}）"
    outcome: str
    township_id: int


@dataclass(frozen=True, kw_only=True)
class MatterSentBack(MatterEvent):
    words: ClassVar[str] = "核查不通过，{number}第{count}次退回{unit}重办，{limit}"
    unit: str
    handler_id: int
    count: int
    limit: str


@dataclass(frozen=True, kw_only=True)
class MatterSuspended(MatterEvent):
    words: ClassVar[str] = "{number}缓办至{until}，暂停计时"
    until: str


@dataclass(frozen=True, kw_only=True)
class MatterSuspensionAsked(MatterEvent):
    words: ClassVar[str] = "{unit}申请将{number}缓办至{until}"
    unit: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MatterSuspensionDenied(MatterEvent):
    words: ClassVar[str] = "未同意{number}缓办至{until}"
    until: str
    approval_id: int


@dataclass(frozen=True, kw_only=True)
class MatterResumed(MatterEvent):
    words: ClassVar[str] = "{number}恢复办理，{limit}"
    limit: str


@dataclass(frozen=True, kw_only=True)
class MatterExtensionAsked(MatterEvent):
    words: ClassVar[str] = "{unit}申请将{number}延期至{until}"
    unit: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MatterExtended(MatterEvent):
    words: ClassVar[str] = "同意{number}延期至{until}"
    until: str
    approval_id: int


@dataclass(frozen=True, kw_only=True)
class MatterExtensionDenied(MatterEvent):
    words: ClassVar[str] = "未同意{number}延期至{until}"
    until: str
    approval_id: int


@dataclass(frozen=True, kw_only=True)
class MatterReopened(MatterEvent):
    words: ClassVar[str] = "{number}第{count}次重新办理，由{unit}承办，{limit}"
    unit: str
    handler_id: int
    count: int
    limit: str


@dataclass(frozen=True, kw_only=True)
class MatterSplit(MatterEvent):
    words: ClassVar[str] = "{number}拆分：{parts}"
    parts: str


@dataclass(frozen=True, kw_only=True)
class MatterMerged(MatterEvent):
    words: ClassVar[str] = "{number}与{into}是同一件事，并入{into}"
    into: str
    into_id: int


@dataclass(frozen=True, kw_only=True)
class MatterTookIn(MatterEvent):
    words: ClassVar[str] = "{other}并入{number}"
    other: str
    other_id: int


@dataclass(frozen=True, kw_only=True)
class MatterUnmerged(MatterEvent):
    words: ClassVar[str] = "撤销{number}并入{into}，等待交办"
    into: str
    into_id: int


@dataclass(frozen=True, kw_only=True)
class MatterVoided(MatterEvent):
    words: ClassVar[str] = "{number}作废"


@dataclass(frozen=True, kw_only=True)
class MatterLightChanged(MatterEvent):
    """A limit ran out, or work fell behind its plan. Only red is recorded: green and yellow are shown, not events."""

    words: ClassVar[str] = "{number}{why}，亮红灯"
    light: str
    why: str = "超过时限"
    township_id: int


@dataclass(frozen=True, kw_only=True)
class MatterClauseAmended(MatterEvent):
    words: ClassVar[str] = "{number}所属条款“{clause}”已修订（第 {version} 版），请按新要求办理"
    clause: str
    version: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class MatterClauseRepealed(MatterEvent):
    words: ClassVar[str] = "{number}所属条款“{clause}”已废止（第 {version} 版），仍按原要求办结"
    clause: str
    version: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class MatterMoved(MatterEvent):
    words: ClassVar[str] = "{number}由已废止的条款“{old}”转到“{clause}”（第 {version} 版）"
    old: str
    clause: str
    version: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class MatterPlanMoved(MatterEvent):
    words: ClassVar[str] = "{number}随条款期限调整，计划完成日期由{old}改为{now}"
    old: str
    now: str
    version_id: int


@dataclass(frozen=True, kw_only=True)
class MatterHandedOn(MatterEvent):
    """Units were merged or split; the open matter went to who takes over."""

    words: ClassVar[str] = "机构调整，{number}由{old}转到{now}"
    old: str
    now: str


@dataclass(frozen=True, kw_only=True)
class LedgerViewChanged(DomainEvent):
    """A view of the ledger was kept, renamed, shared, removed or taken back; its name is what people wrote."""

    subject_kind: ClassVar[str] = "ledger_view"
    subject_field: ClassVar[str] = "view_id"
    words: ClassVar[str] = "{what}台账视图"
    view_id: int
    what: str
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class KindEvent(DomainEvent):
    """Something that happened to a kind of matters in an action."""

    subject_kind: ClassVar[str] = "kind"
    subject_field: ClassVar[str] = "kind_id"
    kind_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class KindAdded(KindEvent):
    words: ClassVar[str] = "新设事项类别“{kind}”，起草规格"


@dataclass(frozen=True, kw_only=True)
class KindDrafted(KindEvent):
    words: ClassVar[str] = "修改事项类别“{kind}”的草稿"


@dataclass(frozen=True, kw_only=True)
class KindDraftDropped(KindEvent):
    words: ClassVar[str] = "撤销事项类别“{kind}”的草稿"


@dataclass(frozen=True, kw_only=True)
class KindRevised(KindEvent):
    """Matters filed before keep the version under which they were filed; `open_count` of them are open."""

    words: ClassVar[str] = "事项类别“{kind}”启用第 {number} 版，{open_count} 件未办结的仍按原版办理"
    number: int
    open_count: int


@dataclass(frozen=True, kw_only=True)
class KindSwitched(KindEvent):
    words: ClassVar[str] = "{done}事项类别“{kind}”"
    done: str


@dataclass(frozen=True, kw_only=True)
class SeasonEvent(DomainEvent):
    """A season in which work waits."""

    subject_kind: ClassVar[str] = "season"
    subject_field: ClassVar[str] = "season_id"
    season_id: int
    of: str
    days: str


@dataclass(frozen=True, kw_only=True)
class SeasonSet(SeasonEvent):
    words: ClassVar[str] = "设定季节性暂缓：{of}，每年{days}"


@dataclass(frozen=True, kw_only=True)
class SeasonEnded(SeasonEvent):
    words: ClassVar[str] = "取消季节性暂缓：{of}，每年{days}"


@dataclass(frozen=True, kw_only=True)
class MatterPlanned(MatterEvent):
    words: ClassVar[str] = "{number}计划完成日期由{old}改为{now}"
    old: str
    now: str


@dataclass(frozen=True, kw_only=True)
class MatterUrged(MatterEvent):
    """The office reminds the unit in charge."""

    words: ClassVar[str] = "催办{number}，请{unit}抓紧办理"
    unit: str
    handler_id: int
    urging_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MatterLabelled(MatterEvent):
    """A label was put on or taken off; its words are what people wrote."""

    words: ClassVar[str] = "{number}{what}标签"
    label_id: int
    what: str = "贴上"


@dataclass(frozen=True, kw_only=True)
class MatterMilestonesKept(MatterEvent):
    words: ClassVar[str] = "{number}{what}"
    what: str


@dataclass(frozen=True, kw_only=True)
class MatterMilestoneReached(MatterEvent):
    words: ClassVar[str] = "{number}{what}"
    what: str


@dataclass(frozen=True, kw_only=True)
class LightRulesPublished(DomainEvent):
    subject_kind: ClassVar[str] = "light_version"
    subject_field: ClassVar[str] = "version_id"
    words: ClassVar[str] = "发布亮灯规则第 {number} 版"
    version_id: int
    number: int
