"""Beginning and stopping clocks."""

from datetime import date, datetime, timedelta

from zhuanban.ground.core.clock import end_of, local_day
from zhuanban.ground.core.writes import insert_row, update_columns
from zhuanban.ground.workdays.rules import Due, Limit, LimitUnit, due, working_days_between
from zhuanban.work.matters.models import Assignment, Clock, Matter
from zhuanban.work.matters.rules.kinds import KindSpec, StageLimit
from zhuanban.work.matters.rules.loop import INHERITED_STAGE, INHERITING, LEDGER_STAGE, Profile
from zhuanban.work.matters.selectors.clocks import is_past
from zhuanban.work.matters.services.writing import is_judged_row

# What a ledger matter that was sent back gets, unless its planned day lies later.
REWORK_LIMIT = Limit(10, LimitUnit.WORK_DAY)


def begin_stage(turn: Assignment, stage: StageLimit, order: int, at: datetime) -> Clock:
    """Begin the clock of a stage of a case or an agreed item; it ends with the limit of the whole at the latest."""
    ends = due(at, stage.limit)
    if turn.whole_due_at and turn.whole_due_at < ends.at:
        ends = Due(turn.whole_due_at, turn.whole_is_provisional)
    clock = Clock(
        assignment=turn,
        stage=stage.stage,
        order=order,
        amount=stage.limit.amount,
        unit=stage.limit.unit,
        started_at=at,
        due_at=ends.at,
        is_provisional=ends.provisional,
    )
    insert_row(clock)
    return clock


def begin_plan(turn: Assignment, planned_on: date, at: datetime) -> Clock:
    """Begin the clock of a ledger matter: it ends with the planned day."""
    ends = plan_clock(turn, planned_on, at)
    insert_row(ends)
    return ends


def plan_clock(turn: Assignment, planned_on: date, at: datetime) -> Clock:
    """The same clock, not written yet."""
    return Clock(
        assignment=turn,
        stage=LEDGER_STAGE,
        amount=max(0, working_days_between(local_day(at), planned_on)),
        unit=LimitUnit.WORK_DAY,
        started_at=at,
        due_at=end_of(planned_on),
    )


def begin_turn(row: Matter, spec: KindSpec, turn: Assignment, at: datetime) -> Clock:
    """Begin the first clock of a turn: the first stage, or the plan of a ledger matter (with time to mend it again).

    What another system sent ends with the day by which that system wants its answer.
    """
    if row.source in INHERITING and row.planned_on and row.profile == Profile.CASE:
        ends = plan_clock(turn, row.planned_on, at)
        ends.stage = INHERITED_STAGE
        insert_row(ends)
        return ends
    if row.profile != Profile.LEDGER or row.planned_on is None:
        if spec.whole:
            turn.whole_amount, turn.whole_unit = spec.whole.amount, spec.whole.unit
            whole = due(at, spec.whole)
            turn.whole_due_at, turn.whole_is_provisional = whole.at, whole.provisional
            update_columns(turn, "whole_amount", "whole_unit", "whole_due_at", "whole_is_provisional")
        return begin_stage(turn, spec.stages[0], 0, at)
    again = local_day(due(at, REWORK_LIMIT).at - timedelta(microseconds=1))
    return begin_plan(turn, max(row.planned_on, again) if turn.stint > 1 else row.planned_on, at)


def stop(row: Matter, clock: Clock, at: datetime) -> bool:
    """Stop a clock; a limit that had run out makes the matter late for good. Returns whether it had."""
    clock.stopped_at = at
    update_columns(clock, "stopped_at")
    late = is_past(clock, at) and is_judged_row(row)
    row.is_late = row.is_late or late
    return late


def limit_words(clock: Clock) -> str:
    """时限 4 工作时，至 2024-03-05 17:30; a limit in days ends with its last day."""
    if clock.stage == LEDGER_STAGE:
        return f"计划 {clock.ends} 完成"
    return f"时限 {clock.amount} {LimitUnit(clock.unit).label}，至 {clock.ends}"
