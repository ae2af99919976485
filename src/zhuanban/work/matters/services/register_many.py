"""Registering many matters at once (成批登记): the checks of one, told row by row; few statements however many rows."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.counters import next_numbers
from zhuanban.ground.core.errors import Conflict, Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.core.writes import insert_rows
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.events import MattersRegistered
from zhuanban.work.matters.models import Batch, BatchRow, MatterPhoto, TallyChange, Value
from zhuanban.work.matters.rules.loop import PhotoRole
from zhuanban.work.matters.selectors.scopes import units_by_duty
from zhuanban.work.matters.services.drawing import Drawn, NewMatter, RowFault
from zhuanban.work.matters.services.laying import lay_clocks, lay_scopes, lay_turns
from zhuanban.work.matters.services.register import number_of, numbers_of
from zhuanban.work.matters.services.writing import changes_in_sum, unit_of

MOST_ROWS = 50_000
STEP = 2000


class FaultyRows(Invalid):
    """Some of the matters cannot be registered, so none was."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(f"有 {len(faults)} 处不对，什么也没有登记。第 {faults[0].row} 行：{faults[0].words}")
        self.faults = list(faults)


def faults_in(*, by: User, campaign: Campaign, matters: Sequence[NewMatter]) -> list[RowFault]:
    """What would keep these matters from being registered, without writing anything."""
    return Drawn(by, campaign, matters).faults


@transaction.atomic
def register_many(*, by: User, campaign: Campaign, matters: Sequence[NewMatter], origin: str, sha256: str) -> Batch:
    """Register all of them or none: FaultyRows tells what is wrong. One entry in the journal stands for all.

    `origin` says in a few fixed words how they came (表格导入); names and words of the file stay out of the journal.
    """
    require(by, "matter.register", campaign)
    if not matters:
        raise Invalid("没有要登记的事项。")
    if len(matters) > MOST_ROWS:
        raise Invalid(f"一次最多登记 {MOST_ROWS} 件。")
    drawn = Drawn(by, campaign, matters)
    if drawn.faults:
        raise FaultyRows(drawn.faults)
    numbers = next_numbers(numbers_of(drawn.rows[0]), len(matters))
    for row, count in zip(drawn.rows, numbers, strict=True):
        row.number = number_of(row, count)
    batch = Batch.objects.create(
        campaign=campaign, origin=origin, sha256=sha256, digest=_digest_of(matters), count=len(matters),
        first=drawn.rows[0].number, last=drawn.rows[-1].number, by=by, at=clock.now(),
    )  # fmt: skip
    _write(drawn, matters, batch)
    said = MattersRegistered(
        batch_id=batch.pk, origin=origin, count=batch.count, first=batch.first, last=batch.last, sha256=sha256,
        digest=batch.digest, campaign_id=campaign.pk,
    )  # fmt: skip
    batch.entry_id = record(said, by=by, unit_id=unit_of(by)).pk
    batch.save(update_fields=["entry_id"])
    return batch


def _digest_of(matters: Iterable[NewMatter]) -> str:
    whole = hashlib.sha256()
    for each in matters:
        whole.update(f"{each.row}\0{each.digest}\n".encode())
    return whole.hexdigest()


def _write(drawn: Drawn, matters: Sequence[NewMatter], batch: Batch) -> None:
    try:
        with transaction.atomic():
            insert_rows(drawn.rows)
    except IntegrityError as error:
        raise Conflict("同一件事项正在由别处登记，请重新检查后再导入。", "E409-2") from error
    Value.objects.bulk_create(drawn.values, batch_size=STEP)
    pairs = list(zip(drawn.rows, matters, strict=True))
    insert_rows(
        [BatchRow(matter_id=row.pk, batch_id=batch.pk, row=each.row, digest=each.digest) for row, each in pairs]
    )
    lay_turns(batch, drawn.by, drawn.now)
    lay_clocks(batch, drawn.plans)
    MatterPhoto.objects.bulk_create(
        [
            MatterPhoto(matter=row, photo=photo, role=role)
            for row, each in pairs
            for role, photos in ((PhotoRole.BEFORE, each.photos), (PhotoRole.AFTER, each.photos_after))
            for photo in photos
        ],
        batch_size=STEP,
        ignore_conflicts=True,
    )
    filer = unit_of(drawn.by)
    by_clause = {clause: units_by_duty(clause) for clause in {row.clause_id for row in drawn.rows}}
    seeing = {
        (town, clause): list(dict.fromkeys([town, *by_clause[clause], *([filer] if filer else [])]))
        for town, clause in {(row.township_id, row.clause_id) for row in drawn.rows}
    }
    lay_scopes(batch, seeing, filer)
    counted = ((row, seeing[row.township_id, row.clause_id]) for row in drawn.rows)
    TallyChange.objects.bulk_create(changes_in_sum(counted), batch_size=STEP)
