"""The loop of a matter: states, acts, who may do which act when, and the lights."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
    Act.REPORT_DONE: Transition(frozenset({State.HANDLING}), State.DONE),
    Act.CLOSE: Transition(frozenset({State.DONE}), State.CLOSED),
    Act.SEND_BACK: Transition(frozenset({State.DONE}), State.HANDLING),
    Act.SUSPEND: Transition(frozenset({State.DISPATCHED, State.HANDLING}), State.SUSPENDED),
    Act.RESUME: Transition(frozenset({State.SUSPENDED}), State.HANDLING),
    Act.EXTEND: Transition(frozenset({State.HANDLING}), None),
    Act.VOID: Transition(frozenset({State.REGISTERED}), State.VOID),
}


def follows(act: Act, state: str) -> bool:
    """Whether the act is open in this state."""
    return state in TRANSITIONS[act].sources


def next_light(now: datetime, warn_at: datetime, due_at: datetime) -> tuple[Light, datetime | None]:
    """The light of a running limit and when it changes next: green, yellow from 80 % of the limit on, red past it."""
    if now >= due_at:
        return Light.RED, None
    if now >= warn_at:
        return Light.YELLOW, due_at
    return Light.GREEN, warn_at


RELAPSE_WINDOW = timedelta(days=180)
