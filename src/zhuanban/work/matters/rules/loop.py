"""The loop of a matter: states, acts, and which act leads from which state to which."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices


class Profile(TextChoices):
    CASE = "case", "案件"
    LEDGER = "ledger", "台账"
    AGREED = "agreed", "议定事项"


class Source(TextChoices):
    SURVEY = "survey", "摸排"
    PATROL = "patrol", "巡查"
    MEETING = "meeting", "会议"
    HANDOVER = "handover", "历史移交"
    HOTLINE = "hotline", "12345"
    CITYOPS = "cityops", "数字城管"
    OTHER = "other", "其他"


# What another system reports comes with its limit and without a photo; history comes with what there is.
INHERITING = frozenset({Source.HOTLINE, Source.CITYOPS})
UNPICTURED = INHERITING | {Source.HANDOVER}


class State(TextChoices):
    REGISTERED = "registered", "待交办"
    DISPATCHED = "dispatched", "待签收"
    HANDLING = "handling", "办理中"
    SUSPENDED = "suspended", "缓办中"
    REFERRED = "referred", "转执法中"
    DONE = "done", "待核查"
    CLOSED = "closed", "已销号"
    VOID = "void", "已作废"


class Light(TextChoices):
    NONE = "none", "未亮灯"
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"


class PhotoRole(TextChoices):
    BEFORE = "before", "整改前"
    AFTER = "after", "整改后"
    VERIFY = "verify", "核查"


class Act(TextChoices):
    DISPATCH = "dispatch", "交办"
    ACCEPT = "accept", "签收"
    RETURN = "return", "退回"
    PROGRESS = "progress", "填写进展"
    FINISH_STAGE = "finish_stage", "完成本阶段"
    HELP_ACCEPT = "help_accept", "协办签收"
    HELP_RETURN = "help_return", "协办退回"
    HELP_DONE = "help_done", "协办完成"
    REPORT_DONE = "report_done", "报结"
    CLOSE = "close", "核查通过，销号"
    SEND_BACK = "send_back", "核查不通过，退回重办"
    SUSPEND = "suspend", "缓办"
    ASK_SUSPEND = "ask_suspend", "申请缓办"
    RESUME = "resume", "恢复办理"
    EXTEND = "extend", "申请延期"
    REFER = "refer", "转执法"
    REFER_CLOSE = "refer_close", "执法办结，销号"
    REFER_BACK = "refer_back", "执法退回，恢复办理"
    SAMPLE_PASS = "sample_pass", "抽查合格"
    SAMPLE_FAIL = "sample_fail", "抽查不合格，退回重办"
    SPLIT = "split", "拆分"
    MERGE = "merge", "并案"
    UNMERGE = "unmerge", "撤销并案"
    VOID = "void", "作废"
    REOPEN = "reopen", "重新办理"


OPEN = frozenset({State.REGISTERED, State.DISPATCHED, State.HANDLING, State.SUSPENDED, State.REFERRED, State.DONE})
TIMED = frozenset({State.DISPATCHED, State.HANDLING})


class Party(TextChoices):
    """角色: who an act is for; `permissions` says which roles and which rows that means."""

    OFFICE = "office", "专班办公室"
    LEAD = "lead", "主办单位"
    MANAGING = "managing", "主办单位、专班办公室"
    SUPPORT = "support", "协办单位"
    WORKER = "worker", "主办、协办单位"
    VERIFIER = "verifier", "核查人（没有承办过的巡查员、专班办公室）"


class Bar(TextChoices):
    """What stands in the way of an act although state and role allow it."""

    PAST_LIMIT = "past_limit", "已经超过时限"
    LAST_STAGE = "last_stage", "已经是最后一个阶段"
    ASKED = "asked", "同样的申请还在审批"
    ANSWERED = "answered", "本单位已经签收"
    UNANSWERED = "unanswered", "本单位还没有签收"
    HELP_OVER = "help_over", "本单位的部分已经完成"
    HELP_OPEN = "help_open", "有协办单位还没有完成，又没有写明为什么不等"
    PART_OPEN = "part_open", "有拆分出去的事项还没有销号"
    IS_PART = "is_part", "本身是拆分出来的"
    HAS_MERGED = "has_merged", "有别的事项并入了这一件"
    NOT_MERGED = "not_merged", "没有并入别的事项"
    NOT_DRAWN = "not_drawn", "没有被抽中复核，或者已经复核过"
    WINDOW_OVER = "window_over", "销号已经超过 90 天"
    RECUSED = "recused", "在承办单位或者所在乡镇任职（回避）"


@dataclass(frozen=True)
class Ask:
    """What an act asks of who does it: the name of the service's parameter, and how it is called."""

    name: str
    words: str
    required: bool = True


REASON = Ask("reason", "理由")
PHOTOS = Ask("photos", "照片", required=False)


@dataclass(frozen=True)
class Transition:
    """Who may do the act in which states, to which state it leads (None: it stays), what it asks, what bars it."""

    who: Party
    sources: frozenset[State]
    target: State | None
    asks: tuple[Ask, ...] = ()
    bars: tuple[Bar, ...] = ()


def _step(who: Party, sources: set[State], target: State | None, *asks: Ask, bars: tuple[Bar, ...] = ()) -> Transition:
    return Transition(who, frozenset(sources), target, asks, bars)


# The one source of the loop: permissions, forms, the interface and docs/loop.md are made from it.
TRANSITIONS: dict[Act, Transition] = {
    Act.DISPATCH: _step(
        Party.OFFICE, {State.REGISTERED}, State.DISPATCHED,
        Ask("unit", "承办单位"), Ask("support", "协办单位", required=False),
        Ask("instruction", "交办要求", required=False),
    ),
    Act.ACCEPT: _step(Party.LEAD, {State.DISPATCHED}, State.HANDLING),
    Act.RETURN: _step(
        Party.LEAD, {State.DISPATCHED}, State.REGISTERED,
        REASON, Ask("misdirected", "派遣有误，不是本单位职责", required=False),
    ),
    Act.PROGRESS: _step(Party.WORKER, {State.HANDLING}, None, Ask("text", "进展")),
    Act.FINISH_STAGE: _step(
        Party.LEAD, {State.HANDLING}, None, Ask("text", "说明", required=False), bars=(Bar.LAST_STAGE,)
    ),
    Act.HELP_ACCEPT: _step(Party.SUPPORT, {State.DISPATCHED, State.HANDLING}, None, bars=(Bar.ANSWERED,)),
    Act.HELP_RETURN: _step(
        Party.SUPPORT, {State.DISPATCHED, State.HANDLING}, None, REASON, bars=(Bar.ANSWERED,)
    ),
    Act.HELP_DONE: _step(
        Party.SUPPORT, {State.HANDLING}, None, Ask("text", "完成情况"), bars=(Bar.UNANSWERED, Bar.HELP_OVER)
    ),
    Act.REPORT_DONE: _step(
        Party.LEAD, {State.HANDLING}, State.DONE, Ask("result", "办理结果"), PHOTOS,
        Ask("without", "不等协办单位的原因", required=False), bars=(Bar.HELP_OPEN, Bar.PART_OPEN),
    ),
    Act.CLOSE: _step(
        Party.VERIFIER, {State.DONE}, State.CLOSED, Ask("opinion", "核查意见", required=False), PHOTOS,
        bars=(Bar.RECUSED,),
    ),
    Act.SEND_BACK: _step(Party.VERIFIER, {State.DONE}, State.HANDLING, REASON, PHOTOS, bars=(Bar.RECUSED,)),
    Act.SUSPEND: _step(
        Party.OFFICE, {State.HANDLING}, State.SUSPENDED, Ask("until", "缓办至"), REASON, bars=(Bar.PAST_LIMIT,)
    ),
    Act.ASK_SUSPEND: _step(
        Party.MANAGING, {State.HANDLING}, None, Ask("until", "缓办至"), REASON, bars=(Bar.PAST_LIMIT, Bar.ASKED)
    ),
    Act.RESUME: _step(Party.OFFICE, {State.SUSPENDED}, State.HANDLING),
    Act.EXTEND: _step(
        Party.LEAD, {State.HANDLING}, None, Ask("until", "延期至"), REASON, bars=(Bar.PAST_LIMIT, Bar.ASKED)
    ),
    Act.REFER: _step(
        Party.OFFICE, {State.HANDLING}, State.REFERRED,
        Ask("body", "执法机关"), Ask("case_number", "案号", required=False), REASON,
    ),
    Act.REFER_CLOSE: _step(
        Party.VERIFIER, {State.REFERRED}, State.CLOSED,
        Ask("outcome", "结果"), Ask("case_number", "案号", required=False), bars=(Bar.RECUSED,),
    ),
    Act.REFER_BACK: _step(
        Party.OFFICE, {State.REFERRED}, State.HANDLING,
        Ask("outcome", "结果"), Ask("case_number", "案号", required=False),
    ),
    Act.SAMPLE_PASS: _step(
        Party.VERIFIER, {State.CLOSED}, None, Ask("opinion", "核查意见", required=False), PHOTOS,
        bars=(Bar.NOT_DRAWN, Bar.RECUSED),
    ),
    Act.SAMPLE_FAIL: _step(
        Party.VERIFIER, {State.CLOSED}, State.HANDLING, REASON, PHOTOS, bars=(Bar.NOT_DRAWN, Bar.RECUSED)
    ),
    Act.SPLIT: _step(
        Party.OFFICE, {State.HANDLING}, None,
        Ask("units", "拆给哪些单位"), Ask("instruction", "各单位要做什么", required=False), bars=(Bar.IS_PART,),
    ),
    Act.MERGE: _step(
        Party.OFFICE, {State.REGISTERED, State.DISPATCHED, State.HANDLING}, State.VOID,
        Ask("into", "并入哪一件"), Ask("reason", "理由", required=False), bars=(Bar.HAS_MERGED, Bar.PART_OPEN),
    ),
    Act.UNMERGE: _step(Party.OFFICE, {State.VOID}, State.REGISTERED, REASON, bars=(Bar.NOT_MERGED,)),
    Act.VOID: _step(Party.OFFICE, {State.REGISTERED, State.HANDLING}, State.VOID, REASON, bars=(Bar.PART_OPEN,)),
    Act.REOPEN: _step(Party.OFFICE, {State.CLOSED}, State.HANDLING, REASON, bars=(Bar.WINDOW_OVER,)),
}  # fmt: skip


def follows(act: Act, state: str) -> bool:
    """Whether the act is open in this state."""
    return state in TRANSITIONS[act].sources


# The same place and the same kind closed so many days ago or less: 反弹, unless the kind says another number.
RELAPSE_DAYS = 180
# A pause longer than this, or one past the end of the phase, is approved by a leader. A local setting.
PAUSE_DAYS = 30
# How long a closed matter may be taken up again; later a new one is registered. A local setting.
REOPEN_WINDOW = timedelta(days=90)
MOST_PHOTOS = 9
LEDGER_STAGE = "计划完成"
INHERITED_STAGE = "对方期限"
PLANNED_STAGES = frozenset({LEDGER_STAGE, INHERITED_STAGE})
