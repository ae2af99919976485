"""The notice changes beneath the local plans: they are set beside it again, once however often it is told."""

from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Target
from zhuanban.plan.campaigns.services import correct_fact
from zhuanban.plan.localplans.services import confirm_local_plan, recompute_conformance
from zhuanban.plan.localplans.tests.story import LIUHE, WHOLE, running, uploaded


def test_a_corrected_target_changes_the_answer_and_reopens_the_plan(cast):
    campaign = running(cast)
    plan = confirm_local_plan(by=cast.office, plan=uploaded(cast, campaign, WHOLE))
    anchor = Target.objects.get(clause__campaign=campaign).anchor
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"value": "90"})
    deliver_pending()
    plan.refresh_from_db()
    assert (plan.state, plan.weakened, plan.strengthened) == ("submitted", 1, 0)
    entry = Entry.objects.get(event="ConformanceRecomputed")
    assert entry.sentence == "通知有变，重新对照柳河镇实施方案（第 1 版）：新增待补待定 1 条"
    assert entry.by is None


def test_told_twice_it_is_done_once(cast):
    campaign = running(cast)
    uploaded(cast, campaign, WHOLE)
    anchor = Target.objects.get(clause__campaign=campaign).anchor
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"value": "90"})
    assert len(recompute_conformance(campaign_id=campaign.pk)) == 1
    assert recompute_conformance(campaign_id=campaign.pk) == []
    assert Entry.objects.filter(event="ConformanceRecomputed").count() == 1


def test_only_the_newest_version_of_each_township_is_looked_at(cast):
    campaign = running(cast)
    old = uploaded(cast, campaign, LIUHE)
    uploaded(cast, campaign, WHOLE)
    anchor = Target.objects.get(clause__campaign=campaign).anchor
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value=None)
    recompute_conformance(campaign_id=campaign.pk)
    old.refresh_from_db()
    assert old.weakened == 1
    assert recompute_conformance(campaign_id=cast.campaign.pk) == []
