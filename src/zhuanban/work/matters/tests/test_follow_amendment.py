"""An amended notice reaches the open matters of the clauses that it touches, through the worker, once."""

from datetime import date

import pytest
from tests.cast import Cast
from tests.scene import a_picture

from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors.amendments import amendment_of
from zhuanban.plan.campaigns.services import (
    Choices,
    apply_amendment,
    load_amendment,
    load_notice,
    start_campaign,
)
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE, ROSTER_NOTICE
from zhuanban.work.matters import services as loop
from zhuanban.work.matters.models import Kind, Matter, MatterScope
from zhuanban.work.matters.selectors import steps_of

PAGE = "/c/2024-1/plan/amendment/"


@pytest.fixture
def campaign(cast: Cast, time_machine) -> Campaign:
    """集镇环境提升专项行动, running; told on 21 May 2024."""
    time_machine.move_to("2024-05-21T02:00:00Z", tick=False)
    loaded = load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)
    start_campaign(by=cast.office, campaign=loaded)
    deliver_pending()
    return loaded


def clause(campaign: Campaign, title: str) -> Clause:
    return Clause.objects.get(campaign=campaign, current__title=title)


def undertaking(cast: Cast, campaign: Campaign, title: str, planned_on: date | None = None) -> Matter:
    """A ledger matter of 柳河镇 under the clause; without a day it is planned for the clause's own."""
    matter = loop.register_matter(
        by=cast.township, campaign=campaign, kind=Kind.objects.get(code="other-undertaking"), township=cast.towns[0],
        title="建设泵站", place=f"镇东 {Matter.objects.count()} 号", planned_on=planned_on,
        clause=clause(campaign, title),
    )  # fmt: skip
    return Matter.objects.get(pk=matter.pk)


def problem(cast: Cast, campaign: Campaign, title: str) -> Matter:
    photo = take_photo(by=cast.inspector, campaign_id=campaign.pk, content=a_picture(60), capture=Capture())
    return loop.register_matter(
        by=cast.inspector, campaign=campaign, kind=Kind.objects.get(code="other-problem"), township=cast.towns[0],
        title="占道经营", place="集市", clause=clause(campaign, title), photos=[photo],
    )  # fmt: skip


def amended(cast: Cast, campaign: Campaign, text: str = AMENDED, removed: dict[int, str] | None = None) -> None:
    version = load_amendment(by=cast.office, campaign=campaign, content=text.encode(), name="修订.txt")
    apply_amendment(by=cast.office, campaign=campaign, version=version, choices=Choices(removed=removed or {}))
    deliver_pending()


def told(matter: Matter) -> list[str]:
    return [step.sentence for step in steps_of(matter)]


def test_the_page_shows_which_open_work_each_change_touches(cast, client, campaign):
    problem(cast, campaign, "整治城镇秩序")
    undertaking(cast, campaign, "整治环境卫生")
    undertaking(cast, campaign, "完善基础配套设施")
    load_amendment(by=cast.office, campaign=campaign, content=AMENDED.encode(), name="修订.txt")
    client.force_login(cast.office)
    page = client.get(PAGE).content.decode()
    order = clause(campaign, "整治城镇秩序")
    link = f'/c/2024-1/matters/?clause={order.pk}&amp;state=open">在办 1 件</a><span class="zb-sub">待交办 1'
    assert link in page
    assert "办理中 1" in page
    assert "指标“污水收集处理率”" in page
    assert "没有责任人" in page
    assert "占道经营" in client.get(f"/c/2024-1/matters/?clause={order.pk}&state=open").content.decode()


def test_every_open_matter_of_a_touched_clause_gets_a_line(cast, campaign):
    here, elsewhere = undertaking(cast, campaign, "整治环境卫生"), undertaking(cast, campaign, "完善基础配套设施")
    order = problem(cast, campaign, "整治城镇秩序")
    amended(cast, campaign)
    assert told(here)[-1] == "所属条款“整治环境卫生”已修订（第 2 版），请按新要求办理"
    assert "所属条款“完善基础配套设施”已修订（第 2 版），请按新要求办理" in told(elsewhere)
    assert told(order)[-1] == "所属条款“整治城镇秩序”已废止（第 2 版），仍按原要求办结"
    order.refresh_from_db()
    assert order.clause == clause(campaign, "整治城镇秩序")


def test_being_told_twice_changes_nothing(cast, campaign):
    matter, order = undertaking(cast, campaign, "完善基础配套设施"), problem(cast, campaign, "整治城镇秩序")
    amended(cast, campaign, removed={order.clause_id: "2.1.2"})
    before = Entry.objects.count(), told(matter), told(order)
    Delivery.objects.filter(entry__event="NoticeAmended").update(state=Delivery.State.WAITING)
    assert deliver_pending() >= 2
    assert (Entry.objects.count(), told(matter), told(order)) == before
    assert loop.rebuild_tallies(campaign, mend=False) == 0


def test_the_work_of_a_removed_clause_moves_where_the_office_says(cast, client, campaign):
    matter = problem(cast, campaign, "整治城镇秩序")
    client.force_login(cast.office)
    version = load_amendment(by=cast.office, campaign=campaign, content=AMENDED.encode(), name="修订.txt")
    page = client.get(PAGE).content.decode()
    assert f'name="clause-{matter.clause_id}"' in page
    assert "留在本条，按原要求办结" in page
    wrong = client.post(f"{PAGE}apply/", {"version": version.pk, f"clause-{matter.clause_id}": "9.9"})
    assert wrong.status_code == 422
    client.post(f"{PAGE}apply/", {"version": version.pk, f"clause-{matter.clause_id}": "2.1.2"})
    deliver_pending()
    matter.refresh_from_db()
    assert str(matter.clause) == "整治环境卫生"
    assert told(matter)[-1] == "由已废止的条款“整治城镇秩序”转到“整治环境卫生”（第 2 版）"
    assert loop.rebuild_tallies(campaign, mend=False) == 0
    assert loop.rebuild_scopes(campaign, mend=False) == 0


def test_a_plan_that_follows_its_clause_gets_the_new_day(cast, campaign):
    follows = undertaking(cast, campaign, "完善基础配套设施")
    own = undertaking(cast, campaign, "完善基础配套设施", planned_on=date(2024, 8, 1))
    assert follows.planned_on == date(2025, 12, 31)
    amended(cast, campaign)
    follows.refresh_from_db()
    own.refresh_from_db()
    assert (follows.planned_on, follows.due_at) == (date(2026, 12, 31), end_of(date(2026, 12, 31)))
    assert told(follows)[-1] == "随条款期限调整，计划完成日期由2025-12-31改为2026-12-31"
    assert own.planned_on == date(2024, 8, 1)


def test_an_extended_limit_stays_and_a_day_in_the_past_becomes_today(cast, campaign):
    extended = undertaking(cast, campaign, "完善基础配套设施")
    clock = extended.assignments.get().clocks.get()
    clock.due_at = end_of(date(2026, 3, 31))
    clock.save()
    plain = undertaking(cast, campaign, "完善基础配套设施")
    text = AMENDED.replace("到2026年前", "到2023年前")
    amended(cast, campaign, text)
    clock.refresh_from_db()
    plain.refresh_from_db()
    assert clock.due_at == end_of(date(2026, 3, 31))
    assert plain.planned_on == date(2024, 5, 21)


def test_new_tasks_are_served_and_repealed_ones_no_longer(cast, campaign):
    order = clause(campaign, "整治城镇秩序")
    amended(cast, campaign)
    assert undertaking(cast, campaign, "整治集镇风貌").clause == clause(campaign, "整治集镇风貌")
    with pytest.raises(Invalid, match="不属于所选的条款"):
        loop.register_matter(
            by=cast.township, campaign=campaign, kind=Kind.objects.get(code="other-undertaking"),
            township=cast.towns[0], title="建设", place="镇东", clause=order,
        )  # fmt: skip


def test_units_that_join_a_clause_see_its_matters(cast, campaign):
    matter = undertaking(cast, campaign, "整治环境卫生")
    text = AMENDED.replace("区综合行政执法局、区水务局；", "区综合行政执法局、区住房和城乡建设局；")
    amended(cast, campaign, text)
    units = set(MatterScope.objects.filter(matter=matter).values_list("unit__name", flat=True))
    assert units == {"区综合行政执法局", "区住房和城乡建设局", "柳河镇"}


def test_a_roster_notice_touches_no_matter(cast, campaign):
    matter = undertaking(cast, campaign, "整治环境卫生")
    before = told(matter)
    amended(cast, campaign, ROSTER_NOTICE)
    assert told(matter) == before


def test_the_cost_of_the_page_does_not_grow_with_the_matters(cast, client, campaign, django_assert_max_num_queries):
    for _ in range(6):
        undertaking(cast, campaign, "整治环境卫生")
        undertaking(cast, campaign, "完善基础配套设施")
    load_amendment(by=cast.office, campaign=campaign, content=AMENDED.encode(), name="修订.txt")
    assert amendment_of(campaign) is not None
    client.force_login(cast.office)
    with django_assert_max_num_queries(34):
        assert client.get(PAGE).status_code == 200
