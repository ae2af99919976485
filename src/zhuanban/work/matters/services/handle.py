"""What the unit in charge does: accept, return, write progress, finish a stage, report done."""

from collections.abc import Iterable

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.writes import update_columns
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import (
    MatterAccepted,
    MatterProgressed,
    MatterReportedDone,
    MatterReturned,
    MatterStageFinished,
)
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.evidence import check_evidence
from zhuanban.work.matters.rules.loop import Act, PhotoRole, Source
from zhuanban.work.matters.selectors.clocks import Underway, running_clock, underway
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.services.timing import begin_stage, stop
from zhuanban.work.matters.services.writing import (
    LIT,
    handler_name,
    hold,
    lit,
    moved,
    pictured,
    reasoned,
    remarked,
    saved,
    unit_of,
)

PAST = "，已超过时限"


@transaction.atomic
def accept_matter(*, by: User, matter: Matter) -> Matter:
    """The unit takes the matter on (签收)."""
    row, before = hold(by, Act.ACCEPT, matter)
    turn = running_clock(row).assignment
    turn.accepted_by, turn.accepted_at = by, clock.now()
    update_columns(turn, "accepted_by", "accepted_at")
    moved(row, Act.ACCEPT)
    saved(row, before, "state")
    record(
        MatterAccepted(matter_id=row.pk, number=row.number, unit=handler_name(row), campaign_id=row.campaign_id),
        by=by,
        unit_id=row.handler_id,
    )
    return row


@transaction.atomic
def return_matter(*, by: User, matter: Matter, reason: str, misdirected: bool = False) -> Matter:
    """The unit gives the matter back with a reason (退回): it waits for the office again, unlit.

    `misdirected`: it was never the unit's to do, which counts as 错误派遣.
    """
    row, before = hold(by, Act.RETURN, matter)
    reason, unit, now = reasoned(reason), row.handler, clock.now()
    ends = running_clock(row)
    ends.stopped_at = now
    update_columns(ends, "stopped_at")
    ends.assignment.returned_at, ends.assignment.is_misdirected = now, misdirected
    update_columns(ends.assignment, "returned_at", "is_misdirected")
    moved(row, Act.RETURN)
    row.handler = None
    lit(row, None, now)
    saved(row, before, "state", "handler", *LIT)
    record(
        MatterReturned(
            matter_id=row.pk,
            number=row.number,
            unit=unit.name if unit else "",
            note="（派遣有误）" if misdirected else "",
            remark_id=remarked(row, Act.RETURN, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit.pk if unit else None,
    )
    return row


@transaction.atomic
def record_progress(*, by: User, matter: Matter, text: str) -> Matter:
    """The unit in charge, or one in support, writes how far the work is."""
    row, _ = hold(by, Act.PROGRESS, matter)
    text = reasoned(text, "text")
    own = next((seat.unit for seat in by.seats if seat.unit_id), None)
    record(
        MatterProgressed(
            matter_id=row.pk,
            number=row.number,
            unit=own.name if own else handler_name(row),
            remark_id=remarked(row, Act.PROGRESS, by, text),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


@transaction.atomic
def finish_stage(*, by: User, matter: Matter, text: str = "") -> Matter:
    """One of several stages is done: its clock stops and that of the next begins now."""
    row, before = hold(by, Act.FINISH_STAGE, matter)
    ends, now = running_clock(row), clock.now()
    following = spec_of_matter(row).stage_after(ends.stage)
    if following is None:
        raise Invalid("这是最后一个阶段，做完请直接报结。")
    late = stop(row, ends, now)
    lit(row, begin_stage(ends.assignment, following, ends.order + 1, now), now)
    saved(row, before, "is_late", *LIT)
    record(
        MatterStageFinished(
            matter_id=row.pk,
            number=row.number,
            unit=handler_name(row),
            stage=ends.stage,
            note=PAST if late else "",
            remark_id=remarked(row, Act.FINISH_STAGE, by, text),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=row.handler_id,
    )
    return row


@transaction.atomic
def report_done(
    *, by: User, matter: Matter, result: str, photos: Iterable[Photo] = (), without: str = ""
) -> Matter:
    """The unit says that the matter is done (报结): the clock stops, somebody else will verify.

    `without` says why it does not wait for the units in support that have not done their part.
    """
    row, before = hold(by, Act.REPORT_DONE, matter)
    result, pictures, now = reasoned(result, "result"), list(photos), clock.now()
    spec = spec_of_matter(row)
    if row.source != Source.HANDOVER:
        check_evidence(spec, row.fields, len(pictures))
    state = underway(row)
    _check_others(state, without)
    ends = state.clock
    late = stop(row, ends, now)
    turn = ends.assignment
    turn.done_by, turn.done_at = by, now
    update_columns(turn, "done_by", "done_at")
    if pictures:
        pictured(row, pictures, PhotoRole.AFTER, turn.stint)
    moved(row, Act.REPORT_DONE)
    lit(row, None, now)
    saved(row, before, "state", "is_late", *LIT)
    record(
        MatterReportedDone(
            matter_id=row.pk,
            number=row.number,
            unit=handler_name(row),
            handler_id=turn.unit_id,
            note=PAST if late else "，在时限内",
            remark_id=remarked(row, Act.REPORT_DONE, by, f"{result}\n不等协办单位：{without}" if without else result),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=row.handler_id,
    )
    return row


def _check_others(state: Underway, without: str) -> None:
    if state.has_open_parts:
        raise Invalid("有拆分出去的事项还没有销号，全部销号以后才能报结。")
    if state.has_open_support and not without.strip():
        raise Invalid("有协办单位还没有完成自己的部分。请等其完成，或者写明为什么不等。", "without")
