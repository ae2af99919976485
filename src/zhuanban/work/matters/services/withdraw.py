"""Taking back, within a day, what was registered at once: all that nobody has gone on with (撤销导入)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.selectors import rows_acted_on
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MattersWithdrawn
from zhuanban.work.matters.models import Batch, BatchRow, Clock, Matter, MatterScope, TallyChange
from zhuanban.work.matters.rules.batches import FRESH, UNDO_WITHIN
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.selectors.batches import matters_of_batch
from zhuanban.work.matters.selectors.scopes import units_seeing
from zhuanban.work.matters.services.writing import LIT, changes_of, counted, lit, unit_of

STEP = 500


@dataclass(frozen=True)
class Withdrawn:
    """How many matters became void, and the numbers of those that stay, since somebody went on with them."""

    count: int
    kept: list[str]


@transaction.atomic
def withdraw_batch(*, by: User, batch: Batch) -> Withdrawn:
    """Make void what a file registered, but for the matters that somebody has acted on since."""
    require(by, "matter.withdraw", batch)
    batch, now = lock(batch), clock.now()
    if batch.undone_at:
        raise Invalid("这次导入已经撤销过了。")
    if now - batch.at > UNDO_WITHIN:
        raise Invalid("导入已超过 24 小时，不能整批撤销。登记错的请专班办公室逐件作废。")
    keys = matters_of_batch(batch.pk)
    acted, kept, count = rows_acted_on("matter", keys), [], 0
    for start in range(0, len(keys), STEP):
        held = Matter.objects.select_for_update(of=("self",)).filter(pk__in=keys[start : start + STEP])
        rows = list(held.select_related("campaign").order_by("pk"))
        fresh = [row for row in rows if row.pk not in acted and row.state in FRESH]
        kept += [row.number for row in rows if row not in fresh]
        count += len(fresh)
        _void(fresh)
    if not count:
        raise Invalid(f"导入的事项都已有人办理，不能撤销：{'、'.join(kept[:20])}{'等' if len(kept) > 20 else ''}。")
    said = MattersWithdrawn(
        batch_id=batch.pk, origin=batch.origin, first=batch.first, last=batch.last, count=count, kept=len(kept),
        campaign_id=batch.campaign_id,
    )  # fmt: skip
    batch.undone_at, batch.undo_entry_id = now, record(said, by=by, unit_id=unit_of(by)).pk
    batch.save(update_fields=["undone_at", "undo_entry_id"])
    return Withdrawn(count, kept)


def _void(rows: Sequence[Matter]) -> None:
    now, keys = clock.now(), [row.pk for row in rows]
    seeing, changes = units_seeing(keys), []
    for row in rows:
        before = counted(row)
        row.state, row.closed_at = State.VOID, now
        lit(row, None, now)
        changes += changes_of(row, before, seeing.get(row.pk, ()))
    Matter.objects.bulk_update(rows, ["state", "closed_at", *LIT], batch_size=STEP)
    MatterScope.objects.filter(matter__in=keys).update(due_at=None)
    Clock.objects.filter(assignment__matter__in=keys, stopped_at=None).update(stopped_at=now)
    BatchRow.objects.filter(matter__in=keys).update(is_undone=True)
    TallyChange.objects.bulk_create(changes)
