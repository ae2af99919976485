"""How a matter's time is said in a list."""

from datetime import datetime, timedelta

from zhuanban.ground.core.clock import SHANGHAI, local_day
from zhuanban.work.matters.rules.loop import TIMED, Light, State

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def end_words(due_at: datetime | None) -> str:
    """2024-12-23 where the limit ends with that day, else 2024-12-23 14:30, in Shanghai; "" where there is none."""
    if due_at is None:
        return ""
    last_day = local_day(due_at - timedelta(microseconds=1))
    ends_with_day = local_day(due_at) > last_day
    return f"{last_day:%Y-%m-%d}" if ends_with_day else f"{due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def limit_left(state: str, due_at: datetime | None, now: datetime) -> str:
    """剩3天, 剩5小时, 今天到期, 逾期2天, 逾期3小时, 缓办; a dash where no limit runs."""
    if state == State.SUSPENDED:
        return "缓办"
    if state == State.REFERRED:
        return "转执法"
    if state not in TIMED or due_at is None:
        return "—"
    if now >= due_at:
        over = now - due_at
        return f"逾期{over // DAY}天" if over >= DAY else f"逾期{max(1, over // HOUR)}小时"
    last_day = local_day(due_at - timedelta(microseconds=1))
    days = (last_day - local_day(now)).days
    if days:
        return f"剩{days}天"
    ends_with_day = local_day(due_at) > last_day
    return "今天到期" if ends_with_day else f"剩{-((now - due_at) // HOUR)}小时"


TAGS = {
    State.REGISTERED: "yellow",
    State.DISPATCHED: "yellow",
    State.HANDLING: "blue",
    State.SUSPENDED: "grey",
    State.REFERRED: "grey",
    State.DONE: "blue",
    State.CLOSED: "green",
    State.VOID: "grey",
}


def standing_words(state: str, light: str, due_at: datetime | None, now: datetime) -> tuple[str, str]:
    """(tag, words) of how a matter stands: 已逾期 while its limit has run out, else its state."""
    if light == Light.RED and (due_at is None or due_at <= now):
        return "red", "已逾期"
    return TAGS[State(state)], STATE_NAMES[state]


STATE_NAMES = {state.value: state.label for state in State}
