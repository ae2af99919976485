from django.db.models import QuerySet

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User


def approvals_to_decide(user: User, campaign_id: int) -> QuerySet[Approval]:
    """What waits for this person's decision, the oldest first."""
    waiting = permitted(user, "approval.decide", Approval).filter(state=Approval.State.ASKED, campaign_id=campaign_id)
    return waiting.select_related("asked_by").order_by("asked_at")


def latest_approval(action: str, subject_kind: str, subject_id: int) -> Approval | None:
    """The newest request of this kind about the row."""
    asked = Approval.objects.filter(action=action, subject_kind=subject_kind, subject_id=subject_id)
    return asked.select_related("asked_by", "decided_by").order_by("-pk").first()
