from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from zhuanban.ground.core import clock, progress
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.outward.desk.rules.navigation import NAVIGATION
from zhuanban.outward.desk.selectors.navigation import links_for, phase_words
from zhuanban.outward.desk.tests.story import WEEKS_LATER, a_busy_morning


def words(user: User, cast: Cast) -> list[str]:
    return [link.words for _, links in links_for(user, cast.campaign, "") for link in links]


def test_people_are_offered_what_their_role_can_use(cast: Cast):
    assert "原文与审阅" in words(cast.office, cast)
    assert "原文与审阅" not in words(cast.leader, cast)
    assert "手机巡查" in words(cast.inspector, cast)
    assert "手机巡查" not in words(cast.township, cast)
    RoleAssignment.objects.filter(user=cast.auditor).update(role=Role.SYSTEM_ADMIN)
    admin = User.objects.get(pk=cast.auditor.pk)
    assert words(admin, cast) == ["工作台", "组织机构", "账号", "角色任职", "系统运行"]


def test_every_link_leads_to_a_page_that_answers(cast: Cast, client: Client):
    for user in cast.people.values():
        if user.district != cast.district:
            continue
        client.force_login(user)
        for _, links in links_for(user, cast.campaign, ""):
            for link in links:
                assert client.get(link.address).status_code == 200, (user.name, link.address)


def test_the_current_page_is_marked(cast: Cast, client: Client):
    client.force_login(cast.office)
    page = client.get("/c/yunxi-2024/").content.decode()
    assert page.count('aria-current="page"') == 1
    items = [item for group in NAVIGATION for item in group.items]
    for view, page_of_it in (("matters:detail", "matters:ledger"), ("documents:edit", "documents:list")):
        assert [item.page for item in items if item.is_current(view)] == [page_of_it]


def test_counts_are_fetched_after_the_page(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.office)
    with clock.moved_to(WEEKS_LATER):
        counts = client.get(reverse("desk:counts", args=["yunxi-2024"])).content.decode()
    assert 'id="count-matters-ledger" hx-swap-oob="true" aria-label="2 项等待办理">2<' in counts
    assert "count-approvals-inbox" not in counts


def test_the_frame_names_the_phase_and_offers_the_other_action(cast: Cast, client: Client):
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        page = client.get("/c/yunxi-2024/").content.decode()
    assert "第二阶段 · 集中整治" in page
    assert "/c/yunxi-2025/" in page
    assert "/c/shiqiao-2024/" not in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 1, 1), "尚未开始"),
        (date(2024, 2, 29), "第一阶段 · 动员部署"),
        (date(2026, 12, 31), "第三阶段 · 巩固提升"),
        (date(2027, 1, 1), "已过各阶段"),
    ],
)
def test_phases_are_named_by_the_day(cast: Cast, day: date, said: str):
    with clock.moved_to(clock.start_of(day)):
        assert phase_words(cast.campaign) == said


def test_long_work_shows_its_bar_and_polls_only_while_it_runs(cast: Cast, client: Client):
    client.force_login(cast.office)
    assert "every 5s" not in client.get("/").content.decode()
    progress.begin("demo", "正在模拟专项行动", 200)
    progress.move("demo", 50, "2024年4月10日")
    page = client.get("/").content.decode()
    assert "every 5s" in page
    assert 'value="25"' in page
    progress.finish("demo")
    assert client.get("/progress/").content.decode().strip() == ""
