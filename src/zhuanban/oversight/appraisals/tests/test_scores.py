"""Scores: computed from matters, the same again from the same data, each point open down to its matters."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.handlers import score_ended_periods
from zhuanban.oversight.appraisals.models import Scheme, Score, ScoreRun
from zhuanban.oversight.appraisals.rules.periods import month, quarter
from zhuanban.oversight.appraisals.selectors import TownshipScore, latest_run, scores_of
from zhuanban.oversight.appraisals.services import compute_scores
from zhuanban.oversight.appraisals.tests.story import APRIL, finished, given_out, in_hand
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules import State
from zhuanban.work.matters.selectors import figures_by_township

PERIOD = month(2024, 4)


def compute(cast: Cast, scheme: Scheme, by: User | None = None) -> ScoreRun:
    return compute_scores(by=by or cast.office, scheme=scheme, period=PERIOD)


def page(cast: Cast, name: str = "", period: str = "2024-04") -> str:
    return f"/c/{cast.campaign.slug}/appraisals/{name}?period={period}"


@pytest.fixture
def busy_april(cast, scheme):
    """柳河镇 finished twelve (one late, one sent back), leaves one overdue; 白塔镇 ten; 东岗街道 none of two."""
    for _ in range(10):
        finished(cast)
    finished(cast, late=True)
    finished(cast, sent_back=True)
    in_hand(cast)
    for _ in range(10):
        finished(cast, town=1)
    for _ in range(2):
        given_out(cast, town=2)
    return scheme


def by_name(cast: Cast) -> dict[str, TownshipScore]:
    return {line.township.name: line for line in scores_of(cast.campaign, PERIOD)}


def test_points_follow_from_matters_and_small_bases_have_no_rank(cast, busy_april):
    compute(cast, busy_april)
    lines = by_name(cast)
    willow = lines["柳河镇"]
    assert [row.figures for row in willow.rows] == [
        {"按期数": 11, "应结数": 13},
        {"返工数": 1, "销号数": 12},
        {"反弹数": 0, "登记数": 13},
    ]
    expected = (Decimal(11) / 13 - Decimal("0.6")) / Decimal("0.4") * 50 + (1 - Decimal(5) / 12) * 25 + 25
    assert willow.total == expected.quantize(Decimal("0.000001"))
    assert lines["白塔镇"].total == 100
    assert (lines["白塔镇"].rank, willow.rank) == (1, 2)
    east = lines["东岗街道"]
    assert (east.total, east.rank, east.class_rank, [row.points for row in east.rows]) == (None, None, None, [None] * 3)
    assert "样本不足" in east.working


def test_every_figure_is_the_number_of_its_matters_and_agrees_with_the_figures_of_the_house(cast, busy_april):
    compute(cast, busy_april)
    services.move_lights()
    house = figures_by_township(cast.campaign, since=PERIOD.since, until=PERIOD.until)
    for line in scores_of(cast.campaign, PERIOD):
        known = house[line.township.pk]
        for row in line.rows:
            assert row.figures == {name: len(set(keys)) for name, keys in row.evidence.items()}
        on_time, rework, relapse = line.rows
        assert on_time.figures["按期数"] == known.on_time
        assert rework.figures == {"返工数": known.rework, "销号数": known.closed}
        assert relapse.figures == {"反弹数": known.relapse, "登记数": known.registered}
        assert on_time.figures["应结数"] == known.closed + known.red


def test_computing_again_gives_the_same_numbers_and_no_new_run(cast, busy_april):
    first = compute(cast, busy_april)
    second = compute(cast, busy_april, by=cast.office_colleague)
    assert first == second
    assert ScoreRun.objects.count() == 1
    assert list(timeline_of("scheme", busy_april.pk))[-1].sentence == "计算2024年4月得分：与上次计算结果一致"
    with clock.moved_to(datetime(2026, 11, 24, tzinfo=UTC)):
        assert compute(cast, busy_april) == first


def test_a_change_of_the_data_is_a_new_run_with_its_difference(cast, client, busy_april):
    first = compute(cast, busy_april)
    overdue = Matter.objects.get(state=State.HANDLING)
    services.void_matter(by=cast.office, matter=overdue, reason="重复登记")
    second = compute(cast, busy_april)
    assert first.digest != second.digest
    assert by_name(cast)["柳河镇"].rows[0].figures == {"按期数": 11, "应结数": 12}
    client.force_login(cast.leader)
    text = client.get(page(cast)).content.decode()
    assert "与上一次计算相比，有 2 个数字变动" in text
    assert Score.objects.filter(run=first, township=cast.towns[0], code="A1").get().figures["应结数"] == 13


def test_never_finishing_is_not_better_than_finishing_late(cast, scheme):
    for _ in range(12):
        finished(cast)
        finished(cast, town=1)
    finished(cast, late=True)
    in_hand(cast, town=1)
    compute(cast, scheme)
    lines = by_name(cast)
    assert lines["白塔镇"].total == lines["柳河镇"].total
    assert lines["白塔镇"].total != 100


def test_a_township_does_not_answer_for_a_department(cast, scheme):
    for _ in range(11):
        finished(cast)
    for _ in range(5):
        finished(cast, late=True, sent_back=True, unit=cast.bureau)
    compute(cast, scheme)
    assert by_name(cast)["柳河镇"].total == 100


def test_a_suspended_matter_is_not_overdue_and_one_closed_in_time_later_was_not_either(cast, scheme):
    for _ in range(10):
        finished(cast)
    with clock.moved_to(APRIL + timedelta(minutes=30)):
        services.suspend_matter(by=cast.office, matter=in_hand(cast), reason="等待施工许可", until=date(2024, 5, 5))
    in_hand(cast, at=datetime(2024, 4, 30, 9, 30, tzinfo=UTC))
    compute(cast, scheme)
    assert by_name(cast)["柳河镇"].rows[0].figures == {"按期数": 10, "应结数": 10}


def test_what_happened_before_the_take_over_is_never_scored(cast, scheme):
    for _ in range(10):
        finished(cast)
    cast.campaign.taken_over_on = datetime(2024, 4, 20, tzinfo=UTC).date()
    cast.campaign.save()
    compute(cast, scheme)
    assert by_name(cast)["柳河镇"].rows[0].figures == {"按期数": 0, "应结数": 0}


def test_a_relapse_costs_points(cast, scheme):
    for _ in range(9):
        finished(cast)
    finished(cast, place="集市北口")
    finished(cast, at=APRIL + timedelta(days=5), place="集市北口")
    compute(cast, scheme)
    assert by_name(cast)["柳河镇"].rows[2].figures == {"反弹数": 1, "登记数": 11}


def test_periods_that_the_scheme_does_not_score_are_explained(cast, scheme):
    for period, message in (
        (month(2024, 2), "不在这一版评分办法的起止日期之内"),
        (quarter(2024, 1), "不在这一版"),
        (month(2024, 6), "还没有开始"),
    ):
        with pytest.raises(Invalid, match=message):
            compute_scores(by=cast.office, scheme=scheme, period=period)
    assert not ScoreRun.objects.exists()


def test_inside_a_period_the_scores_are_a_trial_and_no_result(cast, client, scheme):
    trial = compute_scores(by=cast.office, scheme=scheme, period=month(2024, 5))
    assert trial.is_interim
    assert latest_run(cast.campaign) is None
    client.force_login(cast.office)
    assert "周期未结束，试算" in client.get(page(cast, period="2024-05")).content.decode()
    with clock.moved_to(datetime(2024, 6, 3, tzinfo=UTC)):
        final = compute_scores(by=cast.office, scheme=scheme, period=month(2024, 5))
        assert (final == trial, final.is_interim, latest_run(cast.campaign)) == (False, False, final)


def test_what_has_ended_is_scored_by_itself_once_also_after_days_without_power(cast, scheme):
    with clock.moved_to(datetime(2024, 6, 3, 20, 0, tzinfo=UTC)):  # nothing ran on the first of June
        score_ended_periods()
        assert [run.period.key for run in ScoreRun.objects.order_by("pk")] == ["2024-04", "2024-05"]
    with clock.moved_to(datetime(2024, 6, 30, 20, 0, tzinfo=UTC)):
        score_ended_periods()
        score_ended_periods()
    periods = [run.period.key for run in ScoreRun.objects.order_by("pk")]
    assert periods == ["2024-04", "2024-05", "2024-06", "2024Q2"]


def test_nobody_else_computes_and_a_township_sees_only_itself(cast, client, busy_april):
    for person in (cast.outsider, cast.leader, cast.township, cast.inspector, cast.auditor):
        with pytest.raises(Refused):
            compute(cast, busy_april, by=person)
    assert not ScoreRun.objects.exists()
    compute(cast, busy_april)
    client.force_login(cast.township)
    text = client.get(page(cast)).content.decode()
    assert "柳河镇" in text
    assert "白塔镇" not in text
    mine, other = cast.towns[0].pk, cast.towns[1].pk
    assert client.get(page(cast, f"towns/{mine}/")).status_code == 200
    assert client.get(page(cast, f"towns/{other}/")).status_code == 404
    rows = page(cast, f"towns/{other}/rows/") + "&code=A1&figure=应结数"
    assert client.get(rows).status_code == 404
    client.force_login(cast.handler)
    assert "看不到各乡镇" in client.get(page(cast)).content.decode()
    client.force_login(cast.outsider)
    assert client.get(page(cast)).status_code == 404


def test_the_office_computes_in_the_page_and_a_point_opens_to_its_matters(cast, client, busy_april):
    client.force_login(cast.office)
    assert "还没有计算" in client.get(page(cast)).content.decode()
    address = f"/c/{cast.campaign.slug}/appraisals/compute/"
    response = client.post(address, {"period": "2024-04"}, follow=True)
    assert "已计算2024年4月得分" in response.content.decode()
    assert "结果与上次一致" in client.post(address, {"period": "2024-04"}, follow=True).content.decode()
    assert "请选择可以计分" in client.post(address, {"period": "2023-04"}, follow=True).content.decode()
    town = cast.towns[0].pk
    text = client.get(page(cast, f"towns/{town}/")).content.decode()
    assert "按期办结率 = 11 ÷ 13" in text
    assert "没有按期的事项（2 件）" in text
    rows = client.get(page(cast, f"towns/{town}/rows/") + "&code=A1&figure=应结数").content.decode()
    assert rows.count('<td class="mono"><a href=') == 13
    assert client.get(page(cast, f"towns/{town}/rows/") + "&code=A1&figure=不存在").status_code == 404


def test_the_pages_cost_the_same_however_many_matters(cast, client, busy_april, django_assert_num_queries):
    compute(cast, busy_april)
    client.force_login(cast.leader)
    town = cast.towns[0].pk
    paths = [page(cast), page(cast, f"towns/{town}/"), page(cast, f"towns/{town}/rows/") + "&code=A1&figure=应结数"]
    costs = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        costs.append(len(queries))
    for _ in range(6):
        finished(cast, late=True)
    compute(cast, busy_april)
    compute_scores(by=cast.office, scheme=busy_april, period=PERIOD)
    client.get(page(cast))
    for path, cost in zip(paths[1:], costs[1:], strict=True):
        with django_assert_num_queries(cost):
            client.get(path)
    assert max(costs) < 25
