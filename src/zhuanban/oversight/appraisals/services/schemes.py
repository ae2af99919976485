"""Drafting, revising and publishing a scheme."""

import hashlib
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.events import SchemeDrafted, SchemePublished, SchemeRevised
from zhuanban.oversight.appraisals.models import Scheme
from zhuanban.oversight.appraisals.rules.periods import first_of_next_month
from zhuanban.oversight.appraisals.rules.scheme_text import LONGEST, faults_of, name_of, sentence_of
from zhuanban.oversight.appraisals.selectors.schemes import recused_townships
from zhuanban.plan.campaigns.models import Campaign


@transaction.atomic
def draft_scheme(*, by: User | None, campaign: Campaign, text: str) -> Scheme:
    """A new version as a draft, faults and all; `by` None: the scheme that the product brings along."""
    if by is not None:
        require(by, "scheme.draft", campaign)
    campaign = lock(campaign)
    text = checked_text(text)
    last = Scheme.objects.filter(campaign=campaign).order_by("-number").values_list("number", flat=True).first() or 0
    scheme = Scheme.objects.create(
        campaign=campaign,
        number=last + 1,
        name=name_of(text),
        text=text,
        drafted_by=by,
        drafted_at=clock.now(),
    )
    event = SchemeDrafted(scheme_id=scheme.pk, name=scheme.name, number=scheme.number, campaign_id=scheme.campaign_id)
    record(event, by=by)
    return scheme


@transaction.atomic
def revise_scheme(*, by: User, scheme: Scheme, text: str) -> Scheme:
    """Another text for a draft; a published scheme never changes."""
    require(by, "scheme.revise", scheme)
    scheme = lock(scheme)
    require_draft(scheme)
    scheme.text = checked_text(text)
    scheme.name = name_of(scheme.text)
    scheme.save(update_fields=["text", "name"])
    event = SchemeRevised(scheme_id=scheme.pk, name=scheme.name, number=scheme.number, campaign_id=scheme.campaign_id)
    record(event, by=by)
    return scheme


@transaction.atomic
def publish_scheme(*, by: User, scheme: Scheme, starts_on: date, ends_on: date | None = None) -> Scheme:
    """Publish a scheme without faults for periods that have not begun; the scheme before it ends where this begins.

    Scores look forward only (F1), also where an action is taken over in its middle: the first period of a scheme is the
    month after its publication at the earliest, so that nobody is scored by rules it could not know.
    """
    require(by, "scheme.publish", scheme)
    refuse_recused(by, scheme.campaign, "公布考核各乡镇（街道）的评分办法")
    campaign = lock(scheme.campaign)
    scheme = lock(scheme)
    require_draft(scheme)
    require_running(campaign)
    if faults := faults_of(scheme.text):
        raise Invalid(f"评分办法有 {len(faults)} 处问题，不能公布。第一处：{sentence_of(faults[0])}")
    require_future(starts_on, ends_on)
    end_predecessor(scheme, starts_on)
    scheme.starts_on, scheme.ends_on = starts_on, ends_on
    scheme.published_at, scheme.published_by = clock.now(), by
    scheme.save(update_fields=["starts_on", "ends_on", "published_at", "published_by"])
    record(
        SchemePublished(
            scheme_id=scheme.pk,
            name=scheme.name,
            number=scheme.number,
            starts_on=starts_on,
            digest=digest_of(scheme),
            campaign_id=scheme.campaign_id,
        ),
        by=by,
    )
    return scheme


def digest_of(scheme: Scheme) -> str:
    """SHA-256 of the text."""
    return hashlib.sha256(scheme.text.encode()).hexdigest()


def checked_text(text: str) -> str:
    """The text with plain line ends; Invalid where it is empty or far too long."""
    plain = text.replace("\r\n", "\n").strip()
    if not plain:
        raise Invalid("评分办法是空的。", "text")
    if len(plain) > LONGEST:
        raise Invalid(f"评分办法的文本超过 {LONGEST} 个字。", "text")
    return f"{plain}\n"


def refuse_recused(by: User, campaign: Campaign, what: str) -> None:
    """Refuse whoever holds a post in an appraised township."""
    if towns := recused_townships(by, campaign):
        raise Refused(f"您在{towns[0].name}任职，按回避规定不能{what}，请由其他人办理。")


def require_draft(scheme: Scheme) -> None:
    """Raise Invalid for a published scheme."""
    if scheme.published_at is not None:
        raise Invalid("这一版已经公布，不能再改。需要调整时请另起一版。")


def require_running(campaign: Campaign) -> None:
    """Raise Invalid unless the action is running."""
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("行动还没有启动或已经结束，不能公布评分办法。")


def require_future(starts_on: date, ends_on: date | None) -> None:
    """Raise Invalid for days that have begun, that cut a month, or that end before they start."""
    earliest = first_of_next_month(clock.today())
    if starts_on < earliest:
        raise Invalid(
            f"评分办法要先公布、后起评，最早自 {earliest:%Y-%m-%d} 起评，已经开始的周期不能补定办法。", "starts_on"
        )
    if starts_on.day != 1:
        raise Invalid("请自某月 1 日起评，周期才完整。", "starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise Invalid("止评日不能早于起评日。", "ends_on")


def end_predecessor(scheme: Scheme, starts_on: date) -> None:
    """End the scheme in force the day before; Invalid where a later one is already published."""
    others = Scheme.objects.filter(campaign=scheme.campaign_id, published_at__isnull=False)
    if others.filter(starts_on__gte=starts_on).exists():
        raise Invalid("已有一版自这一天或更晚起评，请选择更晚的起评日。", "starts_on")
    before = others.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    before.update(ends_on=starts_on - timedelta(days=1))
