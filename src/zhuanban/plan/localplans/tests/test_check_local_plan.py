"""The office looks at what a township handed in: decides clause by clause, returns it, confirms it."""

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.localplans.models import ClauseMark, LocalPlan
from zhuanban.plan.localplans.services import confirm_local_plan, explain_gap, mark_clause, return_local_plan
from zhuanban.plan.localplans.tests.story import HALF, WHOLE, clause, running, uploaded


@pytest.fixture
def plan(cast) -> LocalPlan:
    """柳河镇 said one thing in words that only half fit."""
    return uploaded(cast, running(cast), HALF)


def address(plan: LocalPlan, rest: str = "") -> str:
    return f"/c/{plan.campaign.slug}/localplans/{plan.uid}/{rest}"


def test_the_office_decides_what_the_comparison_is_unsure_of(cast, client, plan):
    assert plan.unsure == 1
    order = clause(plan.campaign, "整治城镇秩序")
    client.force_login(cast.office)
    page = client.get(address(plan, f"clauses/{order.pk}/mark/"))
    assert "（三）疏导经营摊点" in page.content.decode()
    sent = {"decision": "carried_out", "note": "第（三）条就是这件事"}
    assert client.post(address(plan, f"clauses/{order.pk}/mark/"), sent).url == address(plan)
    plan.refresh_from_db()
    assert (plan.unsure, plan.carried_out) == (0, 2)
    sentence = Entry.objects.get(event="LocalClauseMarked").sentence
    assert sentence == "柳河镇方案中“整治城镇秩序”记为已经落实"
    shown = client.get(address(plan, "?state=carried_out")).content.decode()
    assert "程序判断：拿不准" in shown


def test_the_township_explains_a_gap_and_the_office_reads_it(cast, client, plan):
    order = clause(plan.campaign, "整治城镇秩序")
    client.force_login(cast.township)
    sent = {"explanation": "本镇只有一条街"}
    assert client.post(address(plan, f"clauses/{order.pk}/explain/"), sent).url == address(plan)
    assert Entry.objects.get(event="GapExplained").sentence == "柳河镇说明“整治城镇秩序”为什么没有写到"
    client.force_login(cast.office)
    assert "本镇只有一条街" in client.get(address(plan)).content.decode()
    plan.refresh_from_db()
    assert plan.unsure == 1


def test_a_plan_with_an_open_doubt_is_not_confirmed(cast, client, plan):
    client.force_login(cast.office)
    response = client.post(address(plan, "confirm/"), follow=True)
    assert "还有 1 条拿不准" in response.content.decode()
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_a_plan_that_carries_the_notice_out_is_confirmed_once(cast, client, plan):
    whole = uploaded(cast, plan.campaign, WHOLE)
    client.force_login(cast.office)
    client.post(address(whole, "confirm/"))
    whole.refresh_from_db()
    assert (whole.state, whole.decided_by) == ("confirmed", cast.office)
    assert Entry.objects.get(event="LocalPlanConfirmed").sentence == "确认柳河镇实施方案（第 2 版）"
    with pytest.raises(Invalid, match="已确认"):
        confirm_local_plan(by=cast.office, plan=whole)


def test_a_returned_plan_says_why_and_an_old_version_is_not_touched(cast, client, plan):
    client.force_login(cast.office)
    assert client.post(address(plan, "return/"), {"reason": ""}).status_code == 422
    client.post(address(plan, "return/"), {"reason": "污水目标低于通知"})
    client.force_login(cast.township)
    assert "污水目标低于通知" in client.get(address(plan)).content.decode()
    assert "退回原因：污水目标低于通知" in client.get(f"/c/{plan.campaign.slug}/localplans/upload/").content.decode()
    uploaded(cast, plan.campaign, WHOLE)
    with pytest.raises(Invalid, match="新版"):
        return_local_plan(by=cast.office, plan=plan, reason="再看")
    with pytest.raises(Invalid, match="新版"):
        explain_gap(by=cast.township, plan=plan, clause=clause(plan.campaign, "整治城镇秩序"), explanation="没有")


def test_a_clause_that_is_carried_out_needs_no_mark(cast, client, plan):
    hygiene = clause(plan.campaign, "整治环境卫生")
    with pytest.raises(Invalid, match="已经对上"):
        mark_clause(by=cast.office, plan=plan, clause=hygiene, decision="missing", note="看错了")
    client.force_login(cast.office)
    assert client.get(address(plan, f"clauses/{hygiene.pk}/mark/")).status_code == 404


@pytest.mark.parametrize("who", ["township", "other_township", "leader", "handler", "outsider"])
def test_only_the_office_decides_and_nothing_is_written_by_others(cast, plan, who):
    by, order = cast.people[who], clause(plan.campaign, "整治城镇秩序")
    for act in (
        lambda: mark_clause(by=by, plan=plan, clause=order, decision="missing", note="看过"),
        lambda: return_local_plan(by=by, plan=plan, reason="不行"),
        lambda: confirm_local_plan(by=by, plan=plan),
    ):
        with pytest.raises(Refused):
            act()
    plan.refresh_from_db()
    assert plan.state == "submitted"
    assert not ClauseMark.objects.exists()


@pytest.mark.parametrize("who", ["other_township", "handler", "inspector", "outsider"])
def test_others_do_not_find_the_plan(cast, client, plan, who):
    client.force_login(cast.people[who])
    assert client.get(address(plan)).status_code == 404
    with pytest.raises(Refused):
        explain_gap(by=cast.people[who], plan=plan, clause=clause(plan.campaign, "整治城镇秩序"), explanation="没有")
