"""The office publishes its own rules of lights."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.events import LightRulesPublished
from zhuanban.work.matters.models import LightVersion, Matter
from zhuanban.work.matters.rules.lights import light_rules
from zhuanban.work.matters.selectors.light_rules import text_in_force


@transaction.atomic
def publish_light_rules(*, by: User, campaign: Campaign, text: str, note: str) -> LightVersion:
    """Put new rules in force; the worker moves the lights of open matters within minutes."""
    require(by, "light.publish", campaign)
    lock(campaign)
    text, note = text.replace("\r\n", "\n").strip() + "\n", note.strip()
    light_rules(text)
    if text == text_in_force(campaign.pk):
        raise Invalid("规则没有变化。", "text")
    if not note or len(note) > 200:
        raise Invalid("请写明为什么改，1 到 200 个字。", "note")
    newest = LightVersion.objects.filter(campaign=campaign).order_by("-number").first()
    version = LightVersion.objects.create(
        campaign=campaign, number=newest.number + 1 if newest else 1, text=text, note=note, published_by=by,
        published_at=clock.now(),
    )  # fmt: skip
    lit = Matter.objects.filter(campaign=campaign, closed_at=None, due_at__isnull=False)
    lit.update(light_changes_at=clock.now())
    record(
        LightRulesPublished(version_id=version.pk, number=version.number, campaign_id=campaign.pk),
        by=by,
    )
    return version
