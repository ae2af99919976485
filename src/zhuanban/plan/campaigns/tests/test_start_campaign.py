"""The office confirms the plan: the action starts, and from a take-over day it is judged (A13)."""

from datetime import date

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Campaign, ClauseVersion
from zhuanban.plan.campaigns.rules.facts import KINDS
from zhuanban.plan.campaigns.selectors import judged_from
from zhuanban.plan.campaigns.selectors.items import items_of, items_to_confirm
from zhuanban.plan.campaigns.selectors.review import review_of
from zhuanban.plan.campaigns.services import answer_finding, confirm_facts, load_notice, start_campaign
from zhuanban.plan.campaigns.services.confirming import seal_of
from zhuanban.plan.campaigns.tests.notices import NOTICE

PAGE = "/c/2024-1/plan/start/"


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def test_the_office_confirms_and_the_action_runs(cast, client, campaign):
    client.force_login(cast.office)
    assert "牵头单位" in client.get(PAGE).content.decode()
    assert "待确认" in client.get("/c/2024-1/plan/").content.decode()
    response = client.post(PAGE, {"taken_over_on": "2026-10-01"})
    assert response.url == "/c/2024-1/plan/"
    campaign.refresh_from_db()
    assert (campaign.state, campaign.confirmed_by) == (Campaign.State.RUNNING, cast.office)
    assert judged_from(campaign) == clock.start_of(date(2026, 10, 1))
    sentence = Entry.objects.get(event="CampaignStarted").sentence
    assert sentence.startswith(f"确认方案，启动“{campaign.name}”")
    assert "pl-waiting" not in client.get("/c/2024-1/plan/").content.decode()


def test_the_page_names_what_nobody_looked_at_and_the_journal_keeps_it(cast, client, campaign):
    client.force_login(cast.office)
    review = review_of(campaign)
    assert review is not None
    left = f"{review.progress.left} 项事实、{review.open_doubts} 处疑点"
    assert left in client.get(PAGE).content.decode()
    client.post(PAGE, {})
    assert f"当时{left}没有核对" in Entry.objects.get(event="CampaignStarted").sentence


def test_nothing_is_named_where_everything_was_looked_at(cast, client, campaign):
    for kind in KINDS:
        if items := items_to_confirm(items_of(campaign), kind, ""):
            confirm_facts(by=cast.office, campaign=campaign, fact_kind=kind, seen=seal_of(items))
    review = review_of(campaign)
    assert review is not None
    for doubt in review.doubts:
        answer_finding(by=cast.office, campaign=campaign, finding_id=doubt.finding.pk, answer="right")
    client.force_login(cast.office)
    page = client.get(PAGE).content.decode()
    assert "项事实都已核对" in page
    assert "会记下" not in page
    client.post(PAGE, {})
    assert Entry.objects.get(event="CampaignStarted").sentence == f"确认方案，启动“{campaign.name}”"


def test_without_a_take_over_day_everything_is_judged(cast, client, campaign):
    client.force_login(cast.office)
    client.post(PAGE, {})
    campaign.refresh_from_db()
    assert campaign.state == Campaign.State.RUNNING
    assert judged_from(campaign) is None


def test_others_are_refused_and_nothing_is_written(cast, client, campaign):
    for user in (cast.township, cast.leader, cast.outsider):
        with pytest.raises(Refused):
            start_campaign(by=user, campaign=campaign)
    client.force_login(cast.township)
    assert client.post(PAGE, {}).status_code == 403
    client.force_login(cast.outsider)
    assert client.post(PAGE, {}).status_code == 404
    campaign.refresh_from_db()
    assert campaign.state == Campaign.State.DRAFT


def test_it_starts_once(cast, client, campaign):
    start_campaign(by=cast.office, campaign=campaign)
    with pytest.raises(Invalid, match="启动过"):
        start_campaign(by=cast.office, campaign=campaign)
    client.force_login(cast.office)
    assert "行动正在进行" in client.get(PAGE).content.decode()


def test_a_day_outside_the_action_is_explained_on_the_form(cast, client, campaign):
    client.force_login(cast.office)
    response = client.post(PAGE, {"taken_over_on": "2027-01-01"})
    assert response.status_code == 422
    assert "接管日期要在行动期间内" in response.content.decode()


def test_without_days_or_tasks_it_does_not_start(cast, campaign):
    ClauseVersion.objects.filter(version__campaign=campaign).update(kind=ClauseVersion.Kind.OTHER)
    with pytest.raises(Invalid, match="没有读出一条任务"):
        start_campaign(by=cast.office, campaign=campaign)
    Campaign.objects.filter(pk=campaign.pk).update(ends_on=None)
    with pytest.raises(Invalid, match="起止日期"):
        start_campaign(by=cast.office, campaign=campaign)
