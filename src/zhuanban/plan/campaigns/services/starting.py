"""Confirming the plan starts the action."""

from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import CampaignStarted
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.plan import tasks_of
from zhuanban.plan.campaigns.selectors.review import review_of, unchecked_words


@transaction.atomic
def start_campaign(*, by: User, campaign: Campaign, taken_over_on: date | None = None) -> Campaign:
    """Confirm the plan. From the take-over day the action is judged (A13); empty: from its first day."""
    require(by, "campaign.start", campaign)
    campaign = lock(campaign)
    if campaign.state != Campaign.State.DRAFT:
        raise Invalid("这个行动已经确认启动过了。")
    if not (campaign.starts_on and campaign.ends_on):
        raise Invalid("通知里没有读出行动的起止日期，请先在“题头”里补上起止日期。")
    if not tasks_of(campaign).exists():
        raise Invalid("通知里没有读出一条任务，请先把任务条款的类别更正为“任务”。")
    if taken_over_on and not campaign.starts_on <= taken_over_on <= campaign.ends_on:
        raise Invalid(f"接管日期要在行动期间内（{campaign.starts_on} 至 {campaign.ends_on}）。", "taken_over_on")
    campaign.state = Campaign.State.RUNNING
    campaign.taken_over_on = taken_over_on
    campaign.confirmed_by, campaign.confirmed_at = by, clock.now()
    campaign.save(update_fields=["state", "taken_over_on", "confirmed_by", "confirmed_at"])
    left = unchecked_words(review_of(campaign))
    words = f"，当时{left}没有核对" if left else ""
    event = CampaignStarted(
        campaign_id=campaign.pk, name=campaign.name, unchecked=words, taken_over_on=taken_over_on
    )
    record(event, by=by)
    return campaign
