"""What appraisal does by itself."""

from datetime import time, timedelta

from zhuanban.ground.core import clock
from zhuanban.ground.journal.registry import every_day, on
from zhuanban.oversight.appraisals.rules.periods import ended_on
from zhuanban.oversight.appraisals.selectors.schemes import (
    action_of,
    campaigns_scored,
    has_scheme,
    published_schemes,
    scheme_covering,
    shipped_text,
)
from zhuanban.oversight.appraisals.services.schemes import draft_scheme
from zhuanban.oversight.appraisals.services.scoring import compute_scores
from zhuanban.plan.campaigns.events import CampaignStarted


@on(CampaignStarted)
def offer_scheme(event: CampaignStarted) -> None:
    """Lay the shipped scheme before the office as a draft; only a person publishes it."""
    action = action_of(event.campaign_id)
    if not has_scheme(action):
        draft_scheme(by=None, campaign=action, text=shipped_text())


@every_day(at=time(1, 30))
def score_ended_periods() -> None:
    """On the day after a month or quarter ended, compute its scores in every action that has a scheme for it."""
    for period in ended_on(clock.today() - timedelta(days=1)):
        for action in campaigns_scored():
            scheme = scheme_covering(published_schemes(action), period)
            if scheme:
                compute_scores(by=None, scheme=scheme, period=period)
