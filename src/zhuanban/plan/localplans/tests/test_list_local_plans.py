"""All townships with their plans: state, counts that open to their rows, filters in the address, a flat cost."""

import pytest

from zhuanban.plan.localplans.services import confirm_local_plan
from zhuanban.plan.localplans.tests.story import LIUHE, WHOLE, running, uploaded


def test_the_office_sees_every_township_with_its_counts(cast, client):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    client.force_login(cast.office)
    page = client.get(f"/c/{campaign.slug}/localplans/").content.decode()
    assert "白塔镇" in page
    assert f'{plan.uid}/?state=missing" class="zb-bad fw-bold">1</a>' in page
    rows = client.get(f"/c/{campaign.slug}/localplans/{plan.uid}/?state=missing").content.decode()
    assert "整治城镇秩序" in rows
    assert "整治环境卫生" not in rows.split("通知里不对照")[0].split("逐条对照")[1]
    only = client.get(f"/c/{campaign.slug}/localplans/?state=none").content.decode()
    assert "白塔镇" in only
    assert "柳河镇" not in only.split("zb-card")[1]


def test_a_township_sees_only_its_own(cast, client):
    campaign = running(cast)
    other = uploaded(cast, campaign, LIUHE.replace("柳河镇", "白塔镇"), by=cast.other_township, town=1)
    client.force_login(cast.township)
    page = client.get(f"/c/{campaign.slug}/localplans/").content.decode()
    assert "白塔镇" not in page
    assert client.get(f"/c/{campaign.slug}/localplans/{other.uid}/").status_code == 404


@pytest.mark.parametrize("who", ["handler", "inspector", "auditor", "outsider"])
def test_who_has_no_part_in_it_finds_no_list(cast, client, who):
    campaign = running(cast)
    client.force_login(cast.people[who])
    assert client.get(f"/c/{campaign.slug}/localplans/").status_code == 404


def test_the_overview_of_the_action_says_where_the_townships_stand(cast, client):
    campaign = running(cast)
    confirm_local_plan(by=cast.office, plan=uploaded(cast, campaign, WHOLE))
    client.force_login(cast.leader)
    page = client.get(f"/c/{campaign.slug}/plan/").content.decode()
    assert "已确认 <b>1</b>" in page
    assert "未上传 <b>2</b>" in page
    client.force_login(cast.inspector)
    assert "乡镇实施方案" not in client.get(f"/c/{campaign.slug}/plan/").content.decode()


def test_an_unknown_filter_shows_all(cast, client):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    client.force_login(cast.office)
    assert "柳河镇" in client.get(f"/c/{campaign.slug}/localplans/?state=nonsense").content.decode()
    assert "整治环境卫生" in client.get(f"/c/{campaign.slug}/localplans/{plan.uid}/?state=nonsense").content.decode()
