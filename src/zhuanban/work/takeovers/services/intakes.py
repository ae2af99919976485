"""An old file on its way in: uploaded, its columns named, read, corrected by a person, brought in all or nothing."""

import base64
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.doors import digest_of as sha256_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.uploads import clean_name
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.selectors.kinds import spec_of
from zhuanban.work.matters.services import Withdrawn, register_many, withdraw_batch
from zhuanban.work.matters.services.history import add_history_photos, close_history
from zhuanban.work.takeovers.events import IntakeReceived, MappingKept
from zhuanban.work.takeovers.models import Intake
from zhuanban.work.takeovers.models import Mapping as Kept
from zhuanban.work.takeovers.rules.headings import digest_of
from zhuanban.work.takeovers.rules.items import Item, day_of, written
from zhuanban.work.takeovers.selectors.intakes import (
    attached_matters,
    content_of,
    items_in,
    judged,
    known_layout,
    new_matters,
    photos_of,
    township_names,
)
from zhuanban.work.takeovers.services.folders import read_folders
from zhuanban.work.takeovers.services.tables import items_of, layout_of, named, unknown_values
from zhuanban.work.takeovers.services.words import Found, read_words

ORIGIN = "历史移交"
WORDS, FOLDERS = (".docx", ".doc", ".wps"), (".zip",)
State, Sort = Intake.State, Intake.Sort


def upload_old(*, by: User, campaign: Campaign, kind: Kind, content: bytes, name: str, as_of: date) -> Intake:
    """Take an old file of any sort; a table of a layout that is known is read at once."""
    require(by, "takeover.bring_in", campaign)
    start = campaign.taken_over_on
    if campaign.state != Campaign.State.RUNNING or start is None:
        raise Invalid("行动没有接管日期，或者没有在进行，不能接收历史资料。")
    if not (campaign.starts_on or date.min) <= as_of < start:
        raise Invalid(f"资料截至日期要在行动开始之后、接管日期 {start} 之前。", "as_of")
    suffix = PurePath(name).suffix.lower()
    sort = Sort.WORDS if suffix in WORDS else Sort.FOLDER if suffix in FOLDERS else Sort.TABLE
    row = Intake(
        campaign=campaign, kind=kind, sort=sort, file_name=clean_name(name), sha256=sha256_of(content), as_of=as_of,
        by=by, at=clock.now(), state=State.READ,
    )  # fmt: skip
    if sort == Sort.TABLE:
        return _take_table(row, content)
    towns = township_names(campaign)
    found = read_words(content, name, towns) if sort == Sort.WORDS else read_folders(content, name, towns)
    return _take_pictures(row, found)


@transaction.atomic
def _take_table(row: Intake, content: bytes) -> Intake:
    layout = layout_of(content, row.file_name)
    row.content, row.state = base64.b64encode(content).decode(), State.MAPPING
    row.mapping = known_layout(row.campaign, digest_of(layout.headings))
    row.save(force_insert=True)
    if row.mapping:
        kept = row.mapping
        items = items_of(layout, kept.columns, kept.values, township_names(row.campaign), spec_of(row.kind))
        if not any(unknown_values(layout, kept.columns, kept.values, township_names(row.campaign)).values()):
            _note(row, items)
    return row


@transaction.atomic
def _take_pictures(row: Intake, found: Found) -> Intake:
    """Seal the pictures; one that cannot be taken is named, never lost without a word."""
    by_row = {item.row: item for item in found.items}
    for number, role, content in found.pictures:
        item = by_row[number]
        try:
            photo = take_photo(by=row.by, campaign_id=row.campaign_id, content=content, capture=Capture())
        except Invalid as error:
            found.left_out.append(f"{item.said}：{error.message}")
            continue
        held = {"before": item.before, "after": item.after}.get(role, item.loose)
        if str(photo.uid) not in held:
            held.append(str(photo.uid))
    row.left_out = found.left_out[:500]
    row.save(force_insert=True)
    _note(row, found.items)
    return row


@transaction.atomic
def map_columns(
    *, by: User, intake: Intake, name: str, columns: Sequence[tuple[str, str]],
    values: Mapping[str, Mapping[str, str]],
) -> Intake:  # fmt: skip
    """Keep what the headings and values mean under a name, and read the table by it."""
    require(by, "takeover.open", intake)
    row = lock(intake)
    if row.state not in {State.MAPPING, State.READ} or row.sort != Sort.TABLE:
        raise Invalid("这份资料已经接收或放弃，不能再改列对应。")
    layout = layout_of(content_of(row), row.file_name)
    meant = named(columns, layout.headings)
    _check_targets(meant)
    digest = digest_of(layout.headings)
    known = known_layout(row.campaign, digest)
    before = known.values if known else {}
    merged = {key: {**before.get(key, {}), **values.get(key, {})} for key in ("state", "township")}
    kept, _ = Kept.objects.update_or_create(
        campaign=row.campaign, purpose="takeover", digest=digest,
        defaults={"name": name.strip() or row.file_name[:60], "kind": row.kind, "columns": meant, "values": merged,
                  "made_by": by, "made_at": clock.now()},
    )  # fmt: skip
    record(MappingKept(mapping_id=kept.pk, columns=len(meant), campaign_id=row.campaign_id), by=by)
    row.mapping = kept
    row.save(update_fields=["mapping"])
    towns = township_names(row.campaign)
    if not any(unknown_values(layout, meant, merged, towns).values()):
        _note(row, items_of(layout, meant, merged, towns, spec_of(row.kind)))
    return row


def _check_targets(meant: Mapping[str, str]) -> None:
    single = [target for target in meant.values() if target != "detail"]
    doubled = next((target for target in single if single.count(target) > 1), None)
    if doubled:
        names = "、".join(f"“{name}”" for name, target in meant.items() if target == doubled)
        raise Invalid(f"{names}对应了同一项，只能留一列；要合并的请选“说明”。")
    if not {"place", "title"} & set(single):
        raise Invalid("至少要有一列对应“地点”或“事项（问题）”。")


@transaction.atomic
def correct_items(*, by: User, intake: Intake, corrected: Mapping[int, Mapping[str, Any]]) -> Intake:
    """Put what a person corrected in the place of what was read: row → field → value."""
    require(by, "takeover.open", intake)
    row = lock(intake)
    if row.state != State.READ:
        raise Invalid("这份资料已经接收或放弃，不能再改。")
    items = items_in(row)
    for item in items:
        for name, value in corrected.get(item.row, {}).items():
            if name == "loose_as":
                _sort_loose(item, value)
            else:
                setattr(item, name, value)
    _note(row, items)
    return row


def _sort_loose(item: Item, role: str) -> None:
    if role in {"before", "after"}:
        held = item.before if role == "before" else item.after
        held += [uid for uid in item.loose if uid not in held]
        item.loose = []
        item.is_closed = item.is_closed or role == "after"


@transaction.atomic
def bring_in(*, by: User, intake: Intake) -> Intake:
    """Register what was read as 历史移交: what was over then is closed with its day; all of it, or nothing."""
    require(by, "takeover.open", intake)
    row = lock(intake)
    if row.state != State.READ:
        raise Invalid(f"这份资料{row.get_state_display()}，不能再接收。")
    items = judged(by, row, items_in(row))
    if faulty := [item for item in items if item.faults and not item.skip]:
        raise Invalid(f"还有 {len(faulty)} 条没有核对好，什么也没有接收。{faulty[0].said}：{faulty[0].faults[0]}")
    fresh = [item for item in items if not item.skip and not item.attach]
    joined = [item for item in items if not item.skip and item.attach]
    if not fresh and not joined:
        raise Invalid("没有要接收的内容。")
    if fresh:
        matters = new_matters(row, fresh)
        row.batch = register_many(by=by, campaign=row.campaign, matters=matters, origin=ORIGIN, sha256=row.sha256)
        days = {item.row: day_of(item.closed_on) or row.as_of for item in fresh if item.is_closed}
        if days:
            close_history(by=by, batch=row.batch, days=days)
    _join(by, row, joined)
    row.state, row.content, row.counts = State.DONE, "", _counts(items)
    row.save(update_fields=["state", "content", "batch", "counts"])
    said = IntakeReceived(
        intake_id=row.pk, sort=row.get_sort_display(), count=len(fresh), joined=len(joined),
        left_out=len(row.left_out) + sum(item.skip for item in items), sha256=row.sha256, campaign_id=row.campaign_id,
    )  # fmt: skip
    record(said, by=by)
    return row


def _join(by: User, row: Intake, items: Collection[Item]) -> None:
    matters, photos = attached_matters(by, row, items), photos_of(row, items)
    for item in items:
        add_history_photos(
            by=by, matter=matters[item.attach], before=[photos[uid] for uid in item.before],
            after=[photos[uid] for uid in item.after],
        )  # fmt: skip


@transaction.atomic
def discard(*, by: User, intake: Intake) -> Intake:
    """Give a file up that was not brought in; its content is forgotten."""
    require(by, "takeover.open", intake)
    row = lock(intake)
    if row.state == State.DONE:
        raise Invalid("这份资料已经接收，要撤销请用“撤销接收”。")
    row.state, row.content, row.items = State.DISCARDED, "", ""
    row.save(update_fields=["state", "content", "items"])
    return row


def take_back(*, by: User, intake: Intake) -> Withdrawn:
    """Within a day, make void what the file brought in and nobody went on with."""
    require(by, "takeover.open", intake)
    if intake.batch is None:
        raise Invalid("这份资料没有登记过新的事项，不能撤销。")
    return withdraw_batch(by=by, batch=intake.batch)


def _note(row: Intake, items: Sequence[Item]) -> None:
    row.items, row.state, row.counts = written(items), State.READ, _counts(items)
    row.save(update_fields=["items", "state", "counts"])


def _counts(items: Sequence[Item]) -> dict[str, int]:
    kept = [item for item in items if not item.skip]
    return {
        "all": len(items), "new": sum(not item.attach for item in kept),
        "joined": sum(bool(item.attach) for item in kept),
        "closed": sum(item.is_closed and not item.attach for item in kept),
        "photos": sum(item.photo_count for item in kept), "skipped": len(items) - len(kept),
    }  # fmt: skip

