"""A request is seen and decided by holders of the role it names, and seen by whoever asked."""

from django.db.models import Q

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.rules import Role


def to_decide(me: Seat) -> Q:
    """Requests to the seat's role in its district, for its action or for all; never one's own."""
    rows = Q(decider_role=me.role, district=me.district_id) & ~Q(asked_by=me.user_id)
    return rows & Q(campaign_id=me.campaign_id) if me.campaign_id else rows


allow([Role.LEADER, Role.OFFICE], "approval.decide", Approval, where=to_decide)
allow([Role.LEADER, Role.OFFICE], "approval.view", Approval, where=to_decide)
allow(list(Role), "approval.view", Approval, where=lambda me: Q(asked_by=me.user_id))
