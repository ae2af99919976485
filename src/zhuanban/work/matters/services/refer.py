"""A matter is handed to an enforcement body (转执法): its time stands still; case number and outcome come back."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events.special import MatterReferralClosed, MatterReferralReturned, MatterReferred
from zhuanban.work.matters.models import Matter, Referral
from zhuanban.work.matters.rules.loop import Act
from zhuanban.work.matters.selectors.clocks import running_clock
from zhuanban.work.matters.services.aftercare import hand_to_keeper
from zhuanban.work.matters.services.suspend import prolong
from zhuanban.work.matters.services.timing import limit_words
from zhuanban.work.matters.services.verify import hold_to_verify
from zhuanban.work.matters.services.writing import LIT, hold, lit, moved, reasoned, remarked, saved, unit_of


@transaction.atomic
def refer_matter(*, by: User, matter: Matter, body: str, reason: str, case_number: str = "") -> Matter:
    """Hand it to the body, with the reason; the clock is paused until the outcome is known."""
    row, before = hold(by, Act.REFER, matter)
    body, reason, now, ends = _within(body, "body", 60), reasoned(reason), clock.now(), running_clock(row)
    number = _within(case_number, "case_number", 60, needed=False)
    Referral.objects.create(matter=row, body=body, case_number=number, at=now)
    ends.paused_at = now
    ends.save(update_fields=["paused_at"])
    moved(row, Act.REFER)
    lit(row, None, now)
    saved(row, before, "state", *LIT)
    told = MatterReferred(
        matter_id=row.pk, number=row.number, remark_id=remarked(row, Act.REFER, by, f"移交{body}：{reason}"),
        campaign_id=row.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=unit_of(by))
    return row


@transaction.atomic
def close_referred(*, by: User, matter: Matter, outcome: str, case_number: str = "") -> Matter:
    """The body has dealt with it: the matter is closed with its outcome."""
    row, before, _ = hold_to_verify(by, Act.REFER_CLOSE, matter)
    _ended(row, outcome, case_number)
    now, ends = clock.now(), running_clock(row)
    prolong(ends)
    ends.stopped_at = now
    ends.save(update_fields=["stopped_at"])
    moved(row, Act.REFER_CLOSE)
    row.closed_at = now
    lit(row, None, now)
    saved(row, before, "state", "closed_at", *LIT)
    hand_to_keeper(row, now)
    told = MatterReferralClosed(
        matter_id=row.pk, number=row.number, remark_id=remarked(row, Act.REFER_CLOSE, by, outcome),
        campaign_id=row.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=unit_of(by))
    return row


@transaction.atomic
def return_referred(*, by: User, matter: Matter, outcome: str, case_number: str = "") -> Matter:
    """The body gives it back: the unit goes on, with its limit later by what that took."""
    row, before = hold(by, Act.REFER_BACK, matter)
    _ended(row, outcome, case_number)
    now, ends = clock.now(), running_clock(row)
    prolong(ends)
    moved(row, Act.REFER_BACK)
    lit(row, ends, now)
    saved(row, before, "state", *LIT)
    told = MatterReferralReturned(
        matter_id=row.pk, number=row.number, limit=limit_words(ends),
        remark_id=remarked(row, Act.REFER_BACK, by, outcome), campaign_id=row.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=unit_of(by))
    return row


def _ended(row: Matter, outcome: str, case_number: str) -> None:
    referral = Referral.objects.select_for_update().get(matter=row, ended_at=None)
    referral.outcome, referral.ended_at = _within(outcome, "outcome", 300), clock.now()
    referral.case_number = _within(case_number, "case_number", 60, needed=False) or referral.case_number
    referral.save(update_fields=["outcome", "ended_at", "case_number"])


def _within(text: str, field: str, most: int, *, needed: bool = True) -> str:
    words = {"body": "执法机关", "outcome": "结果", "case_number": "案号"}[field]
    if needed and not text.strip():
        raise Invalid(f"请写明{words}。", field)
    if len(text.strip()) > most:
        raise Invalid(f"{words}不能超过 {most} 个字。", field)
    return text.strip()
