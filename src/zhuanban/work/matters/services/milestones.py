"""The unit lays down when the steps of a ledger matter are planned, and ticks what it has reached."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterMilestoneReached, MatterMilestonesKept
from zhuanban.work.matters.models import Matter, Milestone, PlanChange
from zhuanban.work.matters.rules.loop import OPEN, Profile, State
from zhuanban.work.matters.rules.milestones import MOST_STEPS, Step
from zhuanban.work.matters.selectors.clocks import running_clock
from zhuanban.work.matters.selectors.milestones import milestones_of
from zhuanban.work.matters.services.writing import LIT, counted, lit, locked, reasoned, saved, unit_of


@transaction.atomic
def keep_milestones(
    *, by: User, matter: Matter, steps: Sequence[Step], confirmed: bool = False, reason: str = ""
) -> list[Milestone]:
    """Lay down the steps with their days; `confirmed` settles them, after which only days move, each with a reason."""
    row = _held(by, matter)
    _check(row, steps)
    old = milestones_of(row)
    if old[0].confirmed_at:
        _move(row, old, steps, reason, by)
        _relit(row)
        _said(row, by, "调整里程碑的计划日期")
        return milestones_of(row)
    done = {each.title: each.done_on for each in old}
    Milestone.objects.filter(matter=row).delete()
    kept = Milestone.objects.bulk_create(
        Milestone(
            matter=row, order=order, title=step.title, weight=step.weight, planned_on=step.planned_on,
            done_on=done.get(step.title), confirmed_at=clock.now() if confirmed else None,
        )
        for order, step in enumerate(steps, 1)
    )  # fmt: skip
    _relit(row)
    _said(row, by, f"确认 {len(kept)} 个里程碑的计划" if confirmed else f"填写 {len(kept)} 个里程碑的计划")
    return kept


def _move(row: Matter, old: list[Milestone], steps: Sequence[Step], reason: str, by: User) -> None:
    if [(each.title, each.weight) for each in old] != [(step.title, step.weight) for step in steps]:
        raise Invalid("计划已经确认，里程碑的名称和权重不能再改；日期可以调整，要写明理由。")
    days = [step.planned_on for step in steps]
    moved = [(each, day) for each, day in zip(old, days, strict=True) if each.planned_on != day]
    if not moved:
        raise Invalid("计划日期没有变化。")
    if any(each.done_on for each, _ in moved):
        raise Invalid("已经完成的里程碑不能再改计划日期。")
    reason, now = reasoned(reason), clock.now()
    if len(reason) > 300:
        raise Invalid("理由不能超过 300 个字。", "reason")
    PlanChange.objects.bulk_create(
        PlanChange(matter=row, what=each.title, old_on=each.planned_on, new_on=day, reason=reason, by=by, at=now)
        for each, day in moved
    )
    for each, day in moved:
        each.planned_on = day
    Milestone.objects.bulk_update([each for each, _ in moved], ["planned_on"])


def _check(row: Matter, steps: Sequence[Step]) -> None:
    if not 0 < len(steps) <= MOST_STEPS:
        raise Invalid(f"里程碑要有 1 到 {MOST_STEPS} 个。")
    titles = [step.title for step in steps]
    if any(not title.strip() or len(title) > 30 for title in titles) or len(set(titles)) < len(titles):
        raise Invalid("里程碑的名称要写 1 到 30 个字，不能重复。")
    if any(not 1 <= step.weight <= 100 for step in steps):
        raise Invalid("权重请填 1 到 100 的整数。")
    days = [step.planned_on for step in steps]
    if days != sorted(days):
        raise Invalid("里程碑的计划日期要一个比一个晚。")
    if row.planned_on and days[-1] > row.planned_on:
        raise Invalid(f"最后一个里程碑不能晚于事项的计划完成日期 {row.planned_on}。")


@transaction.atomic
def reach_milestone(*, by: User, matter: Matter, order: int, done_on: date | None) -> Milestone:
    """Say that a step was reached on a day, or (None) that it was ticked by mistake."""
    row = _held(by, matter)
    rows = milestones_of(row)
    chosen = next((each for each in rows if each.order == order), None)
    if chosen is None:
        raise Invalid("没有这个里程碑。")
    if done_on and not local_day(row.happened_at) <= done_on <= clock.today():
        raise Invalid("完成日期不能早于发现日期，也不能晚于今天。", "done_on")
    if chosen.pk is None:
        Milestone.objects.bulk_create(rows)
    chosen.done_on = done_on
    Milestone.objects.filter(matter=row, order=order).update(done_on=done_on)
    _relit(row)
    what = f"完成第 {order} 个里程碑（共 {len(rows)} 个）" if done_on else f"撤回第 {order} 个里程碑的完成"
    record(
        MatterMilestoneReached(matter_id=row.pk, number=row.number, what=what, campaign_id=row.campaign_id),
        by=by,
        unit_id=unit_of(by),
    )
    return chosen


def _held(by: User, matter: Matter) -> Matter:
    require(by, "matter.milestone", matter)
    row = locked(matter)
    if row.profile != Profile.LEDGER or row.planned_on is None:
        raise Invalid("只有台账事项有里程碑。")
    if row.state not in OPEN:
        raise Invalid(f"这件事项{row.get_state_display()}，里程碑不能再改。")
    return row


def _relit(row: Matter) -> None:
    """The light follows at once what the plan says now."""
    if row.state != State.HANDLING:
        return
    before = counted(row)
    lit(row, running_clock(row), clock.now())
    saved(row, before, *LIT)


def _said(row: Matter, by: User, what: str) -> None:
    record(
        MatterMilestonesKept(matter_id=row.pk, number=row.number, what=what, campaign_id=row.campaign_id),
        by=by,
        unit_id=unit_of(by),
    )
