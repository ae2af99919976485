"""A matter that cannot go on rests until a day (缓办): by the office, asked by the unit, for a season; and goes on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.workdays.rules import LimitUnit, extend_by_pause, paused_time
from zhuanban.work.matters.events import (
    MatterResumed,
    MatterSuspended,
    MatterSuspensionAsked,
    MatterSuspensionDenied,
)
from zhuanban.work.matters.models import Clock, Exemption, Matter
from zhuanban.work.matters.rules.loop import PAUSE_DAYS, PLANNED_STAGES, Act, State
from zhuanban.work.matters.selectors.clocks import is_past, running_clock
from zhuanban.work.matters.selectors.exemptions import decider_of, exemption_of
from zhuanban.work.matters.selectors.timeline import said_before
from zhuanban.work.matters.services.exempting import asked_of, exempted
from zhuanban.work.matters.services.timing import limit_words
from zhuanban.work.matters.services.writing import (
    LIT,
    Share,
    counted,
    handler_name,
    hold,
    lit,
    locked,
    moved,
    reasoned,
    remarked,
    saved,
    unit_of,
)

SUSPENSION = "matter.ask_suspend"
MOST_DAYS = 366


@transaction.atomic
def suspend_matter(*, by: User, matter: Matter, reason: str, until: date) -> Matter:
    """Stop the time of a matter that cannot go on, for some days; a limit that has run out cannot be stopped any more.

    A longer pause is asked for and approved.
    """
    row, before = hold(by, Act.SUSPEND, matter)
    reason, ends = reasoned(reason), running_clock(row)
    _check(row, ends, until)
    if until > clock.today() + timedelta(days=PAUSE_DAYS):
        raise Invalid(f"缓办超过 {PAUSE_DAYS} 天的要报批，请用“申请缓办”。", "until")
    exempted(row, Exemption.Sort.SUSPEND, until, by=by)
    _rest(row, before, ends, clock.now(), until, by, remarked(row, Act.SUSPEND, by, reason))
    return row


@transaction.atomic
def ask_suspension(*, by: User, matter: Matter, reason: str, until: date) -> Approval:
    """Ask for a pause until a day, with a reason, before the limit runs out; a long one is decided by a leader."""
    row, _ = hold(by, Act.ASK_SUSPEND, matter)
    reason, ends = reasoned(reason), running_clock(row)
    _check(row, ends, until)
    record(
        MatterSuspensionAsked(
            matter_id=row.pk,
            number=row.number,
            unit=handler_name(row),
            until=until.isoformat(),
            remark_id=remarked(row, Act.ASK_SUSPEND, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    is_long = until > clock.today() + timedelta(days=PAUSE_DAYS)
    approval = asked_of(
        row, ends, by=by, action=SUSPENSION, words="缓办至", until=until, reason=reason,
        decider=decider_of(row, by, until, is_long=is_long),
    )  # fmt: skip
    exempted(row, Exemption.Sort.SUSPEND, until, by=by, approval=approval)
    return approval


def _check(row: Matter, ends: Clock, until: date) -> None:
    if is_past(ends, clock.now()) and row.due_at:
        raise Invalid("已经超过时限，不能再缓办。")
    if until <= clock.today():
        raise Invalid("恢复办理的日期要晚于今天。", "until")
    if until > clock.today() + timedelta(days=MOST_DAYS):
        raise Invalid("缓办不能超过一年。", "until")


@transaction.atomic
def apply_suspension(*, approval_id: int) -> None:
    """What was decided takes effect, while the limit for which it was asked runs. Once only."""
    approval = Approval.objects.select_related("decided_by").get(pk=approval_id)
    row = locked(Matter(pk=approval.subject_id))
    exemption = Exemption.objects.get(approval_id=approval.pk)
    if exemption.state != Exemption.State.ASKED:
        return
    exemption.decided_by = approval.decided_by
    ends = Clock.objects.filter(pk=approval.details["clock"], stopped_at=None, paused_at=None).first()
    if approval.state == Approval.State.DENIED:
        exemption.state = Exemption.State.DENIED
        if not said_before(row, MatterSuspensionDenied, approval.pk):
            told = MatterSuspensionDenied(
                matter_id=row.pk, number=row.number, until=exemption.until.isoformat(), approval_id=approval.pk,
                campaign_id=row.campaign_id,
            )  # fmt: skip
            record(told, by=approval.decided_by)
    elif ends is None or row.state != State.HANDLING or exemption.until <= clock.today():
        exemption.state, exemption.ended_at = Exemption.State.OVER, clock.now()
    else:
        # Asked before the limit ran out: where it ran out while the decision was awaited, it rests from the asking on.
        since = exemption.asked_at if is_past(ends, clock.now()) else clock.now()
        exemption.state, exemption.begun_at = Exemption.State.GRANTED, since
        _rest(row, counted(row), ends, since, exemption.until, approval.decided_by, None)
    exemption.save(update_fields=["state", "decided_by", "begun_at", "ended_at"])


def _rest(
    row: Matter, before: Share, ends: Clock, since: datetime, until: date, by: User | None, remark: int | None
) -> None:
    """Stop the running clock and say so."""
    ends.paused_at = since
    ends.save(update_fields=["paused_at"])
    moved(row, Act.SUSPEND)
    lit(row, None, clock.now())
    saved(row, before, "state", *LIT)
    record(
        MatterSuspended(
            matter_id=row.pk,
            number=row.number,
            until=until.isoformat(),
            remark_id=remark,
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by) if by else None,
    )


@transaction.atomic
def rest_for_season(row: Matter, until: date) -> bool:
    """Let a matter rest for the season; False where it does not run, or its limit has run out."""
    row = locked(row)
    ends = Clock.objects.filter(assignment__matter=row, stopped_at=None, paused_at=None).first()
    if row.state != State.HANDLING or ends is None or is_past(ends, clock.now()):
        return False
    exempted(row, Exemption.Sort.SEASON, until, by=None)
    _rest(row, counted(row), ends, clock.now(), until, None, None)
    return True


@transaction.atomic
def resume_matter(*, by: User, matter: Matter) -> Matter:
    """Take the matter up again: its limit is later by what the pause took."""
    row, before = hold(by, Act.RESUME, matter)
    _go_on(row, before, by)
    return row


@transaction.atomic
def resume_by_itself(row: Matter) -> bool:
    """The day until which the matter rests is over; False where somebody took it up before."""
    row = locked(row)
    if row.state != State.SUSPENDED:
        return False
    _go_on(row, counted(row), None)
    return True


def _go_on(row: Matter, before: Share, by: User | None) -> None:
    now, ends = clock.now(), running_clock(row)
    prolong(ends)
    if exemption := exemption_of(row):
        exemption.state, exemption.ended_at = Exemption.State.OVER, now
        exemption.save(update_fields=["state", "ended_at"])
    moved(row, Act.RESUME)
    lit(row, ends, now)
    saved(row, before, "state", *LIT)
    record(
        MatterResumed(matter_id=row.pk, number=row.number, limit=limit_words(ends), campaign_id=row.campaign_id),
        by=by,
        unit_id=unit_of(by) if by else None,
    )


def prolong(ends: Clock) -> None:
    """End the pause of a clock now: its limit, and that of the whole, are later by what it took."""
    if ends.paused_at is None:
        return
    unit, now, turn, since = LimitUnit(ends.unit), clock.now(), ends.assignment, ends.paused_at
    if turn.whole_due_at:
        whole = extend_by_pause(turn.whole_due_at, since, now, LimitUnit(turn.whole_unit))
        turn.whole_due_at = whole.at
        turn.whole_is_provisional = turn.whole_is_provisional or whole.provisional
        turn.save(update_fields=["whole_due_at", "whole_is_provisional"])
    later = extend_by_pause(ends.due_at, since, now, unit)
    ends.paused_seconds += paused_time(since, now, unit) // timedelta(seconds=1)
    ends.due_at, ends.paused_at = min(later.at, turn.whole_due_at or later.at), None
    # What was provisional stays so until it is reckoned anew; a planned day is a day, whatever the calendar says.
    ends.is_provisional = ends.stage not in PLANNED_STAGES and (ends.is_provisional or later.provisional)
    ends.save(update_fields=["due_at", "is_provisional", "paused_at", "paused_seconds"])
