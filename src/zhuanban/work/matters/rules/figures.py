"""What a matter adds to the figures: computed from its own columns, so that kept figures and rows cannot differ."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices

from zhuanban.ground.core.clock import local_day
from zhuanban.work.matters.rules.loop import OPEN, Light, State


class Measure(TextChoices):
    """量: what is counted. Only matters by which the action is judged are counted, but for HISTORY.

    Counted in the month of an act: REGISTERED and RELAPSE (entered), CLOSED, ON_TIME, LATE and VOID (ended), REWORK
    (first sent back), HISTORY (entered). OPEN and the lights say how things stand and belong to no month.
    """

    REGISTERED = "registered", "登记"
    CLOSED = "closed", "销号"
    ON_TIME = "on_time", "按期销号"
    LATE = "late", "逾期销号"
    REWORK = "rework", "返工"
    RELAPSE = "relapse", "反弹"
    VOID = "void", "作废"
    HISTORY = "history", "历史移交"
    OPEN = "open", "在办"
    RED = "red", "红灯"
    YELLOW = "yellow", "黄灯"
    GREEN = "green", "绿灯"


STANDING = frozenset({Measure.OPEN, Measure.RED, Measure.YELLOW, Measure.GREEN})
NO_MONTH = date(1970, 1, 1)
_LIGHTS = {Light.RED: Measure.RED, Light.YELLOW: Measure.YELLOW, Light.GREEN: Measure.GREEN}
# A measure and its month; None for what says how things stand for those who see the matter.
Counted = tuple[str, date | None]
REWORKED = "reworked"
LIT_MEASURES = frozenset({Light.RED.value, Light.YELLOW.value, Light.GREEN.value})
# What is counted for those who see a matter: each state, each light, and what was sent back.
STANDINGS = frozenset({*(state.value for state in State), *LIT_MEASURES, REWORKED})


@dataclass(frozen=True)
class Facts:
    """The columns of a matter from which its share in the figures follows."""

    is_judged: bool
    state: str
    light: str
    entered_at: datetime
    closed_at: datetime | None
    reworked_at: datetime | None
    is_late: bool
    is_relapse: bool
    rework_count: int


def is_judged(happened_at: datetime, judged_from: datetime | None) -> bool:
    """Whether the action is judged by a matter: what happened before the take-over is never lit, late or scored."""
    return judged_from is None or happened_at >= judged_from


def month_of(instant: datetime) -> date:
    """The first day of the month in Shanghai."""
    return local_day(instant).replace(day=1)


def share_of(facts: Facts) -> Counter[Counted]:
    """What one matter adds to the figures as it stands."""
    counted: Counter[Counted] = Counter({(measure, None): 1 for measure in standings_of(facts)})
    counted.update(monthly_share(facts))
    return counted


def standings_of(facts: Facts) -> list[str]:
    """As what one matter is counted for those who see it, judged or not."""
    return plain_standings(facts.state, facts.light, facts.rework_count)


def plain_standings(state: str, light: str, rework_count: int) -> list[str]:
    """The same from the columns alone."""
    found = [state]
    if light in LIT_MEASURES:
        found.append(light)
    if rework_count and state != State.VOID:
        found.append(REWORKED)
    return found


def monthly_share(facts: Facts) -> Counter[Counted]:
    """What one matter adds to the figures of its township."""
    entered = month_of(facts.entered_at)
    if not facts.is_judged:
        return Counter() if facts.state == State.VOID else Counter({(Measure.HISTORY, entered): 1})
    if facts.state == State.VOID:
        return Counter({(Measure.VOID, month_of(facts.closed_at or facts.entered_at)): 1})
    counted = [(Measure.REGISTERED, entered)]
    if facts.is_relapse:
        counted.append((Measure.RELAPSE, entered))
    if facts.reworked_at:
        counted.append((Measure.REWORK, month_of(facts.reworked_at)))
    if facts.state == State.CLOSED and facts.closed_at:
        ended = month_of(facts.closed_at)
        counted += [(Measure.CLOSED, ended), (Measure.LATE if facts.is_late else Measure.ON_TIME, ended)]
    if facts.state in OPEN:
        counted.append((Measure.OPEN, NO_MONTH))
    if facts.light in _LIGHTS:
        counted.append((_LIGHTS[Light(facts.light)], NO_MONTH))
    return Counter(counted)


def difference(before: Counter[Counted], after: Counter[Counted]) -> dict[Counted, int]:
    """The signed changes that lead from one share to the other."""
    return {key: after[key] - before[key] for key in before.keys() | after.keys() if after[key] != before[key]}
