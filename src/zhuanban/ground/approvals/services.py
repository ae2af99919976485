"""Asking for an approval and deciding it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from zhuanban.ground.approvals.events import ApprovalAsked, ApprovalDecided, ApprovalPassedOn
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import is_recused

RECUSED = "您在这件事涉及的单位任职，按回避规定不能审批，请由其他人办理。"


@dataclass(frozen=True)
class Request:
    """What is asked: an action about one row, in words that the decider reads."""

    action: str
    subject_kind: str
    subject_id: int
    title: str
    decider_role: Role
    district_id: int
    campaign_id: int
    reason: str = ""
    link: str = ""
    due_at: datetime | None = None
    details: dict[str, Any] = field(default_factory=dict)
    units: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()


@transaction.atomic
def ask_approval(*, by: User, request: Request) -> Approval:
    """Put a request before the holders of a role; the calling service has checked that `by` may ask."""
    same = Approval.objects.filter(
        action=request.action,
        subject_kind=request.subject_kind,
        subject_id=request.subject_id,
        state=Approval.State.ASKED,
    )
    if same.exists():
        raise Invalid("这件事已经在审批中，请等待答复。")
    columns = {name: value for name, value in vars(request).items() if name not in ("units", "authors")}
    approval = Approval.objects.create(**columns, asked_by=by, asked_for=by.acting_for, asked_at=clock.now())
    approval.units.set(request.units)
    approval.authors.set(request.authors)
    record(
        ApprovalAsked(approval_id=approval.pk, title=approval.title, campaign_id=approval.campaign_id), by=by
    )
    return approval


@transaction.atomic
def decide_approval(*, by: User, approval: Approval, granted: bool, opinion: str = "") -> Approval:
    """Grant or deny; a denial says why. The room that asked hears ApprovalDecided."""
    require(by, "approval.decide", approval)
    approval = lock(approval)
    if is_recused(by, *approval.units.values_list("pk", flat=True)):
        raise Refused(RECUSED)
    if approval.state != Approval.State.ASKED:
        raise Invalid("这件事已经有了审批结果。")
    if not granted and not opinion.strip():
        raise Invalid("不同意时请写明意见。", "opinion")
    approval.state = Approval.State.GRANTED if granted else Approval.State.DENIED
    approval.decided_by, approval.decided_for, approval.decided_at = by, by.acting_for, clock.now()
    approval.opinion = opinion.strip()
    approval.save(update_fields=["state", "decided_by", "decided_for", "decided_at", "opinion"])
    record(
        ApprovalDecided(
            approval_id=approval.pk,
            title=approval.title,
            action=approval.action,
            about_kind=approval.subject_kind,
            about_id=approval.subject_id,
            granted=granted,
            outcome="同意" if granted else "不同意",
            decided_by_id=by.pk,
            campaign_id=approval.campaign_id,
        ),
        by=by,
    )
    return approval


@transaction.atomic
def pass_on_requests(*, leaving_id: int, successor_id: int) -> int:
    """What the one asked and waits for an answer, the other has asked from now on; neither of them decides it."""
    waiting = list(Approval.objects.select_for_update().filter(state=Approval.State.ASKED, asked_by=leaving_id))
    for approval in waiting:
        approval.authors.add(leaving_id)
        approval.asked_by_id = successor_id
        approval.save(update_fields=["asked_by"])
        told = ApprovalPassedOn(approval_id=approval.pk, title=approval.title, campaign_id=approval.campaign_id)
        record(told, by=None)
    return len(waiting)


@transaction.atomic
def concern_successors(event: UnitsReorganised) -> None:
    """What waits for an answer concerns, beside the closed units, all that came of them (回避); twice adds nothing."""
    for old, new in (*event.successors, *event.parts):
        for approval in Approval.objects.filter(state=Approval.State.ASKED, units=old):
            approval.units.add(new)
