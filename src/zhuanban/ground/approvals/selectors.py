from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import own_units_of


def waiting_for(user: User) -> QuerySet[Approval]:
    """What waits for this person's decision in all actions, the oldest first; none about own units (回避)."""
    waiting = permitted(user, "approval.decide", Approval).filter(state=Approval.State.ASKED)
    concerning_own = Approval.units.through.objects.filter(unit__in=own_units_of(user)).values("approval")
    waiting = waiting.exclude(pk__in=concerning_own)
    return waiting.select_related("asked_by", "asked_for").order_by("asked_at", "pk")


def approvals_to_decide(user: User, campaign_id: int) -> QuerySet[Approval]:
    """What waits for this person's decision in one action, the oldest first."""
    return waiting_for(user).filter(campaign_id=campaign_id)


def asked_by(user: User) -> QuerySet[Approval]:
    """What this person asked for, the newest first."""
    asked = permitted(user, "approval.view", Approval).filter(asked_by=user)
    return asked.select_related("decided_by", "decided_for").order_by("-pk")


def decided_by(user: User) -> QuerySet[Approval]:
    """What this person has decided, the newest first."""
    decided = permitted(user, "approval.view", Approval).filter(decided_by=user)
    return decided.select_related("asked_by", "asked_for").order_by("-decided_at", "-pk")


def approval_for(user: User, uid: UUID) -> Approval:
    """The request of this key; 404 where the person neither asked it nor may decide it."""
    rows = permitted(user, "approval.view", Approval)
    rows = rows.select_related("asked_by", "asked_for", "decided_by", "decided_for")
    approval = rows.filter(uid=uid).first()
    if approval is None:
        raise Http404
    return approval


def latest_approval(action: str, subject_kind: str, subject_id: int) -> Approval | None:
    """The newest request of this kind about the row."""
    asked = Approval.objects.filter(action=action, subject_kind=subject_kind, subject_id=subject_id)
    return asked.select_related("asked_by", "asked_for", "decided_by", "decided_for").order_by("-pk").first()


def open_requests_of(user: User) -> QuerySet[Approval]:
    """What this person asked and nobody has answered; for counting, whoever counts."""
    return Approval.objects.filter(state=Approval.State.ASKED, asked_by=user)
