"""What indicators do by themselves."""

from zhuanban.ground.journal.registry import on
from zhuanban.plan.campaigns.events import (
    CampaignEvent,
    CampaignStarted,
    CorrectionUndone,
    FactAdded,
    FactCorrected,
    FactRemoved,
    NoticeAmended,
)
from zhuanban.work.indicators.selectors import action_of
from zhuanban.work.indicators.services import draw_indicators


@on(CampaignStarted)
def follow_targets(event: CampaignStarted) -> None:
    """An indicator for each that the targets of the started action name."""
    draw_indicators(action_of(event.campaign_id))


def tie_targets(event: CampaignEvent) -> None:
    """A correction or amendment of the plan writes its targets anew: new ones get an indicator, known ones keep it."""
    action = action_of(event.campaign_id)
    if action.confirmed_at:
        draw_indicators(action)


for correction in (FactCorrected, FactAdded, FactRemoved, CorrectionUndone, NoticeAmended):
    on(correction)(tie_targets)
