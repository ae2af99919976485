"""An amended notice sets other targets; the indicators and what was entered for them stay."""

from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.plan.campaigns.services import Choices, apply_amendment, load_amendment, load_notice, start_campaign
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE
from zhuanban.work.indicators.models import Indicator


def test_an_indicator_follows_the_target_that_came_anew(cast):
    campaign = load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)
    start_campaign(by=cast.office, campaign=campaign)
    deliver_pending()
    indicator = Indicator.objects.get(campaign=campaign)
    assert indicator.target is not None
    assert indicator.target.value == 70
    version = load_amendment(by=cast.office, campaign=campaign, content=AMENDED.encode(), name="修订.txt")
    apply_amendment(by=cast.office, campaign=campaign, version=version, choices=Choices())
    deliver_pending()
    indicator.refresh_from_db()
    assert indicator.target is not None
    assert indicator.target.value == 65
