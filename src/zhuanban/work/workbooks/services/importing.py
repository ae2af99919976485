"""A workbook on its way in: uploaded, checked as a whole, confirmed, brought in all or nothing."""

import base64
from datetime import timedelta
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.doors import digest_of
from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.uploads import TABLES, admit
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.services import FaultyRows, Withdrawn, register_many, withdraw_batch
from zhuanban.work.workbooks.events import BookConfirmed, BookUploaded
from zhuanban.work.workbooks.models import BookImport
from zhuanban.work.workbooks.rules.faults import MOST_FAULTS, Fault
from zhuanban.work.workbooks.selectors.imports import Found
from zhuanban.work.workbooks.services.matters import Read, read_matters
from zhuanban.work.workbooks.services.reading import MOST_BYTES

ORIGIN = "表格导入"
CHECKED_AT_ONCE = 300 * 1024  # bytes of a file, some thousand rows
BROUGHT_AT_ONCE = 1000
PHOTOS_AT_ONCE = 10
KEPT_UNCONFIRMED = timedelta(days=1)
State = BookImport.State


@transaction.atomic
def upload_book(*, by: User, campaign: Campaign, content: bytes, name: str, kind: Kind | None = None) -> BookImport:
    """Take a workbook and look through the whole of it: at once where it is short, else in the worker."""
    require(by, "matter.register", campaign)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("专项行动还没有启动或者已经结束，不能导入。")
    admitted = admit(content, name, kinds=TABLES, most_bytes=MOST_BYTES, field="content")
    row = BookImport(
        campaign=campaign, kind=kind, file_name=admitted.name, sha256=digest_of(content), by=by, at=clock.now()
    )
    row.content = base64.b64encode(content).decode("ascii")
    row.save(force_insert=True)
    if len(content) > CHECKED_AT_ONCE:
        record(BookUploaded(import_id=row.pk, sha256=row.sha256, campaign_id=campaign.pk), by=by)
    else:
        _note(row, _read(row, sealing=False))
    return row


@transaction.atomic
def check_waiting(*, import_id: int) -> None:
    """Look through a long workbook; bears running twice."""
    row = _held(import_id)
    if row.state != State.WAITING:
        return
    try:
        _note(row, _read(row, sealing=False))
    except (Invalid, Refused) as error:
        _fail(row, [Fault(row.file_name, 0, "", error.message)])


@transaction.atomic
def confirm_book(*, by: User, book: BookImport) -> BookImport:
    """Bring in what was checked: at once where it is little, else in the worker."""
    require(by, "workbook.bring_in", book)
    row = _held(book.pk)
    if row.state != State.CHECKED or not row.counts.get("new"):
        raise Invalid(f"这张表格{row.get_state_display()}，没有要导入的。请重新上传。")
    if row.counts["new"] <= BROUGHT_AT_ONCE and row.counts["photos"] <= PHOTOS_AT_ONCE:
        return _bring_in(row, by)
    row.state = State.CONFIRMED
    row.save(update_fields=["state"])
    said = BookConfirmed(
        import_id=row.pk, sha256=row.sha256, count=row.counts["new"], campaign_id=row.campaign_id
    )
    record(said, by=by)
    return row


@transaction.atomic
def bring_in_confirmed(*, import_id: int) -> None:
    """Bring in a long workbook that somebody confirmed; bears running twice."""
    row = _held(import_id)
    if row.state == State.CONFIRMED:
        _bring_in(row, row.by)


def _bring_in(row: BookImport, by: User) -> BookImport:
    """Register all of it, or nothing and say why; what changed since it was shown is shown anew."""
    try:
        with transaction.atomic():
            read = _read(row, sealing=True)
            if read.faults or {**read.counts(), "faults": 0} != row.counts:
                _note(row, read)
                return row
            batch = register_many(
                by=by, campaign=row.campaign, matters=read.matters, origin=ORIGIN, sha256=row.sha256
            )
    except FaultyRows as error:
        return _fail(row, [Fault("", fault.row, "", fault.words) for fault in error.faults])
    except (Invalid, Refused, Conflict) as error:
        return _fail(row, [Fault(row.file_name, 0, "", error.message)])
    row.batch, row.state, row.content, row.at = batch, State.DONE, "", clock.now()
    row.save(update_fields=["batch", "state", "content", "at"])
    return row


def undo_book(*, by: User, book: BookImport) -> Withdrawn:
    """Take back, within a day, what a workbook brought in and nobody went on with."""
    if book.batch is None:
        raise Invalid("这张表格没有导入过。")
    return withdraw_batch(by=by, batch=book.batch)


@transaction.atomic
def discard_unconfirmed() -> int:
    """Forget the content of workbooks that nobody brought in within a day."""
    old = BookImport.objects.filter(at__lt=clock.now() - KEPT_UNCONFIRMED)
    rows = list(old.filter(state__in=[State.WAITING, State.FAULTY, State.CHECKED]).defer("content", "found"))
    for row in rows:
        row.state, row.content, row.found = State.DISCARDED, "", ""
        row.save(update_fields=["state", "content", "found"])
    return len(rows)


def content_of(row: BookImport) -> bytes:
    """The workbook as it came; Invalid where it is kept no longer."""
    held: Any = row.content
    if not held:
        raise Invalid("这张表格已经不再保存，请重新上传。")
    return base64.b64decode(held.in_full())


def _read(row: BookImport, *, sealing: bool) -> Read:
    return read_matters(
        by=row.by, campaign=row.campaign, kind=row.kind, content=content_of(row), name=row.file_name, sealing=sealing
    )


def _note(row: BookImport, read: Read) -> None:
    """Keep what the check found."""
    if not (read.matters or read.known or read.faults):
        raise Invalid("表格里没有填写事项：示例行和说明行不导入，请在它们下面填写。", "content")
    row.kind, row.counts = read.kind, read.counts()
    row.found = Found(read.faults[:MOST_FAULTS], read.ignored, read.known[:MOST_FAULTS]).kept()
    row.state = State.FAULTY if read.faults else State.CHECKED
    row.counts["faults"] = len(read.faults)
    row.save(update_fields=["kind", "counts", "found", "state"])


def _fail(row: BookImport, faults: list[Fault]) -> BookImport:
    row.state, row.found, row.counts = State.FAULTY, Found(faults).kept(), {**row.counts, "faults": len(faults)}
    row.save(update_fields=["state", "found", "counts"])
    return row


def _held(key: int) -> BookImport:
    lock(BookImport(pk=key))
    return BookImport.objects.select_related("campaign", "kind", "by").get(pk=key)
