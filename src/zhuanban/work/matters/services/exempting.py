"""Exceptions to limits (例外): what was asked, by whom it was approved, until when; each a row with its dates."""

from datetime import date

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import Request, ask_approval
from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters.models import Clock, Exemption, Matter


def exempted(
    row: Matter, sort: Exemption.Sort, until: date, *, by: User | None, approval: Approval | None = None
) -> Exemption:
    """Write the exception: asked for where there is an approval to wait for, else granted at once."""
    now = clock.now()
    return Exemption.objects.create(
        matter=row,
        sort=sort,
        until=until,
        state=Exemption.State.ASKED if approval else Exemption.State.GRANTED,
        asked_by=by,
        asked_at=now,
        approval_id=approval.pk if approval else None,
        decided_by=None if approval else by,
        begun_at=None if approval else now,
    )


def asked_of(
    row: Matter, ends: Clock, *, by: User, action: str, words: str, until: date, reason: str, decider: Role
) -> Approval:
    """Put an exception before who decides it, to be answered before the limit runs out."""
    return ask_approval(
        by=by,
        request=Request(
            action=action,
            subject_kind="matter",
            subject_id=row.pk,
            title=f"{row.number} {row.kind.name}{words} {until.isoformat()}"[:120],
            decider_role=decider,
            district_id=row.campaign.district_id,
            campaign_id=row.campaign_id,
            reason=reason[:500],
            link=f"/c/{row.campaign.slug}/matters/{row.uid}/",
            due_at=ends.due_at,
            units=tuple({row.township_id, row.handler_id or row.township_id}),
            details={"until": until.isoformat(), "clock": ends.pk},
        ),
    )
