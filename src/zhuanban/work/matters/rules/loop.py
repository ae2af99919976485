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
    OTHER = "other", "其他"


class State(TextChoices):
    REGISTERED = "registered", "待交办"
    DISPATCHED = "dispatched", "待签收"
    HANDLING = "handling", "办理中"
    SUSPENDED = "suspended", "缓办中"
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
    REPORT_DONE = "report_done", "报结"
    CLOSE = "close", "核查通过，销号"
    SEND_BACK = "send_back", "核查不通过，退回重办"
    SUSPEND = "suspend", "缓办"
    RESUME = "resume", "恢复办理"
    EXTEND = "extend", "申请延期"
    VOID = "void", "作废"


OPEN = frozenset({State.REGISTERED, State.DISPATCHED, State.HANDLING, State.SUSPENDED, State.DONE})
TIMED = frozenset({State.DISPATCHED, State.HANDLING})


@dataclass(frozen=True)
class Transition:
    """From these states the act leads to that state (None: it stays)."""

    sources: frozenset[State]
    target: State | None


TRANSITIONS: dict[Act, Transition] = {
    Act.DISPATCH: Transition(frozenset({State.REGISTERED}), State.DISPATCHED),
    Act.ACCEPT: Transition(frozenset({State.DISPATCHED}), State.HANDLING),
    Act.RETURN: Transition(frozenset({State.DISPATCHED}), State.REGISTERED),
    Act.PROGRESS: Transition(frozenset({State.HANDLING}), None),
    Act.FINISH_STAGE: Transition(frozenset({State.HANDLING}), None),
    Act.REPORT_DONE: Transition(frozenset({State.HANDLING}), State.DONE),
    Act.CLOSE: Transition(frozenset({State.DONE}), State.CLOSED),
    Act.SEND_BACK: Transition(frozenset({State.DONE}), State.HANDLING),
    Act.SUSPEND: Transition(frozenset({State.HANDLING}), State.SUSPENDED),
    Act.RESUME: Transition(frozenset({State.SUSPENDED}), State.HANDLING),
    Act.EXTEND: Transition(frozenset({State.HANDLING}), None),
    Act.VOID: Transition(frozenset({State.REGISTERED, State.HANDLING}), State.VOID),
}


def follows(act: Act, state: str) -> bool:
    """Whether the act is open in this state."""
    return state in TRANSITIONS[act].sources


# The same place and the same kind closed so recently: the matter counts as 反弹.
RELAPSE_WINDOW = timedelta(days=180)
MOST_PHOTOS = 9
LEDGER_STAGE = "计划完成"
