"""The office moves a planned day and puts labels on matters."""

from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterLabelled, MatterPlanned
from zhuanban.work.matters.models import Label, Labelled, Matter, PlanChange
from zhuanban.work.matters.rules.loop import OPEN, Profile, State
from zhuanban.work.matters.selectors.clocks import running_clock
from zhuanban.work.matters.services.register import LONGEST_PLAN
from zhuanban.work.matters.services.writing import (
    LIT,
    counted,
    is_judged_row,
    lit,
    locked,
    reasoned,
    saved,
    unit_of,
)


@transaction.atomic
def plan_matter(*, by: User, matter: Matter, planned_on: date, reason: str) -> Matter:
    """Move the planned day of a ledger matter; its limit goes along."""
    require(by, "matter.plan", matter)
    row, reason = locked(matter), reasoned(reason)
    _check_plan(row, planned_on, reason)
    before, old = counted(row), row.planned_on
    row.planned_on = planned_on
    if row.state == State.HANDLING:
        ends = running_clock(row)
        ends.due_at, ends.is_provisional = end_of(planned_on), False
        ends.save(update_fields=["due_at", "is_provisional"])
        lit(row, ends, clock.now())
    saved(row, before, "planned_on", *LIT)
    PlanChange.objects.create(
        matter=row, what="计划完成", old_on=old, new_on=planned_on, reason=reason, by=by, at=clock.now()
    )
    record(
        MatterPlanned(
            matter_id=row.pk, number=row.number, old=str(old or "未定"), now=str(planned_on),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )  # fmt: skip
    return row


def _check_plan(row: Matter, planned_on: date, reason: str) -> None:
    if row.profile != Profile.LEDGER:
        raise Invalid("只有台账事项有计划完成日期；案件的时限用延期调整。")
    if row.state not in OPEN:
        raise Invalid(f"这件事项{row.get_state_display()}，不能再调整计划。")
    if planned_on == row.planned_on:
        raise Invalid("计划完成日期没有变化。", "planned_on")
    if planned_on < clock.today() and is_judged_row(row):
        raise Invalid("计划完成日期不能早于今天。", "planned_on")
    if planned_on > clock.today() + LONGEST_PLAN:
        raise Invalid("计划完成日期不能晚于五年以后，请核对年份。", "planned_on")
    if len(reason) > 300:
        raise Invalid("理由不能超过 300 个字。", "reason")


@transaction.atomic
def label_matter(*, by: User, matter: Matter, title: str) -> Matter:
    """Put a label on a matter, so that it is found together with others."""
    require(by, "matter.label", matter)
    title = " ".join(title.split())
    if not title or len(title) > 20:
        raise Invalid("标签请写 1 到 20 个字。", "title")
    label, _ = Label.objects.get_or_create(campaign=matter.campaign, title=title)
    _, is_new = Labelled.objects.get_or_create(matter=matter, label=label)
    if not is_new:
        raise Invalid(f"已经有标签“{title}”。", "title")
    record(
        MatterLabelled(matter_id=matter.pk, number=matter.number, label_id=label.pk, campaign_id=matter.campaign_id),
        by=by,
        unit_id=unit_of(by),
    )
    return matter


@transaction.atomic
def unlabel_matter(*, by: User, matter: Matter, title: str) -> Matter:
    """Take a label off a matter."""
    require(by, "matter.label", matter)
    label = Label.objects.filter(campaign=matter.campaign, title=" ".join(title.split())).first()
    if label is None or not Labelled.objects.filter(matter=matter, label=label).delete()[0]:
        raise Invalid("没有这个标签。", "title")
    record(
        MatterLabelled(
            matter_id=matter.pk, number=matter.number, label_id=label.pk, what="去掉", campaign_id=matter.campaign_id
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return matter
