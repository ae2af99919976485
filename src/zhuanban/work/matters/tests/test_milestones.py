"""Milestones: proposed, kept, confirmed, moved with a reason, reached; curves of one matter and of a whole ledger."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.work.matters import services
from zhuanban.work.matters.models import CampaignKind, Milestone, PlanChange
from zhuanban.work.matters.rules.milestones import (
    Step,
    actual_share,
    behind,
    curve,
    drawn,
    months_between,
    planned_share,
    proposed,
)
from zhuanban.work.matters.services.milestones import keep_milestones, reach_milestone
from zhuanban.work.matters.tests.story import MORNING, a_photo, address, fresh, kind, last_sentence, registered

DAYS = st.dates(date(2024, 1, 1), date(2027, 1, 1))
A_STEP = st.builds(Step, st.text("甲乙丙", min_size=1), DAYS, st.none() | DAYS, st.integers(1, 100))
STEPS = st.lists(A_STEP, min_size=1)


@given(st.lists(st.text(min_size=1), max_size=8), DAYS, DAYS)
def test_proposed_steps_lie_between_the_two_days_and_end_on_the_last(titles, one, other):
    begins, ends = min(one, other), max(one, other)
    days = [step.planned_on for step in proposed(titles, begins, ends)]
    assert days == sorted(days)
    assert days[-1] == ends
    assert days[0] >= begins
    assert len(days) == max(1, len(titles))


@given(STEPS, DAYS, DAYS)
def test_shares_only_grow_and_end_at_the_whole(steps, one, other):
    early, late = min(one, other), max(one, other)
    for share in (planned_share, actual_share):
        assert 0 <= share(steps, early) <= share(steps, late) <= 100
    assert planned_share(steps, date(2027, 1, 1)) == 100
    assert behind(steps, late) >= 0


@given(st.lists(STEPS, min_size=1, max_size=5), DAYS)
def test_a_curve_only_rises_ends_at_the_whole_and_knows_no_future(plans, today):
    points = curve(plans, today)
    planned = [point.planned for point in points]
    assert planned == sorted(planned)
    assert planned[-1] == 100
    assert [point.month for point in points] == months_between(points[0].month, points[-1].month)
    assert all((point.actual is None) == (point.month > today.replace(day=1)) for point in points)
    assert len(drawn(points).planned.split()) == len(points)


def test_a_weight_counts_for_so_much():
    steps = [Step("方案", date(2024, 3, 1), date(2024, 3, 5), 1), Step("完工", date(2024, 6, 1), None, 3)]
    assert planned_share(steps, date(2024, 6, 1)) == 100
    assert actual_share(steps, date(2024, 6, 1)) == 25
    assert behind(steps, date(2024, 6, 1)) == 75
    assert behind(steps, date(2024, 3, 31)) == 0
    assert curve([], date(2024, 1, 1)) == []
    assert curve([steps, steps[:1]], date(2024, 4, 1))[0].planned == Decimal("62.5")


@pytest.fixture
def plan(cast, morning):
    """A ledger matter of 柳河镇, to be finished on 30 June."""
    CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind("seat-problem"), clause=cast.hygiene)
    return registered(
        cast, code="seat-problem", by=cast.township, planned_on=date(2024, 6, 30), fields={"problem-type": "环境"}
    )


def sent(rows, **more):
    found = dict(more)
    for place, (title, day, weight) in enumerate(rows, 1):
        found |= {f"title-{place}": title, f"day-{place}": day, f"weight-{place}": str(weight)}
    return found


ROWS = [("方案确定", "2024-04-30", 1), ("开工", "2024-05-15", 1), ("完工", "2024-06-30", 2)]


def test_the_page_proposes_the_steps_of_the_kind_and_asks_nothing(cast, client, plan):
    client.force_login(cast.township)
    page = client.get(address(plan)).content.decode()
    assert "按类别建议" in page
    assert re.findall(r'<th scope="row">\d\. ([^<]+)', page) == ["方案确定", "开工", "完工"]
    assert "mt-planned" in page
    assert not Milestone.objects.exists()


def test_the_unit_confirms_its_days_and_later_moves_them_only_with_a_reason(cast, client, plan):
    client.force_login(cast.township)
    page = address(plan, "milestones")
    client.post(page, sent(ROWS))
    client.post(page, sent(ROWS, confirmed="on"))
    assert [row.confirmed_at is not None for row in Milestone.objects.filter(matter=plan)] == [True] * 3
    assert last_sentence(plan) == "确认 3 个里程碑的计划"
    moved = [*ROWS[:1], ("开工", "2024-05-31", 1), ROWS[2]]
    answer = client.post(page, sent(moved))
    assert answer.status_code == 422
    assert "请写明理由" in answer.content.decode()
    assert client.post(page, sent([("改名", "2024-04-30", 1), *moved[1:]], reason="改名")).status_code == 422
    assert "没有变化" in client.post(page, sent(ROWS, reason="没改")).content.decode()
    client.post(page, sent(moved, reason="连续降雨"))
    change = PlanChange.objects.get()
    assert (change.what, change.old_on, change.new_on) == ("开工", date(2024, 5, 15), date(2024, 5, 31))
    assert "连续降雨" in client.get(address(plan)).content.decode()


def test_a_step_is_reached_and_taken_back_and_the_curve_follows(cast, client, plan):
    page = address(plan, "milestones")
    with clock.moved_to(MORNING + timedelta(days=60)):
        client.force_login(cast.township)
        assert "落后序时进度" in client.get(address(plan)).content.decode()
        client.post(page, {"order": "1", "done_on": "2024-05-10"})
        assert Milestone.objects.get(matter=plan, order=1).done_on == date(2024, 5, 10)
        assert last_sentence(plan) == "完成第 1 个里程碑（共 3 个）"
        client.post(page, {"order": "1", "done_on": ""})
        assert Milestone.objects.get(matter=plan, order=1).done_on is None
        for wrong in ("2025-01-01", "2023-01-01"):
            assert "完成日期不能" in client.post(page, {"order": "1", "done_on": wrong}).content.decode()
        assert client.post(page, {"order": "9", "done_on": "2024-05-10"}).status_code == 422


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "里程碑要有"),
        ([("甲", "2024-05-01", 1), ("甲", "2024-05-02", 1)], "不能重复"),
        ([("甲", "2024-05-02", 1), ("乙", "2024-05-01", 1)], "一个比一个晚"),
        ([("甲", "2024-07-01", 1)], "不能晚于事项的计划完成日期"),
        ([("甲", "2024-05-01", 0)], "1 到 100"),
        ([("甲", "五月", 1)], "请写成"),
        ([("甲", "2024-05-01", "很重")], "权重"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_nothing_is_kept(cast, client, plan, rows, words):
    client.force_login(cast.township)
    answer = client.post(address(plan, "milestones"), sent(rows))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Milestone.objects.exists()


def test_only_who_handles_the_matter_and_the_office_lay_down_its_steps(cast, client, plan):
    steps = [Step("完工", date(2024, 6, 30))]
    for stranger in (cast.inspector, cast.handler, cast.other_township, cast.outsider):
        with pytest.raises(Refused):
            keep_milestones(by=stranger, matter=plan, steps=steps)
    with pytest.raises(Invalid, match="只有台账事项"):
        keep_milestones(by=cast.office, matter=registered(cast), steps=steps)
    services.void_matter(by=cast.office, matter=plan, reason="重复")
    with pytest.raises(Invalid, match="已作废"):
        reach_milestone(by=cast.township, matter=plan, order=1, done_on=date(2024, 4, 10))
    assert not Milestone.objects.exists()


def test_a_whole_ledger_is_summed_and_every_figure_opens_its_rows(cast, client, plan):
    registered(
        cast, code="seat-problem", by=cast.township, place="北街", planned_on=date(2024, 5, 31),
        fields={"problem-type": "环境"},
    )  # fmt: skip
    ledger = f"/c/{cast.campaign.slug}/matters/"
    with clock.moved_to(MORNING + timedelta(days=60)):
        client.force_login(cast.office)
        page = client.get(f"{ledger}progress/?view=progress").content.decode()
        assert "台账任务 2 件" in page
        links = re.findall(r'<a href="([^"]*(?:planned|ended|township)=[^"]*)">(\d+)</a>', page)
        assert len(links) == 3
        for link, count in links:
            listed = client.get(link.replace("&amp;", "&")).content.decode()
            assert f"共 {count} 件" in listed, link
        narrowed = client.get(f"{ledger}progress/?township={cast.towns[1].pk}").content.decode()
        assert "还没有排了计划的台账任务" in narrowed
        listed = client.get(f"{ledger}?view=progress&cols=number,milestones").content.decode()
        assert re.search(r"0/3，落后 [\d.]+ 个百分点", listed)


def test_what_is_closed_counts_as_done(cast, client, plan):
    keep_milestones(by=cast.township, matter=plan, steps=[Step("完工", date(2024, 6, 30))], confirmed=True)
    services.report_done(by=cast.township, matter=plan, result="完成", photos=[a_photo(cast)])
    services.close_matter(by=cast.inspector, matter=fresh(plan))
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/progress/").content.decode()
    assert page.count("100.0%") >= 2
