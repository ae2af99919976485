"""Readings: entered by those who may, corrected without losing the old value, leading to a verdict with its source."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.events import CampaignStarted
from zhuanban.plan.campaigns.models import Campaign, Target
from zhuanban.work.indicators.models import Indicator, Reading
from zhuanban.work.indicators.rules.verdicts import Verdict
from zhuanban.work.indicators.selectors import statuses_of, target_status
from zhuanban.work.indicators.services import correct_reading, draw_indicators, record_reading

YEAR_END = date(2025, 12, 31)
SOURCE = {"document": "污水处理运行月报", "source_unit": "区水务局"}


@pytest.fixture
def indicator(cast) -> Indicator:
    return draw_indicators(cast.campaign)[0]


@pytest.fixture(autouse=True)
def _late_in_2026():
    with clock.moved_to(datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)):
        yield


def enter(
    indicator: Indicator, by: User, township: Unit | None = None, on: date = YEAR_END, value: Any = "71.5", **given: Any
) -> Reading:
    figures: dict[str, Any] = {"value": Decimal(value) if isinstance(value, str) else value} | SOURCE | given
    return record_reading(by=by, indicator=indicator, township=township, **({"on": on} | figures))


def page(cast: Cast, name: str = "") -> str:
    return f"/c/{cast.campaign.slug}/indicators/{name}"


def test_starting_the_action_draws_an_indicator_for_each_target_once(cast):
    for _ in range(2):
        record(CampaignStarted(campaign_id=cast.campaign.pk, name="行动"), by=cast.office)
        deliver_pending()
    indicator = Indicator.objects.get()
    assert (indicator.name, indicator.unit, indicator.target) == ("污水收集处理率", "%", cast.target)


def test_a_target_written_anew_by_a_correction_keeps_its_readings(cast, indicator):
    enter(indicator, cast.office)
    values = Target.objects.filter(pk=cast.target.pk).values(
        "clause_id", "indicator", "op", "value", "unit", "by", "text"
    )
    fresh = Target(**values.get())
    cast.target.delete()
    fresh.save()
    draw_indicators(cast.campaign)
    assert Indicator.objects.get().target == fresh
    assert target_status(fresh).verdict is Verdict.MET


def test_the_department_enters_a_reading_in_the_page_and_the_target_shows_its_verdict(cast, client, indicator):
    client.force_login(cast.water_clerk)
    form = {"township": "0", "on": "2025-12-31", "numerator": "286", "denominator": "400", **SOURCE}
    response = client.post(page(cast, f"{indicator.uid}/reading/"), form)
    assert response.url == page(cast, f"{indicator.uid}/")
    text = client.get(page(cast)).content.decode()
    assert all(words in text for words in ("达标", "71.5%", "污水处理运行月报（区水务局）", "有两种读法"))
    assert (
        "填报“污水收集处理率”：全区截至 2025-12-31 为 71.5%"
        in list(timeline_of("indicator", indicator.pk))[-1].sentence
    )
    assert "286 / 400" in client.get(response.url).content.decode()


def test_a_township_enters_only_its_own(cast, client, indicator):
    mine, other = cast.towns[0], cast.towns[1]
    assert enter(indicator, cast.township, mine, value="68").township == mine
    for place in (other, None):
        with pytest.raises(Refused):
            enter(indicator, cast.township, place)
    assert Reading.objects.count() == 1
    client.force_login(cast.township)
    form = client.get(page(cast, f"{indicator.uid}/reading/")).content.decode()
    assert mine.name in form
    assert other.name not in form


def test_outsiders_and_units_without_the_duty_are_refused_and_nothing_is_written(cast, client, indicator):
    before = Entry.objects.count()
    for person in (cast.outsider, cast.handler, cast.inspector, cast.leader, cast.auditor):
        with pytest.raises(Refused):
            enter(indicator, person)
        client.force_login(person)
        assert client.get(page(cast, f"{indicator.uid}/reading/")).status_code == 404
    assert not Reading.objects.exists()
    assert Entry.objects.count() == before


def test_a_correction_keeps_the_old_value_and_says_why(cast, client, indicator):
    old = enter(indicator, cast.office, value="71.5")
    client.force_login(cast.office)
    form = {"value": "69.8", "document": "更正后的月报", "source_unit": "区水务局", "reason": "重复计算了一座站"}
    client.post(page(cast, f"readings/{old.uid}/correct/"), form)
    old.refresh_from_db()
    new = Reading.objects.get(replaces=old)
    assert (old.value, old.is_current, new.value, new.version) == (Decimal("71.5"), False, Decimal("69.8"), 2)
    assert target_status(cast.target).verdict is Verdict.NOT_MET
    text = client.get(page(cast, f"{indicator.uid}/")).content.decode()
    assert all(words in text for words in ("71.5%", "69.8%", "重复计算了一座站"))
    with pytest.raises(Invalid, match="最新的一版"):
        correct_reading(by=cast.office, reading=old, value=Decimal(80), reason="再改")
    with pytest.raises(Refused):
        correct_reading(by=cast.township, reading=new, value=Decimal(80), reason="想改全区数")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"value": None}, "请填写数值"),
        ({"value": Decimal(-1)}, "不小于零"),
        ({"value": Decimal("100.1")}, "不能超过 100"),
        ({"value": Decimal(70), "numerator": Decimal(1)}, "一起填写"),
        ({"value": Decimal(70), "numerator": Decimal(1), "denominator": Decimal(0)}, "分母应大于零"),
        ({"value": None, "numerator": Decimal(3), "denominator": Decimal(2)}, "分子不能大于分母"),
        ({"numerator": Decimal(1), "denominator": Decimal(2)}, "按分子、分母算为 50"),
        ({"document": " "}, "请写明来源文件"),
        ({"on": date(2026, 11, 25)}, "不能晚于今天"),
    ],
)
def test_a_wrong_figure_is_explained(cast, indicator, given, message):
    with pytest.raises(Invalid, match=message):
        enter(indicator, cast.office, **given)
    assert not Reading.objects.exists()


def test_a_share_rounded_as_people_round_it_is_taken_and_kept_exact(cast, indicator):
    reading = enter(indicator, cast.office, value="71.7", numerator=Decimal(43), denominator=Decimal(60))
    assert reading.value == Decimal("71.6667")


def test_the_same_day_twice_and_an_action_not_running_are_explained(cast, indicator):
    enter(indicator, cast.office)
    with pytest.raises(Invalid, match="已经填报过"):
        enter(indicator, cast.office, value="72")
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(Invalid, match="已经结束"):
        enter(indicator, cast.office, on=date(2025, 11, 30))


def test_a_form_filled_wrongly_comes_back_with_the_sentence(cast, client, indicator):
    client.force_login(cast.office)
    form = {"township": "0", "on": "2025-12-31", "value": "一百", **SOURCE}
    response = client.post(page(cast, f"{indicator.uid}/reading/"), form)
    assert response.status_code == 200
    assert "输入" in response.content.decode()
    assert client.get(page(cast, f"{indicator.uid}/?township=abc&page=x")).status_code == 200


def test_every_township_has_a_verdict_of_its_own(cast, indicator):
    enter(indicator, cast.office, cast.towns[0], value="70")
    enter(indicator, cast.office, cast.towns[1], value="69.9")
    board = statuses_of(cast.campaign)[0]
    assert [status.verdict for status in board.townships] == [Verdict.MET, Verdict.NOT_MET, Verdict.NO_EVIDENCE]
    assert board.district.verdict is Verdict.NO_EVIDENCE
    assert target_status(cast.target, township=cast.towns[0]).sentence.startswith(
        "柳河镇污水收集处理率（要求 ≥ 70%）：达标"
    )
    assert target_status(cast.target, township=cast.towns[0], on=YEAR_END).verdict is Verdict.NOT_DUE


def test_a_number_asked_of_the_district_is_not_asked_of_each_township(cast, indicator):
    Target.objects.filter(pk=cast.target.pk).update(unit="座", value=Decimal(28))
    Indicator.objects.filter(pk=indicator.pk).update(unit="座")
    indicator.refresh_from_db()
    enter(indicator, cast.office, cast.towns[0], value="9")
    enter(indicator, cast.office, value="28")
    board = statuses_of(cast.campaign)[0]
    assert board.district.verdict is Verdict.MET
    assert {status.verdict for status in board.townships} == {Verdict.PART}
    assert board.townships[0].value == 9


def test_another_action_shows_nothing_of_this_one(cast, client, indicator):
    client.force_login(cast.office)
    assert client.get(f"/c/{cast.other_campaign.slug}/indicators/{indicator.uid}/").status_code == 404
    client.force_login(cast.outsider)
    assert client.get(page(cast)).status_code == 404


def test_the_pages_cost_the_same_however_many_readings(cast, client, indicator, django_assert_num_queries):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    client.force_login(cast.office)
    enter(indicator, cast.office)
    paths = (page(cast), page(cast, f"{indicator.uid}/"))
    before = [cost(path) for path in paths]
    for month in range(1, 12):
        for town in cast.towns:
            enter(indicator, cast.office, town, on=date(2025, month, 28))
    for path, count in zip(paths, before, strict=True):
        with django_assert_num_queries(count):
            client.get(path)


def test_the_page_of_a_clause_says_where_its_targets_stand(cast, client, indicator):
    enter(indicator, cast.office)
    client.force_login(cast.inspector)
    text = client.get(f"/c/{cast.campaign.slug}/plan/clauses/{cast.sewage.pk}/").content.decode()
    assert "目标完成情况" in text
    assert "2025-12-31 为 71.5%，据污水处理运行月报（区水务局）" in text
    assert "目标完成情况" not in client.get(f"/c/{cast.campaign.slug}/plan/clauses/{cast.order.pk}/").content.decode()
