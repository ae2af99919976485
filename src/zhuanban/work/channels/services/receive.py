"""Receiving an export file: rows known by their number keep their matter, others become one or join one."""

import base64
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import start_of
from zhuanban.ground.core.doors import digest_of as sha256_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, permitted, require
from zhuanban.ground.core.uploads import clean_name
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.channels.events import ChannelFileReceived
from zhuanban.work.channels.models import ChannelCase, ChannelFile
from zhuanban.work.channels.rules.layouts import TARGETS, System
from zhuanban.work.channels.selectors.files import ChannelRow, layout_in, meanings_of, rows_of
from zhuanban.work.matters.models import Batch, BatchRow, Kind, Matter
from zhuanban.work.matters.rules.loop import OPEN, Source
from zhuanban.work.matters.services import NewMatter, register_many
from zhuanban.work.matters.services.inheriting import inherit_limit
from zhuanban.work.matters.services.outside_numbers import join_case
from zhuanban.work.takeovers.models import Mapping as Kept
from zhuanban.work.takeovers.rules.headings import digest_of
from zhuanban.work.takeovers.services.tables import layout_of

SOURCES = {System.HOTLINE: Source.HOTLINE, System.CITYOPS: Source.CITYOPS}
NEW, SKIP = "new", "skip"
MOST_ROWS = 500


@transaction.atomic
def upload_export(
    *, by: User, campaign: Campaign, system: str, kind: Kind, content: bytes, name: str
) -> ChannelFile:
    """Take an export file; the same file again is the same file."""
    require(by, "channel.bring_in", campaign)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("专项行动还没有启动或者已经结束，不能接收来件。")
    sha256 = sha256_of(content)
    known = ChannelFile.objects.filter(campaign=campaign, system=system, sha256=sha256).first()
    if known and known.state != ChannelFile.State.EMPTIED:
        return known
    layout = layout_of(content, name)
    if layout.sheet.height - layout.head.last > MOST_ROWS:
        raise Invalid(f"一次最多接收 {MOST_ROWS} 行，请按日期分开导出。", "content")
    if known:  # its content had gone after its term; the reply can be filled in once more
        return _filled_again(known, content)
    return ChannelFile.objects.create(
        campaign=campaign, system=System(system), kind=kind, file_name=clean_name(name), sha256=sha256, by=by,
        content=base64.b64encode(content).decode(), at=clock.now(),
    )  # fmt: skip


def _filled_again(file: ChannelFile, content: bytes) -> ChannelFile:
    file.content, file.state, file.at = base64.b64encode(content).decode(), ChannelFile.State.DONE, clock.now()
    file.save(update_fields=["content", "state", "at"])
    return file


@transaction.atomic
def keep_layout(*, by: User, file: ChannelFile, columns: Sequence[tuple[str, str]]) -> Kept:
    """Keep what the headings of such a file mean."""
    require(by, "channel.open", file)
    headings = layout_in(file).headings
    meant = {name: target for name, target in columns if name in headings and target in TARGETS}
    if "number" not in meant.values():
        raise Invalid("要有一列对应“对方编号”，才能认出是哪一件。")
    if doubled := next((each for each in meant.values() if list(meant.values()).count(each) > 1), None):
        raise Invalid(f"有两列都对应了“{TARGETS[doubled]}”，只能留一列。")
    kept, _ = Kept.objects.update_or_create(
        campaign=file.campaign, purpose=file.system, digest=digest_of(headings),
        defaults={"name": f"{file.get_system_display()}导出表", "columns": meant, "made_by": by,
                  "made_at": clock.now()},
    )  # fmt: skip
    return kept


@transaction.atomic
def receive_export(
    *, by: User, file: ChannelFile, decided: Mapping[int, str], townships: Mapping[int, int]
) -> ChannelFile:
    """Bring the file in: row → new, skip or the number of the matter that it is; all of it, or nothing."""
    require(by, "channel.open", file)
    held = lock(file)
    rows = rows_of(by, held)
    if "number" not in meanings_of(held.campaign, held.system, layout_in(held).headings).values():
        raise Invalid("还没有认出哪一列是对方编号，请先核对列对应。")
    said = {row.row: decided.get(row.row, SKIP if row.is_refused else NEW) for row in rows if not row.case}
    fresh = [row for row in rows if said.get(row.row) == NEW]
    joined = [row for row in rows if said.get(row.row, SKIP) not in {NEW, SKIP}]
    _check(fresh, joined)
    matters = _registered(by, held, fresh, townships) | _joined(by, held, joined, said)
    ChannelCase.objects.bulk_create(
        ChannelCase(
            campaign=held.campaign, system=held.system, number=row.number, matter=matters[row.row], first_file=held,
            due_on=row.deadline,
        )
        for row in (*fresh, *joined)
    )  # fmt: skip
    updated = [row for row in rows if row.is_changed and _update(by, row)]
    for row in joined:
        join_case(by=by, matter=matters[row.row], source=SOURCES[System(held.system)], number=row.number)
        if row.deadline and matters[row.row].state in OPEN:
            inherit_limit(by=by, matter=matters[row.row], due_on=row.deadline)
    held.state = ChannelFile.State.DONE
    held.counts = {
        "new": len(fresh), "joined": len(joined) + sum(bool(row.case) for row in rows), "updated": len(updated),
        "skipped": list(said.values()).count(SKIP),
    }  # fmt: skip
    held.save(update_fields=["state", "counts"])
    received = ChannelFileReceived(
        file_id=held.pk, system=held.get_system_display(), sha256=held.sha256, campaign_id=held.campaign_id,
        **held.counts,
    )  # fmt: skip
    record(received, by=by)
    return held


def _check(fresh: Sequence[ChannelRow], joined: Sequence[ChannelRow]) -> None:
    for row in (*fresh, *joined):
        if row.faults:
            raise Invalid(f"第 {row.row} 行：{row.faults[0]}，什么也没有接收。")
    if asked := next((row for row in fresh if row.has_open_class), None):
        raise Invalid(f"第 {asked.row} 行：类别“{asked.report_class[:20]}”还没有对应，请先到“类别对应”里选定。")


def _update(by: User, row: ChannelRow) -> bool:
    """Take the new limit of a case that is here; one that is closed keeps its own."""
    case, deadline = row.case, row.deadline
    if case is None or deadline is None or case.matter.state not in OPEN:
        return False
    inherit_limit(by=by, matter=case.matter, due_on=deadline)
    case.due_on = deadline
    case.save(update_fields=["due_on"])
    return True


def _registered(
    by: User, file: ChannelFile, rows: Sequence[ChannelRow], townships: Mapping[int, int]
) -> dict[int, Matter]:
    if not rows:
        return {}
    chosen = {row.row: townships.get(row.row) or row.township for row in rows}
    towns = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[pk for pk in chosen.values() if pk])}
    for row in rows:
        if chosen[row.row] not in towns:
            raise Invalid(f"第 {row.row} 行：认不出是哪个乡镇（街道），请选定。什么也没有接收。")
    system = file.get_system_display()
    matters = [_matter(file, row, towns[chosen[row.row] or 0]) for row in rows]
    batch: Batch = register_many(
        by=by, campaign=file.campaign, matters=matters, origin=f"{system}来件", sha256=file.sha256
    )
    return {each.row: each.matter for each in BatchRow.objects.filter(batch=batch).select_related("matter")}


def _matter(file: ChannelFile, row: ChannelRow, town: Unit) -> NewMatter:
    """Their number stands in the words, so that the search finds it."""
    return NewMatter(
        kind=row.kind or file.kind,
        township=town,
        title=(row.title or row.content or (row.kind or file.kind).name)[:120],
        place=row.place or town.name,
        detail=f"{file.get_system_display()}编号 {row.number}。{row.content}"[:1000],
        source=SOURCES[System(file.system)],
        happened_at=start_of(row.received_on) if row.received_on else None,
        planned_on=row.deadline,
        row=row.row,
        digest=f"{file.system}:{row.number}"[-32:],
    )


def _joined(
    by: User, file: ChannelFile, rows: Sequence[ChannelRow], decided: Mapping[int, str]
) -> dict[int, Matter]:
    numbers = {row.row: decided[row.row] for row in rows}
    seen = permitted(by, "matter.view", Matter).filter(campaign=file.campaign, number__in=numbers.values())
    by_number = {matter.number: matter for matter in seen.select_related("campaign")}
    for row in rows:
        if numbers[row.row] not in by_number:
            raise Invalid(f"第 {row.row} 行：没有编号为 {numbers[row.row][:24]} 的事项，什么也没有接收。")
    return {row: by_number[number] for row, number in numbers.items()}


@transaction.atomic
def empty_files(keys: Collection[int]) -> int:
    """Delete the content of these files for good; how many."""
    rows = ChannelFile.objects.select_for_update().filter(pk__in=list(keys)).exclude(state=ChannelFile.State.EMPTIED)
    for row in rows:
        row.content, row.state = "", ChannelFile.State.EMPTIED
        row.save(update_fields=["content", "state"])  # one by one: what is personal is bound to its row
    return len(rows)
