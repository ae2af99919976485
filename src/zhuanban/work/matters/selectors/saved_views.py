"""The views of the ledger that people keep."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import DefaultView, SavedView


def views_kept(user: User, campaign: Campaign) -> QuerySet[SavedView]:
    """The shared views and the person's own, not those that were removed."""
    views = permitted(user, "ledger_view.open", SavedView).filter(campaign=campaign, removed_at=None)
    return views.select_related("owner").order_by("-is_shared", "title", "pk")


def views_removed(user: User, campaign: Campaign) -> QuerySet[SavedView]:
    """What the person can take back, the last removed first."""
    views = permitted(user, "ledger_view.change", SavedView).filter(campaign=campaign, removed_at__isnull=False)
    return views.order_by("-removed_at")[:5]


def view_for(user: User, campaign: Campaign, uid: UUID) -> SavedView:
    """A view that the person may open, also one that was removed, so that it can be taken back; 404 else."""
    view = permitted(user, "ledger_view.open", SavedView).filter(campaign=campaign, uid=uid).first()
    if view is None:
        raise Http404
    return view


def default_view_of(user: User, campaign: Campaign) -> SavedView | None:
    """What the person wants to see first."""
    wanted = DefaultView.objects.filter(user=user.pk, campaign=campaign).values("view")
    return views_kept(user, campaign).filter(pk__in=wanted).first()


def views_to_change(user: User, views: Iterable[SavedView]) -> set[int]:
    """Which of the views the person may rename and remove."""
    keys = [view.pk for view in views]
    return set(permitted(user, "ledger_view.change", SavedView).filter(pk__in=keys).values_list("pk", flat=True))


def may_share_views(user: User, campaign: Campaign) -> bool:
    """Whether the person's views can be everybody's."""
    return may(user, "ledger_view.share", campaign)


def is_of_the_office(user: User) -> bool:
    """The same near enough for offering it, without asking the database; the service asks."""
    return any(seat.role in OFFICE_ROLES for seat in user.seats)
