"""Duties without an end are in order unless something speaks against them; nobody writes a report."""

from datetime import date, timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.plan.campaigns.models import Deadline, Demand
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Care
from zhuanban.work.matters.rules.exceptions import Month, Why, month_named
from zhuanban.work.matters.selectors.exceptions import account_of
from zhuanban.work.matters.tests.story import closed, handling, registered

APRIL = Month(date(2024, 4, 1))


@pytest.fixture
def standing(cast, morning):
    """整治环境卫生 is to be kept up every day; the two others are not."""
    Demand.objects.create(clause=cast.hygiene, text="生活垃圾做到日产日清", force="standing", order=9)
    Deadline.objects.create(clause=cast.hygiene, every="day", text="日产日清")
    return cast


def cells(cast, who, month=APRIL):
    """Township → why → how many."""
    (row,) = account_of(who, cast.campaign, month).rows
    return {unit.name: {str(why): count for why, count in kept.counts.items()} for unit, kept in row.cells}


def page(client, who, cast, rest=""):
    client.force_login(who)
    return client.get(f"/c/{cast.campaign.slug}/matters/standing/{rest}").content.decode()


def test_without_exceptions_all_is_in_order_and_nothing_is_asked(standing, client):
    text = page(client, standing.office, standing)
    assert text.count(">正常</span>") == 3
    for words in ("整治环境卫生", "每天", "生活垃圾做到日产日清", "2024年4月", "不用月报"):
        assert words in text, words
    assert "整治城镇秩序" not in text
    assert 'method="post"' not in text.split("<main")[1]


def test_each_exception_counts_once_by_the_first_that_fits(standing, client):
    cast = standing
    own = registered(cast, by=cast.township, place="自己发现")
    registered(cast, place="巡查发现")
    registered(cast, by=cast.office, place="群众反映", source="hotline", photos=[])
    matter = closed(cast, place="老地方")
    registered(cast, by=cast.township, place="老地方")
    assert matter.pk
    assert cells(cast, cast.office) == {
        "柳河镇": {"own": 1, "found": 2, "complaint": 1, "relapse": 1}, "白塔镇": {}, "东岗街道": {},
    }  # fmt: skip
    text = page(client, cast.office, cast)
    assert "例外 4" in text
    assert "群众反映 1、反弹 1、检查发现 2" in text.replace("\u00a0", " ")
    assert text.count(">正常</span>") == 2
    rows = page(client, cast.office, cast, f"{cast.hygiene.pk}/{cast.towns[0].pk}/")
    assert rows.count('<th scope="row"') == 5
    assert rows.index("巡查发现") < rows.index(f">{own.number}<")


def test_what_a_township_found_itself_counts_once_it_is_late(standing):
    cast = standing
    matter = registered(cast, by=cast.township)
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    services.accept_matter(by=cast.handler, matter=matter)
    assert cells(cast, cast.office)["柳河镇"] == {"own": 1}
    with clock.moved_to(clock.start_of(date(2024, 5, 6))):
        services.move_lights()
        assert cells(cast, cast.office, Month(date(2024, 5, 1)))["柳河镇"] == {Why.LATE.value: 1}  # red now
        assert cells(cast, cast.office)["柳河镇"] == {Why.LATE.value: 1}


def test_a_look_back_that_nobody_did_in_time_is_an_exception_of_the_month_in_which_its_days_ran_out(standing, client):
    cast = standing
    matter = closed(cast)
    day = date(2024, 4, 28)
    care = Care.objects.create(
        matter=matter, campaign=cast.campaign, keeper=cast.towns[0], begun_at=clock.now(), days=["2024-04-28"],
        next_on=day,
    )  # fmt: skip
    may = Month(date(2024, 5, 1))
    with clock.moved_to(clock.start_of(day + timedelta(days=7))):
        assert cells(cast, cast.office, may)["柳河镇"] == {}
    with clock.moved_to(clock.start_of(day + timedelta(days=8)) + timedelta(hours=9)):
        assert cells(cast, cast.office, may)["柳河镇"] == {"unlooked": 1}
        services.recheck_matter(by=cast.township, care=care, finding="good")
        assert cells(cast, cast.office, may)["柳河镇"] == {"unlooked": 1}
        assert "回头看超期" in page(client, cast.office, cast, f"{cast.hygiene.pk}/{cast.towns[0].pk}/?month=2024-05")


def test_each_sees_its_own(standing, client):
    cast = standing
    handling(cast)
    assert list(cells(cast, cast.township)) == ["柳河镇"]
    assert list(cells(cast, cast.handler)) == ["柳河镇", "白塔镇", "东岗街道"]  # by its duty in the clause
    assert "没有认出您要看的常态职责" in page(client, cast.water_clerk, cast)
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/matters/standing/").status_code == 404
    client.force_login(cast.water_clerk)
    address = f"/c/{cast.campaign.slug}/matters/standing/{cast.hygiene.pk}/{cast.towns[0].pk}/"
    assert client.get(address).status_code == 404


def test_nothing_before_the_takeover_and_nothing_void_or_handed_over_speaks_against_anybody(standing):
    cast = standing
    services.void_matter(by=cast.office, matter=registered(cast, place="作废"), reason="登记有误")
    registered(cast, by=cast.office, place="旧账", source="handover", photos=[])
    assert cells(cast, cast.office)["柳河镇"] == {}
    registered(cast, place="接管以前")
    cast.campaign.taken_over_on = date(2024, 4, 11)
    cast.campaign.save()
    assert cells(cast, cast.office)["柳河镇"] == {}


@pytest.mark.parametrize(
    ("key", "found"),
    [("2024-03", "2024-03"), ("", "2024-05"), ("2024-13", "2024-05"), ("2023-12", "2024-05"), ("x", "2024-05"),
     ("2024-06", "2024-05"), ("2024-02", "2024-02")],
)  # fmt: skip
def test_a_month_outside_the_action_is_the_present_one(key, found):
    assert month_named(key, date(2024, 2, 5), date(2024, 5, 6)).key == found
