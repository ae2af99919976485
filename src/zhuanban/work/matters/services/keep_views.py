"""Keeping views of the ledger (台账视图): one's own, and those that the office shares with everybody."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.events import LedgerViewChanged
from zhuanban.work.matters.models import DefaultView, SavedView

MOST_VIEWS = 50
LONGEST_QUERY = 1500


@transaction.atomic
def save_view(*, by: User, campaign: Campaign, title: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a filter with its columns and order under a name; the same name again replaces what it held."""
    require(by, "ledger_view.save", campaign)
    if is_shared:
        require(by, "ledger_view.share", campaign)
    title = _title(title)
    if len(query) > LONGEST_QUERY:
        raise Invalid("筛选条件太长，请减少几项再保存。")
    standing = SavedView.objects.filter(campaign=campaign, owner=by.pk, removed_at=None)
    view = standing.select_for_update().filter(title=title).first()
    if view is None:
        if standing.count() >= MOST_VIEWS:
            raise Invalid(f"最多保存 {MOST_VIEWS} 个视图，请先删除不用的。")
        view = SavedView(campaign=campaign, owner=by, title=title)
    view.query, view.is_shared, view.saved_at = query, is_shared, clock.now()
    view.save()
    return _said(view, "保存", by)


@transaction.atomic
def rename_view(*, by: User, view: SavedView, title: str) -> SavedView:
    """Give a view another name; its address stays."""
    row, title = _held(by, view), _title(title)
    same = SavedView.objects.filter(campaign=row.campaign_id, owner=row.owner_id, removed_at=None, title=title)
    if same.exclude(pk=row.pk).exists():
        raise Invalid(f"已经有一个视图叫“{title}”，请换一个名称。", "title")
    row.title = title
    row.save(update_fields=["title"])
    return _said(row, "改名", by)


@transaction.atomic
def share_view(*, by: User, view: SavedView) -> SavedView:
    """Show a view to everybody in the action; each sees in it only what concerns him."""
    return _shared(by, view, is_shared=True)


@transaction.atomic
def unshare_view(*, by: User, view: SavedView) -> SavedView:
    """Keep a shared view to oneself again."""
    return _shared(by, view, is_shared=False)


def _shared(by: User, view: SavedView, *, is_shared: bool) -> SavedView:
    row = _held(by, view)
    require(by, "ledger_view.share", row.campaign)
    row.is_shared = is_shared
    row.save(update_fields=["is_shared"])
    return _said(row, "共享" if is_shared else "取消共享", by)


@transaction.atomic
def remove_view(*, by: User, view: SavedView) -> SavedView:
    """Take a view away; it can be taken back."""
    row = _held(by, view)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    return _said(row, "删除", by)


@transaction.atomic
def restore_view(*, by: User, view: SavedView) -> SavedView:
    """Take back a view that was removed."""
    row = _held(by, view)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    return _said(row, "恢复", by)


@transaction.atomic
def open_first(*, by: User, view: SavedView) -> SavedView:
    """Show this view first whenever the person opens the ledger."""
    require(by, "ledger_view.open", view)
    if view.removed_at:
        raise Invalid("这个视图已经删除。")
    DefaultView.objects.update_or_create(campaign=view.campaign, user=by, defaults={"view": view})
    return _said(view, "设为默认的", by)


@transaction.atomic
def open_plain(*, by: User, view: SavedView) -> SavedView:
    """Show the whole ledger first again."""
    require(by, "ledger_view.open", view)
    DefaultView.objects.filter(campaign=view.campaign, user=by.pk, view=view).delete()
    return _said(view, "不再默认打开", by)


def _held(by: User, view: SavedView) -> SavedView:
    require(by, "ledger_view.change", view)
    return lock(view)


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Invalid("请给视图起个名称。", "title")
    if len(title) > 30:
        raise Invalid("视图名称不能超过 30 个字。", "title")
    return title


def _said(view: SavedView, what: str, by: User) -> SavedView:
    told = LedgerViewChanged(
        view_id=view.pk, what=what, is_shared=view.is_shared, campaign_id=view.campaign_id
    )
    record(told, by=by)
    return view
