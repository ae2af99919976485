"""What local plans do by themselves."""

from zhuanban.ground.journal.registry import on
from zhuanban.ground.orgs.events import UnitsMerged, UnitSplit, UnitsReorganised
from zhuanban.plan.campaigns.events import (
    CampaignEvent,
    CorrectionUndone,
    FactAdded,
    FactCorrected,
    FactRemoved,
    NoticeAmended,
    NoticeLoaded,
)
from zhuanban.plan.localplans.services import follow_units, recompute_conformance


def compare_again(event: CampaignEvent) -> None:
    """The notice is another one, or reads otherwise: every local plan in force is set beside it again."""
    if event.campaign_id:
        recompute_conformance(campaign_id=event.campaign_id)


for change in (NoticeLoaded, NoticeAmended, FactCorrected, FactAdded, FactRemoved, CorrectionUndone):
    on(change)(compare_again)


def follow_reorganisation(event: UnitsReorganised) -> None:
    """Plans on which the office has not decided go to the township or part that takes over."""
    follow_units(event)


for reorganised in (UnitsMerged, UnitSplit):
    on(reorganised)(follow_reorganisation)
