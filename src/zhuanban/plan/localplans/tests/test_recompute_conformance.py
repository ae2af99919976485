"""The notice changes beneath the local plans: they are set beside it again, once however often it is told."""

from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Campaign, Target
from zhuanban.plan.campaigns.services import Choices, apply_amendment, correct_fact, load_amendment
from zhuanban.plan.campaigns.tests.notices import NOTICE, ROSTER_NOTICE
from zhuanban.plan.localplans.selectors import conformed
from zhuanban.plan.localplans.services import confirm_local_plan, mark_clause, recompute_conformance
from zhuanban.plan.localplans.tests.story import LIUHE, WHOLE, clause, running, uploaded


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


def test_facts_that_people_added_are_asked_of_the_townships_too(cast):
    campaign = running(cast)
    plan = uploaded(cast, campaign, WHOLE)
    key = clause(campaign, "整治城镇秩序").key
    added = {
        "duties": {"clause": key, "unit": "区水务局", "role": "lead"},
        "demands": {"clause": key, "text": "集市日专人值守", "force": "must"},
        "deadlines": {"clause": key, "by": "2024-06-30", "every": "", "text": "2024年6月底前"},
        "targets": {"clause": key, "indicator": "规范停车率", "op": ">=", "value": "90", "unit": "%", "by": ""},
    }
    for kind, value in added.items():
        correct_fact(by=cast.office, campaign=campaign, fact_kind=kind, anchor="+", value=value)
    recompute_conformance(campaign_id=campaign.pk)
    plan.refresh_from_db()
    (line,) = conformed(plan, "weakened").lines
    assert line.heading == "（二）整治城镇秩序"
    assert {reason["kind"] for reason in line.reasons} == {"deadline", "target"}


def test_an_amendment_is_answered_clause_by_clause_and_decisions_stay(cast):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    order = clause(campaign, "整治城镇秩序")
    mark_clause(by=cast.office, plan=plan, clause=order, decision="not_concerned", note="没有集市")
    amended = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达55%").replace("到2025年前", "到2026年底")
    signs = "（一）规范沿街招牌\n\n拆除破损招牌。〔责任单位：各乡镇（街道）〕\n\n（二）整治环境卫生\n"
    amended = amended.replace("（一）整治环境卫生\n", signs)
    _amend(cast, campaign, amended.replace("（二）整治城镇秩序", "（三）整治城镇秩序"))
    plan.refresh_from_db()
    assert plan.notice_version.number == 2
    assert (plan.weakened, plan.strengthened, plan.missing, plan.not_concerned) == (0, 1, 1, 1)
    assert conformed(plan, "missing").lines[0].heading == "（一）规范沿街招牌"
    assert conformed(plan, "not_concerned").lines[0].pk == order.pk


def test_an_amendment_of_the_task_force_alone_tells_nothing(cast):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    _amend(cast, campaign, ROSTER_NOTICE)
    plan.refresh_from_db()
    assert plan.notice_version.number == 2
    assert not Entry.objects.filter(event="ConformanceRecomputed").exists()


def _amend(cast, campaign: Campaign, text: str) -> None:
    version = load_amendment(by=cast.office, campaign=campaign, content=text.encode(), name="修订.txt")
    apply_amendment(by=cast.office, campaign=campaign, version=version, choices=Choices())
    deliver_pending()


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
