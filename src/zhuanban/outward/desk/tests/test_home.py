from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.outward.desk.tests.story import WEEKS_LATER, a_busy_morning, registered
from zhuanban.outward.documents.services import draft_circular
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.localplans.services import return_local_plan
from zhuanban.plan.localplans.tests.story import running, uploaded
from zhuanban.work.matters.models import Care
from zhuanban.work.matters.tests.story import closed, kinds_in_use

HOME = "/?c=yunxi-2024"


def page(client: Client, who: User, address: str = HOME) -> str:
    client.force_login(who)
    with clock.moved_to(WEEKS_LATER):
        return client.get(address).content.decode()


def lines(client: Client, who: User) -> dict[str, tuple[int, str]]:
    """Key → count and address of the lines on somebody's home page."""
    client.force_login(who)
    with clock.moved_to(WEEKS_LATER):
        return {line.key: (line.count, line.address) for line in client.get(HOME).context["lines"]}


def test_the_office_sees_what_waits_for_it(cast: Cast, client: Client):
    a_busy_morning(cast)
    with clock.moved_to(WEEKS_LATER):
        draft_circular(by=cast.office, campaign=cast.campaign, since=clock.today(), until=clock.today())
    counts = {key: count for key, (count, _) in lines(client, cast.office).items()}
    assert counts == {"red": 2, "returned": 1, "dispatch": 2, "verify": 2, "documents-draft": 1, "leads": 3}
    assert "项任务还没有牵头单位" in page(client, cast.office)


def test_each_line_opens_exactly_the_rows_it_counts(cast: Cast, client: Client):
    a_busy_morning(cast)
    for who in (cast.office, cast.handler, cast.inspector, cast.leader):
        for key, (count, address) in lines(client, who).items():
            if "/todo/" in address:
                response = client.get(address)
                assert response.context["page"].paginator.count == count, key
                assert f"{count} 件" in response.content.decode()


def test_a_department_sees_what_it_has_to_accept_and_to_hurry(cast: Cast, client: Client):
    a_busy_morning(cast)
    counts = {key: count for key, (count, _) in lines(client, cast.handler).items()}
    assert counts == {"accept": 1, "in-hand": 1, "overdue": 2}
    assert lines(client, cast.water_clerk) == {}
    assert "今天没有待办" in page(client, cast.water_clerk)


def test_who_keeps_a_closed_matter_is_told_when_to_look_back_and_the_office_when_nobody_did(cast: Cast, client: Client):
    with clock.moved_to(WEEKS_LATER - timedelta(days=60)):
        kinds_in_use(cast)
        matter = closed(cast)
    care = Care(matter=matter, campaign=cast.campaign, keeper=cast.towns[0], begun_at=WEEKS_LATER, days=["2024-05-01"])
    with clock.moved_to(WEEKS_LATER):
        care.next_on = clock.today()
        care.save()
    assert lines(client, cast.township)["recheck"][0] == 1
    assert matter.title in page(client, cast.township, lines(client, cast.township)["recheck"][1])
    assert "recheck-missed" not in lines(client, cast.office)
    Care.objects.update(next_on=care.next_on - timedelta(days=8))
    assert lines(client, cast.office)["recheck-missed"][0] == 1
    assert "recheck" not in lines(client, cast.other_township)


def test_a_township_is_asked_for_its_persons_and_missing_readings(cast: Cast, client: Client):
    counts = {key: count for key, (count, _) in lines(client, cast.township).items()}
    assert counts == {"owners": 3, "localplans-none": 1, "readings": 1}


def test_a_local_plan_waits_for_the_office_and_comes_back_to_the_township(cast: Cast, client: Client):
    action = running(cast)
    home = f"/?c={action.slug}"
    assert "份本地实施方案还没有上传" in page(client, cast.township, home)
    plan = uploaded(cast, action)
    assert "份乡镇实施方案等待核对" in page(client, cast.office, home)
    return_local_plan(by=cast.office, plan=plan, reason="缺时限")
    assert "份乡镇实施方案等待核对" not in page(client, cast.office, home)
    assert "份实施方案被退回" in page(client, cast.township, home)


def test_the_inspector_verifies_and_the_leader_decides(cast: Cast, client: Client):
    a_busy_morning(cast)
    assert lines(client, cast.inspector)["verify"][0] == 2
    assert lines(client, cast.leader)["red"][0] == 2
    assert "已销号" in page(client, cast.leader)


def test_nobody_opens_the_rows_of_another_role(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.township)
    assert client.get("/c/yunxi-2024/todo/dispatch/").status_code == 404
    assert client.get("/c/yunxi-2024/todo/nothing/").status_code == 404
    client.force_login(cast.outsider)
    assert client.get("/c/yunxi-2024/todo/dispatch/").status_code == 404
    assert "云溪区" not in page(client, cast.outsider)


def test_an_action_that_is_not_confirmed_leads_to_its_review(cast: Cast, client: Client):
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.DRAFT)
    assert "/c/yunxi-2024/plan/review/" in page(client, cast.office)
    told = page(client, cast.township)
    assert "专班办公室核对确认后行动开始" in told
    assert "去核对原文" not in told


def test_without_any_action_the_page_says_what_comes_next(cast: Cast, client: Client):
    RoleAssignment.objects.filter(user=cast.township).delete()
    assert "您的账号还没有角色" in page(client, cast.township, "/")


def test_the_administrators_see_how_the_house_runs(cast: Cast, client: Client):
    a_busy_morning(cast)
    assert "条日志等待封存" in page(client, cast.auditor)
    assert "周敏" in page(client, cast.auditor, "/system/")
    assert cast.campaign.short_name not in page(client, cast.auditor)
    client.force_login(cast.office)
    assert client.get("/system/").status_code == 404


@pytest.mark.parametrize(("who", "cost"), [("office", 26), ("handler", 15), ("township", 28), ("leader", 14)])
def test_the_cost_stays_the_same_however_much_waits(
    cast: Cast, client: Client, django_assert_num_queries, who: str, cost: int
):
    a_busy_morning(cast)
    for number in range(20, 40):
        registered(cast, number)
    client.force_login(cast.people[who])
    with clock.moved_to(WEEKS_LATER), django_assert_num_queries(cost):
        client.get(HOME)
