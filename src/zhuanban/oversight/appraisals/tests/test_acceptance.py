"""Acceptance: statements made from data, decided by the office, never by somebody who holds a post there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.scene import join

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Post
from zhuanban.ground.orgs.rules import Role
from zhuanban.oversight.appraisals.models import Acceptance
from zhuanban.oversight.appraisals.rules.acceptance import Decision, State, obstacles
from zhuanban.oversight.appraisals.services import decide_acceptance, make_statements
from zhuanban.oversight.appraisals.tests.story import finished, in_hand, kinds_in_use
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.indicators.services import draw_indicators, record_reading


@pytest.fixture(autouse=True)
def _late_in_2026(cast):
    kinds_in_use(cast)
    with clock.moved_to(datetime(2026, 11, 24, 1, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def stated(cast):
    """柳河镇: one heap of rubbish cleared, one open; at the end of 2025 污水 71.5 % in the district, 66 % in 柳河镇."""
    finished(cast)
    in_hand(cast)
    indicator = draw_indicators(cast.campaign)[0]
    for township, value in ((None, "71.5"), (cast.towns[0], "66")):
        record_reading(
            by=cast.office,
            indicator=indicator,
            township=township,
            on=date(2025, 12, 31),
            value=Decimal(value),
            document="污水处理运行月报",
            source_unit="区水务局",
        )
    make_statements(by=cast.office, campaign=cast.campaign)


def cell(cast: Cast, clause: Clause, town: int = 0) -> Acceptance:
    return Acceptance.objects.get(clause=clause, township=cast.towns[town])


def page(cast: Cast, name: str = "acceptance/") -> str:
    return f"/c/{cast.campaign.slug}/appraisals/{name}"


def test_statements_are_made_from_figures_targets_and_standards(cast, stated):
    assert Acceptance.objects.filter(state=State.STATED).count() == 9
    hygiene = cell(cast, cast.hygiene)
    assert hygiene.standard == "生活垃圾做到日产日清，清理垃圾堆、杂物堆"
    assert {name: hygiene.statement["figures"][name] for name in ("registered", "closed", "open")} == {
        "registered": 2,
        "closed": 1,
        "open": 1,
    }
    assert obstacles(hygiene.statement)[0].startswith("还有 1 件事项没有销号")
    sewage = cell(cast, cast.sewage).statement["targets"][0]
    assert (sewage["verdict_name"], sewage["where"], sewage["source"]) == (
        "未达标",
        "柳河镇",
        "污水处理运行月报（区水务局）",
    )
    without_figures_of_its_own = cell(cast, cast.sewage, 1).statement["targets"][0]
    assert (without_figures_of_its_own["verdict_name"], without_figures_of_its_own["where"]) == ("达标", "全区")
    assert obstacles(cell(cast, cast.order, 1).statement) == ["没有事项、也没有指标数据，无据可验。"]


def test_the_office_states_and_decides_in_the_page(cast, client):
    client.force_login(cast.office)
    assert "由数据生成自查说明" in client.get(page(cast)).content.decode()
    assert "已由数据生成 9 项" in client.post(page(cast, "acceptance/state/"), follow=True).content.decode()
    address = page(cast, f"acceptance/{cast.sewage.pk}/{cast.towns[0].pk}/")
    text = client.get(address).content.decode()
    assert all(words in text for words in ("污水收集处理率 ≥ 70%", "无据", "有两种读法", "下验收结论"))
    refused = client.post(address, {"decision": "passed"}).content.decode()
    assert "仍要通过的，请写明理由" in refused
    client.post(address, {"decision": "mend", "reason": "补齐运行数据", "due_on": "2026-12-20"})
    decided = cell(cast, cast.sewage)
    assert (decided.state, decided.decision, decided.due_on) == (State.DECIDED, "mend", date(2026, 12, 20))
    sentence = list(timeline_of("acceptance", decided.pk))[-1].sentence
    assert sentence == "验收“完善基础配套设施”柳河镇：限期整改，整改至 2026-12-20"
    assert "限期整改 <b>1</b>" in client.get(page(cast)).content.decode()


def test_what_is_settled_stays_and_what_was_to_be_mended_is_decided_again(cast, stated):
    passed = cell(cast, cast.hygiene, 1)
    decide_acceptance(by=cast.office, acceptance=passed, decision="passed", reason="现场抽查两处，未见问题")
    mended = cell(cast, cast.hygiene)
    decide_acceptance(by=cast.office, acceptance=mended, decision="mend", reason="清完", due_on=date(2026, 12, 1))
    assert make_statements(by=cast.office, campaign=cast.campaign) == 8
    with pytest.raises(Invalid, match="已经验收：通过"):
        decide_acceptance(by=cast.office, acceptance=passed, decision="lasting", reason="再改")
    again = decide_acceptance(by=cast.office, acceptance=mended, decision="lasting", reason="由镇环卫所管护")
    assert (again.decision, again.due_on) == (Decision.LASTING, None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"decision": "mend", "reason": "清完"}, "整改到哪一天"),
        ({"decision": "mend", "reason": "清完", "due_on": date(2026, 11, 24)}, "今天以后"),
        ({"decision": "mend", "due_on": date(2026, 12, 1)}, "要整改什么"),
        ({"decision": "lasting"}, "由谁长期管护"),
        ({"decision": "passed", "reason": "好", "due_on": date(2026, 12, 1)}, "只有限期整改"),
        ({"decision": "passed"}, "还有 1 件事项没有销号"),
        ({"decision": "excellent"}, "请选择验收结论"),
    ],
)
def test_a_wrong_decision_is_explained(cast, stated, given, message):
    with pytest.raises(Invalid, match=message):
        decide_acceptance(by=cast.office, acceptance=cell(cast, cast.hygiene), **given)
    assert cell(cast, cast.hygiene).decision == ""


def test_whoever_holds_a_post_there_does_not_decide(cast, client, stated):
    Post.objects.create(person=cast.office.person, unit=cast.towns[0], title="党委书记", starts_on=date(2024, 1, 1))
    with pytest.raises(Refused, match="您在柳河镇任职，按回避规定"):
        decide_acceptance(by=cast.office, acceptance=cell(cast, cast.hygiene), decision="lasting", reason="转常态")
    client.force_login(cast.office)
    text = client.get(page(cast, f"acceptance/{cast.hygiene.pk}/{cast.towns[0].pk}/")).content.decode()
    assert "按回避规定不能验收" in text
    second = join(cast, "director2", Role.OFFICE_DIRECTOR)
    assert decide_acceptance(
        by=second, acceptance=cell(cast, cast.hygiene), decision="lasting", reason="转常态"
    )


def test_outsiders_and_other_roles_are_refused_and_nothing_is_written(cast, client, stated):
    before = Entry.objects.count()
    for person in (cast.outsider, cast.leader, cast.township, cast.water_clerk, cast.inspector, cast.auditor):
        with pytest.raises(Refused):
            make_statements(by=person, campaign=cast.campaign)
        with pytest.raises(Refused):
            decide_acceptance(by=person, acceptance=cell(cast, cast.hygiene), decision="lasting", reason="转常态")
    assert Entry.objects.count() == before
    client.force_login(cast.outsider)
    assert client.get(page(cast)).status_code == 404


def test_a_township_sees_its_own_and_a_department_its_clauses(cast, client, stated):
    client.force_login(cast.township)
    assert client.get(page(cast, f"acceptance/{cast.order.pk}/{cast.towns[0].pk}/")).status_code == 200
    assert client.get(page(cast, f"acceptance/{cast.order.pk}/{cast.towns[1].pk}/")).status_code == 404
    matrix = client.get(page(cast)).content.decode()
    assert "柳河镇" in matrix
    assert "白塔镇" not in matrix
    client.force_login(cast.water_clerk)
    assert "整治城镇秩序" not in client.get(page(cast)).content.decode()
    assert client.get(page(cast, f"acceptance/{cast.sewage.pk}/{cast.towns[1].pk}/")).status_code == 200
    assert client.get(page(cast, f"acceptance/{cast.order.pk}/{cast.towns[1].pk}/")).status_code == 404


def test_an_action_that_does_not_run_is_not_stated(cast):
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.DRAFT)
    with pytest.raises(Invalid, match="还没有启动"):
        make_statements(by=cast.office, campaign=cast.campaign)


def test_the_matrix_costs_the_same_however_much_is_decided(cast, client, stated, django_assert_num_queries):
    client.force_login(cast.leader)
    with CaptureQueriesContext(connection) as queries:
        client.get(page(cast))
    for acceptance in Acceptance.objects.all():
        decide_acceptance(by=cast.office, acceptance=acceptance, decision="lasting", reason="转常态")
    with django_assert_num_queries(len(queries)):
        client.get(page(cast))
    assert len(queries) < 20


def test_the_page_of_a_clause_says_how_far_it_is_accepted(cast, client, stated):
    address = f"/c/{cast.campaign.slug}/plan/clauses/{cast.hygiene.pk}/"
    client.force_login(cast.office)
    assert "<dt>待验收</dt><dd>3 个" in client.get(address).content.decode()
    client.force_login(cast.township)
    assert "<dt>待验收</dt><dd>1 个" in client.get(address).content.decode()
