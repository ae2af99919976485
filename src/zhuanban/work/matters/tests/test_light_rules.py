"""Lights by rules that are data: checked, worked out by examples, previewed, published; plans that fall behind."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters import services
from zhuanban.work.matters.models import CampaignKind, LightVersion
from zhuanban.work.matters.rules import Light
from zhuanban.work.matters.rules.lights import USUAL, faults_in, light_rules, worst
from zhuanban.work.matters.rules.milestones import Step
from zhuanban.work.matters.services.light_rules import publish_light_rules
from zhuanban.work.matters.services.milestones import keep_milestones, reach_milestone
from zhuanban.work.matters.tests.story import MORNING, fresh, handling, kind, last_sentence, registered

EARLIER = USUAL.replace("已用份额 >= 0.8\n", "已用份额 >= 0.5\n").replace("{已用份额: 0.79", "{已用份额: 0.49")


def test_every_worked_example_of_the_shipped_rules_holds():
    rules = light_rules()
    told = [(rule.code, example) for rule in rules.rules for example in rule.examples]
    assert len(told) == 11
    assert all(rule.light(example.figure) == example.light for rule in rules.rules for example in rule.examples)
    assert rules.warn_share == Decimal("0.8")
    assert faults_in(USUAL) == []


@given(st.decimals(0, 200, places=1), st.integers(0, 40))
def test_a_plan_never_shows_less_than_its_worse_rule(behind, idle):
    rules = light_rules()
    by_code = {rule.code: rule for rule in rules.rules}
    assert rules.plan_light(behind, idle) == worst(
        by_code["plan"].light(behind), by_code["start"].light(Decimal(idle))
    )


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    assert faults_in(text)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("已用份额 >= 0.8\n", "已用份额 >= 0.9\n", "算例 已用份额 = 0.8 应是黄灯，算出来是绿灯"),
        ("落后 > 30\n", "落后很多 > 30\n", "plan.red"),
        ("落后 > 30\n", "落后 + 30\n", "plan.red"),
        ("  red: 已用份额 >= 1\n", "  red: 已用份额 >= 0.995\n", "limit"),
        ("code: start", "code: begin", "不认识的规则 begin"),
        ("  name: 开工\n", "", "缺少 name"),
        ("  yellow: 未开工月数 >= 1\n", "  yellow: 未开工月数 >= 1\n  blue: 是\n", "不认识的键 blue"),
        ("{落后: 10, light: yellow}", "{落后: 十, light: yellow}", "examples"),
        ("- code: limit", "- code: [", "读不懂"),
    ],
)
def test_what_is_wrong_with_rules_is_said(old, new, words):
    assert old in USUAL
    faults = faults_in(USUAL.replace(old, new))
    assert any(words in fault for fault in faults), faults
    with pytest.raises(Invalid):
        light_rules(USUAL.replace(old, new))


def test_the_page_shows_rules_and_examples_to_everybody_and_the_form_to_the_office(cast, client, morning):
    address = f"/c/{cast.campaign.slug}/matters/lights/"
    client.force_login(cast.township)
    page = client.get(address).content.decode()
    assert "落后 &gt;= 10" in page
    assert "检查并预览" not in page
    assert client.post(address, {"text": EARLIER, "note": "试"}).status_code == 404
    client.force_login(cast.outsider)
    assert client.get(address).status_code == 404


def test_the_office_publishes_its_own_rules_after_a_preview_and_the_worker_moves_the_lights(cast, client, morning):
    matter = handling(cast)  # four working hours from 9:00
    address = f"/c/{cast.campaign.slug}/matters/lights/"
    with clock.moved_to(MORNING + timedelta(hours=2, minutes=30)):
        services.move_lights()
        assert fresh(matter).light == Light.GREEN
        client.force_login(cast.office)
        answer = client.post(address, {"text": EARLIER, "note": "本地从严"})
        page = answer.content.decode()
        assert "1 件在办事项会变灯：绿灯变黄灯 1 件" in page
        assert not LightVersion.objects.exists()
        mark = re.search(r'name="previewed" value="([^"]*)"', page)[1]
        changed = client.post(address, {"text": EARLIER.replace("0.5", "0.45"), "note": "x", "previewed": mark})
        assert changed.status_code == 422
        answer = client.post(address, {"text": EARLIER, "note": "本地从严", "previewed": mark})
        assert answer.url == address
        services.move_lights()
        assert fresh(matter).light == Light.YELLOW
        assert "第 1 版" in client.get(address).content.decode()
        assert Entry.objects.get(event="LightRulesPublished").sentence == "发布亮灯规则第 1 版"
        again = client.post(address, {"text": EARLIER, "note": "再来", "previewed": mark})
        assert again.status_code == 422
        assert client.post(address, {"text": "胡写", "note": "x"}).status_code == 422
    late = handling(cast, place="集市")
    assert fresh(late).light == Light.GREEN
    assert fresh(late).light_changes_at == MORNING + timedelta(hours=2)


def test_only_the_office_publishes(cast, morning):
    for stranger in (cast.township, cast.leader, cast.outsider):
        with pytest.raises(Refused):
            publish_light_rules(by=stranger, campaign=cast.campaign, text=EARLIER, note="试")
    with pytest.raises(Invalid, match="没有变化"):
        publish_light_rules(by=cast.office, campaign=cast.campaign, text=USUAL, note="试")
    with pytest.raises(Invalid, match="为什么"):
        publish_light_rules(by=cast.office, campaign=cast.campaign, text=EARLIER, note=" ")


@pytest.fixture
def plan(cast, morning):
    """A confirmed plan of 柳河镇: four steps, the first at the end of April, the last on 31 December."""
    CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind("seat-problem"), clause=cast.hygiene)
    matter = registered(
        cast, code="seat-problem", by=cast.township, planned_on=date(2024, 12, 31), fields={"problem-type": "环境"}
    )
    days = (date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30), date(2024, 12, 31))
    steps = [Step(f"第{place}步", day) for place, day in enumerate(days, 1)]
    keep_milestones(by=cast.township, matter=matter, steps=steps, confirmed=True)
    return matter


def light_on(matter, day):
    with clock.moved_to(clock.start_of(day) + timedelta(hours=9)):
        services.move_lights()
    return fresh(matter).light


def test_a_confirmed_plan_that_falls_behind_goes_yellow_and_red_by_itself(cast, plan):
    assert fresh(plan).light == Light.GREEN
    assert light_on(plan, date(2024, 4, 30)) == Light.GREEN  # the day itself may still be used
    assert light_on(plan, date(2024, 5, 1)) == Light.YELLOW  # 25 points behind, and not begun in its month
    assert light_on(plan, date(2024, 6, 1)) == Light.RED  # 50 points behind
    assert last_sentence(plan) == "进度落后于计划，亮红灯"
    assert fresh(plan).due_at > clock.start_of(date(2024, 12, 31))
    with clock.moved_to(clock.start_of(date(2024, 6, 1)) + timedelta(hours=10)):
        for order in (1, 2):
            reach_milestone(by=cast.township, matter=plan, order=order, done_on=date(2024, 6, 1))
    assert fresh(plan).light == Light.GREEN


def test_a_plan_that_nobody_confirmed_is_lit_by_its_day_alone(cast, morning):
    CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind("seat-problem"), clause=cast.hygiene)
    matter = registered(
        cast, code="seat-problem", by=cast.township, planned_on=date(2024, 12, 31), fields={"problem-type": "环境"}
    )
    assert light_on(matter, date(2024, 8, 1)) == Light.GREEN
