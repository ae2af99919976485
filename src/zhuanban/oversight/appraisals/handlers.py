"""What appraisal does by itself."""

from datetime import time

from zhuanban.ground.core import clock
from zhuanban.ground.journal.registry import every_day, on
from zhuanban.ground.orgs.events import UnitsMerged, UnitSplit, UnitsReorganised
from zhuanban.oversight.appraisals.rules.periods import ended_lately
from zhuanban.oversight.appraisals.selectors.schemes import (
    action_of,
    campaigns_scored,
    has_scheme,
    published_schemes,
    scheme_covering,
    shipped_text,
)
from zhuanban.oversight.appraisals.selectors.scores import run_of
from zhuanban.oversight.appraisals.services.schemes import draft_scheme
from zhuanban.oversight.appraisals.services.scoring import compute_scores
from zhuanban.oversight.appraisals.services.succeeding import follow_units
from zhuanban.plan.campaigns.events import CampaignStarted


@on(CampaignStarted)
def offer_scheme(event: CampaignStarted) -> None:
    """Lay the shipped scheme before the office as a draft; only a person publishes it."""
    action = action_of(event.campaign_id)
    if not has_scheme(action):
        draft_scheme(by=None, campaign=action, text=shipped_text())


def follow_reorganisation(event: UnitsReorganised) -> None:
    """Acceptances that are not settled go to the township or part that takes over."""
    follow_units(event)


for reorganised in (UnitsMerged, UnitSplit):
    on(reorganised)(follow_reorganisation)


@every_day(at=time(1, 30))
def score_ended_periods() -> None:
    """Compute the scores of a month or quarter once it has ended; also later, where nothing ran on the day after."""
    for action in campaigns_scored():
        schemes = published_schemes(action)
        for period in ended_lately(clock.today()):
            scheme, run = scheme_covering(schemes, period), run_of(action, period)
            if scheme and (run is None or run.is_interim):
                compute_scores(by=None, scheme=scheme, period=period)
