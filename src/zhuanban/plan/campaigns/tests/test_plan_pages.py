"""The plan as everybody reads it: overview and clause."""

from datetime import date
from decimal import Decimal

import pytest

from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Demand, MoneyRule
from zhuanban.plan.campaigns.selectors.overview import line_of_time
from zhuanban.plan.campaigns.services import assign_lead, load_notice
from zhuanban.plan.campaigns.tests.notices import NOTICE

PAGE = "/c/2024-1/plan/"


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def test_the_overview_shows_what_the_notice_says(cast, client, campaign):
    client.force_login(cast.township)
    words = client.get(PAGE).content.decode()
    for expected in (
        "集中整治", "巩固提升", "整治环境卫生", "禁止", "鼓励", "各乡镇（街道）（3）", "污水收集处理率", "比例待定",
        "每亩 10000 元", "云发〔2022〕5号", "沈禾", "在柳河镇任职",
    ):
        assert expected in words, expected


def test_the_blank_ratio_is_filled_by_the_office(cast, client, campaign):
    client.force_login(cast.office)
    rule = MoneyRule.objects.get(clause__campaign=campaign, kind="return")
    page = client.get(PAGE).content.decode()
    assert "填写比例" in page
    fields = {"clause": rule.clause.key, "kind": "return", "base": rule.base, "rate": "30", "text": rule.text}
    client.post(f"{PAGE}review/fact/?kind=rules&anchor={rule.anchor}", fields)
    rule.refresh_from_db()
    assert rule.rate == Decimal("0.3")
    assert "30%" in client.get(PAGE).content.decode()


def test_the_time_line_is_to_scale_and_knows_the_day(cast):
    line = line_of_time(cast.campaign, date(2024, 5, 1))
    assert [stretch.is_current for stretch in line.stretches] == [False, True, False]
    assert [stretch.done for stretch in line.stretches][::2] == [100, 0]
    assert sum(stretch.width for stretch in line.stretches) == pytest.approx(1000, abs=10)
    assert line.today is not None
    assert line_of_time(cast.campaign, date(2023, 1, 1)).today is None


def test_a_clause_shows_words_units_and_what_happened(cast, client, campaign):
    clause = next(clause for clause in selectors.tasks_of(campaign) if str(clause) == "整治环境卫生")
    assign_lead(by=cast.office, clause=clause, unit=cast.bureau)
    client.force_login(cast.leader)
    words = client.get(f"{PAGE}clauses/{clause.pk}/").content.decode()
    for expected in ("日产日清", "办公室指定", "柳河镇", "缺", "由区综合行政执法局牵头", "有条件的"):
        assert expected in words, expected


def test_the_far_district_sees_neither(cast, client):
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/plan/").status_code == 404
    assert client.get(f"/c/{cast.campaign.slug}/plan/clauses/{cast.hygiene.pk}/").status_code == 404
    assert client.get(f"/c/{cast.far_campaign.slug}/plan/clauses/{cast.hygiene.pk}/").status_code == 404


def test_the_overview_costs_the_same_however_long(cast, client, django_assert_max_num_queries):
    version = cast.campaign.versions.get()
    for number in range(30):
        clause = Clause.objects.create(campaign=cast.campaign, key=f"9.{number}")
        clause.current = ClauseVersion.objects.create(
            clause=clause, version=version, position=f"9.{number}", order=100 + number, marker="", title=f"条{number}",
            kind=ClauseVersion.Kind.TASK, start=0, end=1,
        )
        clause.save(update_fields=["current"])
        Demand.objects.create(clause=clause, text="要求", force="must", order=number)
    client.force_login(cast.leader)
    with django_assert_max_num_queries(22):
        assert "条29" in client.get(f"/c/{cast.campaign.slug}/plan/").content.decode()


def test_an_action_without_a_text_says_what_to_do(cast, client):
    client.force_login(cast.office)
    empty = f"/c/{cast.other_campaign.slug}/plan/"
    assert "还没有载入通知" in client.get(empty).content.decode()
    assert "还没有通知文本" in client.get(f"{empty}review/").content.decode()
    assert client.get(f"/c/{cast.campaign.slug}/plan/review/").status_code == 200
