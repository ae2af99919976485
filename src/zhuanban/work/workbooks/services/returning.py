"""A township's workbook that comes back: taken, compared, merged all or nothing, taken back within a day."""

import base64
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.doors import digest_of
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, may, require
from zhuanban.ground.core.uploads import TABLES, admit
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules.batches import UNDO_WITHIN
from zhuanban.work.matters.services import register_many, withdraw_batch
from zhuanban.work.matters.services.amend import amend_many, undo_amending
from zhuanban.work.workbooks.models import TownBook, TownReturn
from zhuanban.work.workbooks.rules.townbooks import PURPOSE, WHOSE
from zhuanban.work.workbooks.selectors.townbooks import book_named
from zhuanban.work.workbooks.services.comparing import Comparison, compare_book
from zhuanban.work.workbooks.services.matters import about_of
from zhuanban.work.workbooks.services.reading import read_book

MOST_BYTES = 3 * 1024 * 1024
KEPT_UNMERGED = timedelta(days=1)
KEPT_BASE = timedelta(days=400)
State = TownReturn.State
STRANGE = "认不出这本工作簿是什么时候发出的：请用从这里下载的工作簿，改好后连同隐藏的“系统信息”工作表一起送回。"


@transaction.atomic
def take_back_book(*, by: User, campaign: Campaign, content: bytes, name: str) -> TownReturn:
    """Take the workbook in and find what went out; the page compares."""
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("专项行动还没有启动或者已经结束，不能送回工作簿。")
    admitted = admit(content, name, kinds=TABLES, most_bytes=MOST_BYTES, field="content")
    about = about_of(read_book(content, name))
    if about.get("用途") != PURPOSE:
        raise Invalid("这不是乡镇工作簿。登记新事项的模板请到“表格导入”里上传。", "content")
    book = book_named(campaign, about.get(WHOSE, ""))
    if book is None or not may(by, "townbook.take", book.township, within=campaign.pk):
        raise Invalid(STRANGE, "content")
    if book.base is None:
        raise Invalid("这本工作簿发出太久，底本已经不再保存。请重新下载。", "content")
    row = TownReturn(book=book, file_name=admitted.name, sha256=digest_of(content), by=by, at=clock.now())
    row.content = base64.b64encode(content).decode("ascii")
    row.save(force_insert=True)
    compare_return(by=by, back=row)
    return row


def compare_return(*, by: User, back: TownReturn) -> Comparison:
    """What the workbook means now."""
    held: Any = back.content
    if not held:
        raise Invalid("这份工作簿已经不再保存，请重新送回。")
    content = base64.b64decode(held.in_full())
    return compare_book(by=by, book=back.book, content=content, name=back.file_name)


@transaction.atomic
def merge_return(*, by: User, back: TownReturn, chosen: Sequence[str], seen: str) -> TownReturn:
    """Merge all of it or nothing: what the sheet alone changed, the clashes `chosen` for it, the new rows.

    `seen` is the fingerprint of what was shown; where something has changed since, nothing is done.
    """
    require(by, "townbook.merge", back)
    lock(TownReturn(pk=back.pk))
    row = TownReturn.objects.select_related("book__campaign", "book__township").get(pk=back.pk)
    if row.state != State.COMPARED:
        raise Invalid(f"这份工作簿{row.get_state_display()}，请重新送回。")
    if not may(by, "townbook.take", row.book.township, within=row.book.campaign_id):
        raise Refused
    found = compare_return(by=by, back=row)
    if found.fingerprint != seen:
        raise Invalid("比较之后系统里的情况有了变化，什么也没有改。请看过下面新的结果，再确认。")
    if found.faults:
        raise Invalid("还有不对的地方，什么也没有改。")
    changes, campaign = found.changes(chosen), row.book.campaign
    if not changes and not found.new:
        raise Invalid("没有要改的内容。")
    if changes:
        row.amending = amend_many(by=by, campaign=campaign, changes=changes, origin=PURPOSE)
    if found.new:
        row.batch = register_many(
            by=by, campaign=campaign, matters=found.new, origin=PURPOSE, sha256=row.sha256
        )
    cells = sum(map(len, changes.values()))
    row.counts = {
        "matters": len(changes), "cells": cells, "new": len(found.new),
        "kept": len(found.taken) + len(found.clashes) - cells,
    }  # fmt: skip
    row.state, row.content, row.at = State.DONE, "", clock.now()
    row.save()
    return row


@transaction.atomic
def undo_return(*, by: User, back: TownReturn) -> list[str]:
    """Take back, within a day, what it changed and registered; the numbers of what stays, since somebody went on."""
    require(by, "townbook.merge", back)
    row = lock(TownReturn(pk=back.pk))
    if row.state != State.DONE or row.undone_at:
        raise Invalid("这份工作簿没有合并，或者已经撤销。")
    if clock.now() - row.at > UNDO_WITHIN:
        raise Invalid("合并已超过 24 小时，不能整本撤销。请逐件更正。")
    kept: list[str] = []
    if row.batch:
        kept += withdraw_batch(by=by, batch=row.batch).kept
    if row.amending:
        kept += undo_amending(by=by, amending=row.amending)
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    return kept


@transaction.atomic
def forget_old() -> None:
    """Forget workbooks that nobody merged within a day, and the cells of those that went out long ago."""
    now = clock.now()
    TownReturn.objects.filter(at__lt=now - KEPT_UNMERGED, state=State.COMPARED).update(
        state=State.DISCARDED, content=None
    )
    TownBook.objects.filter(at__lt=now - KEPT_BASE, base__isnull=False).update(base=None)
