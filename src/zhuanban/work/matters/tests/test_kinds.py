"""Kinds are data with a checker; an action uses those that its notice's words call for."""

import copy

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.services import record
from zhuanban.plan.campaigns.events import CampaignStarted
from zhuanban.work.matters.models import CampaignKind, Kind, KindVersion
from zhuanban.work.matters.rules.fields import kept_fields
from zhuanban.work.matters.rules.kind_faults import faults_of
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.rules.recognition import ClauseWords, clause_served
from zhuanban.work.matters.selectors import kinds_of
from zhuanban.work.matters.services import activate_kinds, read_kinds, sync_kinds

KINDS = read_kinds()


def test_the_shipped_kinds_are_well_formed():
    assert len(KINDS) > 80
    assert faults_of(KINDS) == []
    assert {raw["code"] for raw in KINDS if raw.get("general")} == {"other-problem", "other-undertaking"}


SOUND = {
    "code": "exposed-rubbish",
    "name": "暴露垃圾",
    "profile": "case",
    "group": "环境卫生",
    "beautify": "净化",
    "serves": ["垃圾堆"],
    "departments": [],
    "closing_standard": "清走",
    "trivial": True,
    "photo": "required",
    "photo_reason": "现场状况只能由照片说明",
    "limits": [{"stage": "处置", "amount": 4, "unit": "工作时"}],
    "source": "E",
    "fields": [
        {
            "code": "kind",
            "name": "种类",
            "type": "text",
            "source": "ask",
            "why": "派车",
            "query": False,
            "required": False,
        }
    ],
}


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("code",), "暴露垃圾", "小写英文"),
        (("name",), "", "缺少 name（名称）"),
        (("profile",), "loop", "profile"),
        (("beautify",), "好看", "beautify"),
        (("trivial",), "是", "true 或 false"),
        (("photo",), "maybe", "photo（照片）应是"),
        (("photo_reason",), " ", "用不上的照片不得索要"),
        (("serves",), [], "认不出它服务于哪一条"),
        (("departments",), "城管", "departments"),
        (("milestones",), [1], "milestones"),
        (("limits",), [], "至少要有一个阶段"),
        (("limits", 0, "unit"), "小时", "时限单位）应是"),
        (("limits", 0, "amount"), 0, "时限数）应是"),
        (("limits", 0, "stage"), "", "都要写明 stage"),
        (("fields",), None, "fields（字段）应是"),
        (("fields", 0, "why"), "", "没有理由的字段不得索要"),
        (("fields", 0, "type"), "colour", "type 不认识"),
        (("fields", 0, "type"), "choice", "choices"),
        (("fields", 0, "source"), "guess", "share、derive 或 ask"),
        (("fields", 0, "source"), "share", "要写明从哪里带出"),
        (("fields", 0, "query"), None, "query"),
        (("fields", 0, "code"), "", "缺少 code（代码）"),
        (("fields", 0, "type"), "number", "要写明 unit"),
        (("fields", 0, "name"), "长度（米）", "不要写括号"),
        (("fields", 0, "unit"), "米", "不是数字"),
        (("fields", 0, "name"), "登记日", "不必再问"),
        (("fields", 0, "show_if"), "颜色 == 1", "不认识“颜色”"),
        (("fields", 0, "rule"), "种类", "应是 derive"),
        (("fields", 0, "constraint"), "登记日 > 发现日", "要一起写"),
        (("evidence",), [{"name": "照片", "at": "随时", "why": "对照"}], "at（环节）"),
        (("evidence",), [{"name": "照片", "at": "报结", "why": ""}], "没有理由的材料不得索要"),
        (("evidence",), [{"name": "照片", "at": "核查", "why": "对照", "required": True}], "只有报结时备的"),
        (("evidence",), [{"name": "批复", "at": "报结", "why": "对照", "required": "是"}], "true 或 false"),
        (("evidence",), [{"name": "批复", "at": "报结", "why": "对照", "required": True, "field": "种类"}], "台账类别"),
        (("local",), True, "估计的时限"),
        (("weight",), 3, "不认识的键"),
    ],
)
def test_what_is_wrong_with_a_kind_is_named(path, value, words):
    raw = copy.deepcopy(SOUND)
    assert faults_of([raw]) == []
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert words in "".join(faults_of([raw]))


def test_kinds_may_not_share_a_code_or_be_anything_but_a_mapping():
    assert "重复 2 次" in "".join(faults_of([SOUND, SOUND]))
    assert "键: 值" in "".join(faults_of(["暴露垃圾"]))


@pytest.mark.parametrize("content", ["a: [", "- 1", "name: 一"])
def test_a_broken_file_is_explained(tmp_path, content):
    (tmp_path / "cases.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(Invalid):
        read_kinds(tmp_path)


@pytest.mark.django_db
def test_syncing_writes_a_new_version_only_on_change(tmp_path):
    assert sync_kinds() == len(KINDS)
    assert sync_kinds() == 0
    assert KindVersion.objects.count() == len(KINDS)
    text = "- {code: a-b, name: 甲, profile: case, group: 乙, beautify: 净化, serves: [丙], departments: [], "
    text += "closing_standard: 丁, trivial: false, photo: optional, source: E, fields: [], "
    file = tmp_path / "cases.yaml"
    for amount in (1, 1, 2):
        file.write_text(text + f"limits: [{{stage: 处置, amount: {amount}, unit: 工作日}}]}}", encoding="utf-8")
        sync_kinds(tmp_path)
    assert list(Kind.objects.filter(is_active=True).values_list("code", "version")) == [("a-b", 2)]
    sync_kinds()
    assert Kind.objects.get(code="exposed-rubbish").is_active


def test_the_start_of_an_action_puts_kinds_into_use(cast):
    for _ in range(2):
        record(CampaignStarted(campaign_id=cast.campaign.pk, name=cast.campaign.name), by=cast.office)
        deliver_pending()
    served = {row.kind.code: row.clause for row in CampaignKind.objects.select_related("kind", "clause")}
    assert served["exposed-rubbish"] == cast.hygiene
    assert served["road-trading"] == cast.order
    assert served["black-odorous-water"] == cast.sewage
    assert "flying-charging" not in served
    assert CampaignKind.objects.filter(kind__code="other-problem").count() == 3
    assert {"other-undertaking"} < set(kinds_of(cast.campaign, "ledger").values_list("code", flat=True))
    assert not kinds_of(cast.other_campaign).exists()


def test_a_correction_by_the_office_is_not_undone(cast):
    sync_kinds()
    activate_kinds(campaign=cast.campaign)
    CampaignKind.objects.filter(kind__code="exposed-rubbish").update(clause=cast.order)
    activate_kinds(campaign=cast.campaign)
    assert CampaignKind.objects.get(kind__code="exposed-rubbish").clause == cast.order


def test_the_earliest_word_decides_then_the_task():
    clauses = [
        ClauseWords(1, "各级要保障消防安全", is_task=False, order=1),
        ClauseWords(2, "消除火灾隐患，查处占用消防通道", is_task=True, order=2),
        ClauseWords(3, "占用消防通道", is_task=True, order=3),
    ]
    assert clause_served(["占用消防通道", "消防"], clauses) == 2
    assert clause_served(["消防安全", "占用消防通道"], clauses) == 1
    assert clause_served(["飞线充电"], clauses) is None


def typed(kind, **more):
    raw = copy.deepcopy(SOUND)
    raw["fields"][0] |= {"type": kind, **more}
    return kind_of(raw)


@pytest.mark.parametrize(
    ("spec", "given", "kept"),
    [
        (typed("number", unit="米"), "12.50", "12.5"),
        (typed("money"), 1200, "1200"),
        (typed("day"), "2024-03-01", "2024-03-01"),
        (typed("yes-no"), "是", True),
        (typed("yes-no"), False, False),
        (typed("choice", choices=["甲", "乙"]), "乙", "乙"),
    ],
)
def test_fields_are_kept_exactly(spec, given, kept):
    assert kept_fields(spec, {"kind": given}) == {"kind": kept}


@pytest.mark.parametrize(
    ("spec", "given"),
    [
        (typed("number"), "-1"),
        (typed("number"), "NaN"),
        (typed("money"), "十元"),
        (typed("day"), "三月一日"),
        (typed("yes-no"), "也许"),
        (typed("text"), "长" * 201),
        (typed("text", required=True), " "),
    ],
)
def test_fields_of_another_type_are_refused(spec, given):
    with pytest.raises(Invalid):
        kept_fields(spec, {"kind": given})
