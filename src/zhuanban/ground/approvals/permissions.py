"""A request is seen and decided by holders of the role it names, and seen by whoever asked."""

from django.db.models import Q

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role


def to_decide(me: Seat) -> Q:
    """送本角色决定、非本人提交或起草的: requests to the seat's role in its district, for its action or for all; never
    one's own, nor about what one wrote.

    What is asked of the office, the director may decide as well as a clerk. A deputy neither decides what it wrote
    itself nor what the one asked for whom it acts.
    """
    asked = OFFICE_ROLES if me.role == Role.OFFICE_DIRECTOR else (me.role,)
    written = Approval.authors.through.objects.filter(user__in=me.people).values("approval")
    rows = Q(decider_role__in=asked, district=me.district_id) & ~Q(asked_by__in=me.people) & ~Q(pk__in=written)
    rows &= ~Q(asked_for__in=me.people)
    return rows & Q(campaign_id=me.campaign_id) if me.campaign_id else rows


def asked_by_me(me: Seat) -> Q:
    """本人提交的: requests that the person made."""
    return Q(asked_by=me.user_id)


allow([Role.LEADER, *OFFICE_ROLES], "approval.decide", Approval, where=to_decide)
allow([Role.LEADER, *OFFICE_ROLES], "approval.view", Approval, where=to_decide)
allow(OFFICIALS, "approval.view", Approval, where=asked_by_me)
in_words({"approval.decide": "作出审批决定", "approval.view": "查看审批"})
