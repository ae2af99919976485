from datetime import date, timedelta

import pytest
from django.test import Client
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.outward.desk.rules.sentences import Recent, sentences_of
from zhuanban.outward.desk.selectors.cockpit import recent, time_line
from zhuanban.outward.desk.tests.story import MORNING, WEEKS_LATER, a_busy_morning, registered
from zhuanban.work.matters.selectors import Figures

COCKPIT = "/c/yunxi-2024/"


def test_every_figure_opens_as_many_rows_as_it_says(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        figures = client.get(COCKPIT).context["figures"]
        assert [(each.name, each.value) for each in figures] == [
            ("登记事项", "7"), ("已销号", "1"), ("在办事项", "6"), ("红灯", "2"), ("按期销号率", "样本不足"),
        ]  # fmt: skip
        for figure in figures[:4]:
            rows = client.get(f"{COCKPIT}matters/?{figure.query}").context["page"].paginator.count
            assert str(rows) == figure.value, figure.name


def test_every_red_opens_clause_unit_and_photo(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        response = client.get(COCKPIT)
    page = response.content.decode()
    red = response.context["reds"][0]
    assert f"/c/yunxi-2024/matters/{red.matter.uid}/" in page
    assert f"/c/yunxi-2024/plan/clauses/{red.matter.clause_id}/" in page
    assert "区综合行政执法局" in page
    assert f"/files/photos/{red.photo.photo.uid}" in page or str(red.photo.photo.uid) in page
    assert red.overdue_days > 30


def test_the_tiles_show_every_township_and_the_targets_their_verdicts(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        response = client.get(COCKPIT)
    tiles = {tile.unit.name: (tile.figures.red, tile.colour) for tile in response.context["tiles"]}
    assert tiles == {"柳河镇": (1, "red"), "白塔镇": (1, "red"), "东岗街道": (0, "grey")}
    assert "污水收集处理率" in response.content.decode()
    assert "未到期" in response.content.decode()


def test_the_time_line_marks_today(cast: Cast):
    with clock.moved_to(MORNING):
        line = time_line(cast.campaign)
    assert [stretch.state for stretch in line.stretches] == ["past", "now", "next"]
    assert line.today == 1000 * 69 // 1065
    with clock.moved_to(clock.start_of(date(2027, 1, 1))):
        assert time_line(cast.campaign).today is None


def test_a_department_reads_the_figures_but_opens_only_its_own_rows(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.water_clerk)
    with clock.moved_to(WEEKS_LATER):
        response = client.get(COCKPIT)
    assert response.context["opens"] is False
    assert response.context["reds"] == []
    assert "没有与本单位有关的逾期事项" in response.content.decode()


def test_an_outsider_finds_no_such_page(cast: Cast, client: Client):
    client.force_login(cast.outsider)
    for address in (COCKPIT, f"{COCKPIT}towns/{cast.towns[0].pk}/", f"{COCKPIT}counts/"):
        assert client.get(address).status_code == 404


def test_a_township_on_one_page(cast: Cast, client: Client):
    a_busy_morning(cast)
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        response = client.get(f"{COCKPIT}towns/{cast.towns[0].pk}/")
        page = response.content.decode()
        rows = client.get(f"{COCKPIT}matters/?township={cast.towns[0].pk}&light=red").context["page"].paginator.count
    assert "柳河镇" in page
    assert "未落实" in page
    assert "污水收集处理率" in page
    assert rows == len(response.context["reds"]) == 1
    assert client.get(f"{COCKPIT}towns/{cast.bureau.pk}/").status_code == 404


def test_an_action_without_matters_says_so_calmly(cast: Cast, client: Client):
    client.force_login(cast.leader)
    page = client.get("/c/yunxi-2025/").content.decode()
    assert "没有逾期的事项" in page
    assert "通知里没有写明数字目标" in page


@pytest.mark.parametrize("count", [1, 25])
def test_the_cost_does_not_grow_with_the_matters(cast: Cast, client: Client, django_assert_num_queries, count: int):
    a_busy_morning(cast)
    for number in range(20, 20 + count):
        registered(cast, number, town=number % 3)
    client.force_login(cast.leader)
    with clock.moved_to(WEEKS_LATER):
        with django_assert_num_queries(22):
            client.get(COCKPIT)
        with django_assert_num_queries(24):
            client.get(f"{COCKPIT}towns/{cast.towns[0].pk}/")


def test_the_last_seven_days_are_compared_with_the_seven_before(cast: Cast):
    a_busy_morning(cast)
    with clock.moved_to(MORNING + timedelta(days=6)):
        assert recent(cast.campaign) == Recent(registered=7, closed=1, closed_before=0)
        assert recent(cast.campaign, [cast.towns[1]]) == Recent(registered=1)
    with clock.moved_to(MORNING + timedelta(days=7)):
        assert recent(cast.campaign) == Recent(registered=0, closed=0, closed_before=1)


def test_sentences_read_like_a_leader_would_say_them():
    whole = Figures(registered=1287, closed=1074, open=213, on_time=1012, late=62, red=42, yellow=9, rework=19)
    recent = Recent(registered=86, closed=91, closed_before=65)
    words = {each.name: (each.value, each.words) for each in sentences_of(whole, recent, ("白塔镇", 8))}
    assert words == {
        "登记事项": ("1,287", "近7天新登记86件"),
        "已销号": ("1,074", "占83.4%，近7天91件，比前7天多26件"),
        "在办事项": ("213", "其中黄灯9件，时限将到"),
        "红灯": ("42", "已逾期仍在办，最多的是白塔镇8件"),
        "按期销号率": ("94.2%", "逾期销号62件，返工19件"),
    }
    none = sentences_of(Figures(), Recent(closed_before=3), ("", 0))
    assert [each.words for each in none] == [
        "近7天新登记0件", "近7天0件，比前7天少3件", "没有在办的事项", "没有逾期的事项", "销号不足10件，不计比率",
    ]  # fmt: skip
