"""A unit asks for more time before its limit runs out (延期); the office decides."""

from datetime import date, timedelta

from django.db import transaction

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterExtended, MatterExtensionAsked, MatterExtensionDenied
from zhuanban.work.matters.models import Clock, Exemption, Matter
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.matters.selectors.clocks import is_past, running_clock
from zhuanban.work.matters.selectors.exemptions import decider_of
from zhuanban.work.matters.selectors.timeline import said_before
from zhuanban.work.matters.services.exempting import asked_of, exempted
from zhuanban.work.matters.services.writing import (
    LIT,
    counted,
    handler_name,
    hold,
    lit,
    locked,
    reasoned,
    remarked,
    saved,
)

EXTENSION = "matter.extend"
MOST_DAYS = 366


@transaction.atomic
def ask_extension(*, by: User, matter: Matter, reason: str, until: date) -> Approval:
    """Ask the office for a later day, with a reason, before the limit runs out (domain.md §1, S-D4)."""
    row, _ = hold(by, Act.EXTEND, matter)
    reason, ends = reasoned(reason), running_clock(row)
    if is_past(ends, clock.now()) and row.due_at:
        raise Invalid("已经超过时限，不能再申请延期；请尽快办结并说明情况。")
    if end_of(until) <= ends.due_at:
        raise Invalid("延期后的日期要晚于现在的时限。", "until")
    if until > clock.today() + timedelta(days=MOST_DAYS):
        raise Invalid("延期不能超过一年。", "until")
    record(
        MatterExtensionAsked(
            matter_id=row.pk,
            number=row.number,
            unit=handler_name(row),
            until=until.isoformat(),
            remark_id=remarked(row, Act.EXTEND, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=row.handler_id,
    )
    approval = asked_of(
        row, ends, by=by, action=EXTENSION, words="延期至", until=until, reason=reason,
        decider=decider_of(row, by, until),
    )  # fmt: skip
    exempted(row, Exemption.Sort.EXTEND, until, by=by, approval=approval)
    return approval


@transaction.atomic
def apply_extension(*, approval_id: int) -> None:
    """What the office decided takes effect; for the limit it was asked for, and while that runs. Once only."""
    approval = Approval.objects.select_related("decided_by").get(pk=approval_id)
    row = locked(Matter(pk=approval.subject_id))
    until = date.fromisoformat(approval.details["until"])
    _decided(approval)
    if approval.state == Approval.State.DENIED:
        if not said_before(row, MatterExtensionDenied, approval.pk):
            _say(MatterExtensionDenied, row, until, approval)
        return
    ends = Clock.objects.select_related("assignment").filter(pk=approval.details["clock"], stopped_at=None).first()
    if ends is None or ends.due_at >= end_of(until):
        return
    before = counted(row)
    ends.due_at, ends.is_provisional = end_of(until), False
    ends.save(update_fields=["due_at", "is_provisional"])
    turn = ends.assignment
    if turn.whole_due_at and turn.whole_due_at < ends.due_at:
        turn.whole_due_at = ends.due_at
        turn.save(update_fields=["whole_due_at"])
    if row.state != State.SUSPENDED:
        lit(row, ends, clock.now())
    saved(row, before, *LIT)
    _say(MatterExtended, row, until, approval)


def _decided(approval: Approval) -> None:
    """Keep with the exception what became of it."""
    granted = approval.state == Approval.State.GRANTED
    Exemption.objects.filter(approval_id=approval.pk, state=Exemption.State.ASKED).update(
        state=Exemption.State.GRANTED if granted else Exemption.State.DENIED,
        decided_by=approval.decided_by,
        begun_at=clock.now() if granted else None,
    )


def _say(
    event: type[MatterExtended] | type[MatterExtensionDenied], row: Matter, until: date, approval: Approval
) -> None:
    told = event(
        matter_id=row.pk,
        number=row.number,
        until=until.isoformat(),
        approval_id=approval.pk,
        campaign_id=row.campaign_id,
    )
    record(told, by=approval.decided_by)
