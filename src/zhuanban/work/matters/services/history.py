"""What was done before the take-over (历史移交): closed with its own day, judged by nobody; old photos to matters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import judged_from
from zhuanban.work.matters.events.taken_over import HistoryClosed, HistoryPictured
from zhuanban.work.matters.models import Assignment, Batch, BatchRow, Clock, Matter, MatterScope, TallyChange
from zhuanban.work.matters.rules.loop import PhotoRole, Source, State
from zhuanban.work.matters.selectors.clocks import latest_turn
from zhuanban.work.matters.selectors.scopes import units_seeing
from zhuanban.work.matters.services.writing import LIT, changes_of, counted, lit, locked, pictured, unit_of

STEP = 500


@transaction.atomic
def close_history(*, by: User, batch: Batch, days: Mapping[int, date]) -> int:
    """Close what a batch registered as history and what was over then: row of the file → the day on which it ended.

    Nobody verifies it, for the action is not judged by it; the day lies before the take-over. Returns how many.
    """
    require(by, "matter.withdraw", batch)  # who registered it, and the office
    rows = list(
        BatchRow.objects.filter(batch=batch, row__in=list(days)).select_related("matter__campaign").order_by("row")
    )
    changes: list[TallyChange] = []
    seeing = units_seeing([each.matter_id for each in rows])
    for each in rows:
        changes += _closed(each.matter, days[each.row], seeing.get(each.matter_id, []))
    matters, now = [each.matter for each in rows], clock.now()
    keys = [row.pk for row in matters]
    Matter.objects.bulk_update(matters, ["state", "closed_at", *LIT], batch_size=STEP)
    MatterScope.objects.filter(matter__in=keys).update(due_at=None)
    Clock.objects.filter(assignment__matter__in=keys, stopped_at=None).update(stopped_at=now)
    Assignment.objects.filter(matter__in=keys, done_at=None).update(done_at=now)
    TallyChange.objects.bulk_create(changes)
    if rows:
        record(HistoryClosed(batch_id=batch.pk, count=len(rows), campaign_id=batch.campaign_id), by=by)
    return len(rows)


def _closed(row: Matter, day: date, units: Iterable[int]) -> list[TallyChange]:
    start, ends = judged_from(row.campaign), clock.start_of(day)
    if row.source != Source.HANDOVER or start is None or row.happened_at >= start:
        raise Invalid("只有接管以前的历史移交事项可以直接记为已销号。")
    if not row.happened_at <= ends < start:
        raise Invalid(f"{row.number}的销号日期要在发现之后、接管之前。")
    before = counted(row)
    row.state, row.closed_at = State.CLOSED, ends
    lit(row, None, clock.now())
    return changes_of(row, before, units)


@transaction.atomic
def add_history_photos(
    *, by: User, matter: Matter, before: Sequence[Photo] = (), after: Sequence[Photo] = ()
) -> Matter:
    """Attach old photos to a matter that is known already; its state and its limits stay as they are."""
    require(by, "matter.register", matter.campaign)
    require(by, "matter.register_at", matter.township, within=matter.campaign_id)
    require(by, "matter.view", matter)
    row = locked(matter)
    turn = latest_turn(row)
    for photos, role in ((before, PhotoRole.BEFORE), (after, PhotoRole.AFTER)):
        pictured(row, photos, role, turn.stint if turn else 1)
    said = HistoryPictured(
        matter_id=row.pk, number=row.number, before=len(before), after=len(after), campaign_id=row.campaign_id
    )
    record(said, by=by, unit_id=unit_of(by))
    return row
