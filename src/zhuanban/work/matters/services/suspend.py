"""The office lets a matter rest and takes it up again (缓办、恢复), or voids it (作废)."""

from datetime import timedelta

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.workdays.rules import LimitUnit, extend_by_pause, paused_time
from zhuanban.work.matters.events import MatterResumed, MatterSuspended, MatterVoided
from zhuanban.work.matters.models import Clock, Matter
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.matters.selectors.clocks import is_past, running_clock
from zhuanban.work.matters.selectors.links import has_open_parts
from zhuanban.work.matters.services.timing import limit_words
from zhuanban.work.matters.services.writing import LIT, hold, lit, moved, reasoned, remarked, saved, unit_of


@transaction.atomic
def suspend_matter(*, by: User, matter: Matter, reason: str) -> Matter:
    """Stop the time of a matter that cannot go on; a limit that has run out cannot be stopped any more."""
    row, before = hold(by, Act.SUSPEND, matter)
    reason, now, ends = reasoned(reason), clock.now(), running_clock(row)
    if is_past(ends, now) and row.due_at:
        raise Invalid("已经超过时限，不能再缓办。")
    ends.paused_at = now
    ends.save(update_fields=["paused_at"])
    moved(row, Act.SUSPEND)
    lit(row, None, now)
    saved(row, before, "state", *LIT)
    record(
        MatterSuspended(
            matter_id=row.pk,
            number=row.number,
            remark_id=remarked(row, Act.SUSPEND, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


@transaction.atomic
def resume_matter(*, by: User, matter: Matter) -> Matter:
    """Take the matter up again: its limit is later by what the pause took."""
    row, before = hold(by, Act.RESUME, matter)
    now, ends = clock.now(), running_clock(row)
    prolong(ends)
    moved(row, Act.RESUME)
    lit(row, ends, now)
    saved(row, before, "state", *LIT)
    record(
        MatterResumed(matter_id=row.pk, number=row.number, limit=limit_words(ends), campaign_id=row.campaign_id),
        by=by,
        unit_id=unit_of(by),
    )
    return row


def prolong(ends: Clock) -> None:
    """End the pause of a clock now."""
    if ends.paused_at is None:
        return
    unit, now = LimitUnit(ends.unit), clock.now()
    later = extend_by_pause(ends.due_at, ends.paused_at, now, unit)
    ends.paused_seconds += paused_time(ends.paused_at, now, unit) // timedelta(seconds=1)
    ends.due_at, ends.is_provisional, ends.paused_at = later.at, later.provisional, None
    ends.save(update_fields=["due_at", "is_provisional", "paused_at", "paused_seconds"])


@transaction.atomic
def void_matter(*, by: User, matter: Matter, reason: str) -> Matter:
    """Take out a matter that was registered wrongly or twice; it leaves the figures, not the journal."""
    row, before = hold(by, Act.VOID, matter)
    reason, now = reasoned(reason), clock.now()
    if has_open_parts(row):
        raise Invalid("有拆分出去的事项还没有销号，不能作废。")
    if row.state == State.HANDLING:
        ends = running_clock(row)
        ends.stopped_at = now
        ends.save(update_fields=["stopped_at"])
    moved(row, Act.VOID)
    row.closed_at = now
    lit(row, None, now)
    saved(row, before, "state", "closed_at", *LIT)
    record(
        MatterVoided(
            matter_id=row.pk,
            number=row.number,
            remark_id=remarked(row, Act.VOID, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row
