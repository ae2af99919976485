"""The office edits a kind: draft, checker, preview, confirmation; what is filed already keeps its version."""

import re
from datetime import UTC, datetime

import pytest
import yaml

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters import services
from zhuanban.work.matters.models import CampaignKind, Kind, KindDraft, KindVersion
from zhuanban.work.matters.selectors import kinds_of, spec_of_matter, specs_of
from zhuanban.work.matters.services import activate_kinds
from zhuanban.work.matters.services.kind_editing import confirm_kind, draft_kind, switch_kind
from zhuanban.work.matters.tests.story import kind, registered


def home(cast, *parts):
    return f"/c/{cast.campaign.slug}/matters/kinds/" + "".join(f"{part}/" for part in parts)


def filled(page):
    """What the page's form would send as it stands."""
    html = page.content.decode()
    form = html[html.index('class="kd-form"') : html.index("kd-send")]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") == "checkbox" and not re.search(r"\schecked\b", tag):
            continue
        sent[said.get("name", "")] = said.get("value", "on" if said.get("type") == "checkbox" else "")
    sent |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL))
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*\sselected', body)
        sent[name] = chosen[1] if chosen else ""
    return {name: re.sub("&quot;", '"', re.sub("&lt;", "<", value)) for name, value in sent.items() if name}


@pytest.fixture
def office(cast, client, morning):
    client.force_login(cast.office_colleague)
    return client


def test_the_list_shows_every_kind_with_aim_clause_limit_and_state(cast, office):
    page = office.get(home(cast)).content.decode()
    for words in ("暴露垃圾", "净化", "整治环境卫生", "本地设定", "未启用", "所有任务"):
        assert words in page
    assert "飞线充电" not in office.get(home(cast) + "?status=on").content.decode()
    assert "没有符合条件的类别" in office.get(home(cast) + "?status=off").content.decode()
    assert "暴露垃圾" in office.get(f"{home(cast)}?clause={cast.hygiene.pk}&beautify=净化").content.decode()


def test_a_new_limit_is_drafted_checked_previewed_confirmed_and_old_matters_stay(cast, office):
    before = registered(cast)
    sent = filled(office.get(home(cast, "exposed-rubbish", "edit")))
    sent |= {"limits-0-amount": "6", "source": "区政府办〔2024〕3号"}
    assert office.post(home(cast, "exposed-rubbish", "edit"), sent).status_code == 302
    assert KindDraft.objects.get().spec["limits"] == [{"stage": "处置", "amount": 6, "unit": "工作时"}]
    assert "检查通过" in office.get(home(cast, "exposed-rubbish", "edit")).content.decode()
    preview = office.get(home(cast, "exposed-rubbish", "confirm"))
    page = preview.content.decode()
    assert "处置 4 工作时" in page
    assert "处置 6 工作时" in page
    assert "1 件未办结的事项按第 1 版登记" in page
    mark = preview.context["preview"].mark
    answer = office.post(home(cast, "exposed-rubbish", "confirm"), {"note": "按新文件", "previewed": mark})
    assert answer.status_code == 302
    after = registered(cast, place="西关街")
    assert [str(spec_of_matter(each).stages[0].limit) for each in (before, after)] == ["4 工作时", "6 工作时"]
    shown = office.get(home(cast, "exposed-rubbish")).content.decode()
    assert "何青" in shown
    assert "按新文件" in shown
    assert Entry.objects.get(event="KindRevised").sentence == "事项类别“暴露垃圾”启用第 2 版，1 件未办结的仍按原版办理"


def test_keeping_after_closing_is_set_in_the_form_and_what_only_the_text_says_is_kept(cast, office):
    version = KindVersion.objects.get(kind=kind("illegal-structure"))
    version.spec |= {"whole_limit": {"amount": 30, "unit": "工作日"}, "relapse_days": 365}
    version.save()
    page = office.get(home(cast, "illegal-structure", "edit"))
    assert filled(page)["care_days"] == "90、180、365"
    sent = filled(page) | {"care_days": "30, 60", "care_post": "村级网格"}
    assert office.post(home(cast, "illegal-structure", "edit"), sent).status_code == 302
    spec = KindDraft.objects.get().spec
    assert (spec["aftercare"]["days"], spec["aftercare"]["post"]) == ([30, 60], "村级网格")
    assert (spec["whole_limit"], spec["relapse_days"]) == ({"amount": 30, "unit": "工作日"}, 365)
    preview = office.get(home(cast, "illegal-structure", "confirm")).content.decode()
    assert "销号后 30 天、60 天回头看" in preview
    bad = office.post(home(cast, "illegal-structure", "edit"), sent | {"care_days": "三十天"})
    assert "请写天数" in bad.content.decode()
    office.post(home(cast, "illegal-structure", "edit"), sent | {"care_days": "60、30"})
    assert "从小到大" in office.get(home(cast, "illegal-structure", "edit")).content.decode()
    office.post(home(cast, "illegal-structure", "edit"), sent | {"care_keeper": ""})
    assert "aftercare" not in KindDraft.objects.get().spec


def test_another_action_keeps_the_shipped_version(cast, office):
    activate_kinds(campaign=cast.campaign)
    spec = KindVersion.objects.get(kind=kind("exposed-rubbish")).spec
    CampaignKind.objects.create(campaign=cast.far_campaign, kind=kind("exposed-rubbish"), clause=cast.hygiene)
    changed = {**spec, "closing_standard": "一米内干净。"}
    draft_kind(by=cast.office, campaign=cast.campaign, kind=kind("exposed-rubbish"), spec=changed, clause=cast.hygiene)
    confirm_kind(by=cast.office, campaign=cast.campaign, kind=kind("exposed-rubbish"))
    actions = (cast.campaign, cast.far_campaign)
    here, there = ({each.code: spec for each, spec in specs_of(action)} for action in actions)
    assert here["exposed-rubbish"].closing_standard == "一米内干净。"
    assert there["exposed-rubbish"].closing_standard == spec["closing_standard"]
    assert services.sync_kinds() == 0, "the files are as they were, and what the action made its own stays"


def test_faults_of_a_draft_are_named_and_it_cannot_be_confirmed(cast, office):
    sent = filled(office.get(home(cast, "exposed-rubbish", "edit")))
    sent |= {"fields-0-show_if": "颜色 == 1", "fields-0-type": "text", "fields-0-choices": ""}
    office.post(home(cast, "exposed-rubbish", "edit"), sent)
    page = office.get(home(cast, "exposed-rubbish", "edit")).content.decode()
    assert "不认识“颜色”" in page
    assert "不能改类型" in page
    assert office.get(home(cast, "exposed-rubbish", "confirm")).url == home(cast, "exposed-rubbish", "edit")
    with pytest.raises(Invalid, match="草稿还有错处"):
        confirm_kind(by=cast.office, campaign=cast.campaign, kind=kind("exposed-rubbish"))


def test_a_yes_is_for_the_draft_that_was_shown(cast, office):
    address = home(cast, "exposed-rubbish", "edit")
    office.post(address, filled(office.get(address)) | {"limits-0-amount": "6"})
    mark = office.get(home(cast, "exposed-rubbish", "confirm")).context["preview"].mark
    office.post(address, filled(office.get(address)) | {"limits-0-amount": "60"})
    answer = office.post(home(cast, "exposed-rubbish", "confirm"), {"note": "调整", "previewed": mark})
    assert answer.status_code == 409
    assert KindVersion.objects.filter(kind=kind("exposed-rubbish")).count() == 1


def test_a_field_is_added_in_a_row_and_gets_a_code(cast, office):
    address = home(cast, "overflowing-bin", "edit")
    row = {"fields-0-name": "桶数", "fields-0-type": "number", "fields-0-unit": "个", "fields-0-source": "ask"}
    row |= {"fields-0-why": "据此派车", "fields-0-constraint": "桶数 >= 1", "fields-0-constraint_words": "至少一个桶。"}
    office.post(address, filled(office.get(address)) | row)
    field = KindDraft.objects.get().spec["fields"][0]
    assert (field["code"], field["unit"], field["required"]) == ("field-1", "个", False)
    assert "检查通过" in office.get(address).content.decode()


def test_a_kind_of_the_districts_own_is_made_used_and_not_seen_elsewhere(cast, office, client):
    said = {"name": "窨井盖普查", "profile": "ledger", "group": "本地事项", "clause": cast.sewage.pk}
    answer = office.post(home(cast, "new"), said)
    own = Kind.objects.get(name="窨井盖普查")
    assert answer.url == home(cast, own.code, "edit")
    assert "缺少 closing_standard" in office.get(answer.url).content.decode()
    office.post(answer.url, filled(office.get(answer.url)) | {"closing_standard": "逐个登记，无缺无损。"})
    mark = office.get(home(cast, own.code, "confirm")).context["preview"].mark
    office.post(home(cast, own.code, "confirm"), {"note": "新设", "previewed": mark})
    assert own in kinds_of(cast.campaign)
    assert registered(cast, code=own.code, title="中心街井盖", photos=[]).clause == cast.sewage
    assert office.post(home(cast, "new"), said).status_code == 422
    services.sync_kinds()
    assert Kind.objects.get(pk=own.pk).is_active
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.far_campaign.slug}/matters/kinds/{own.code}/").status_code == 404


def test_a_kind_is_switched_off_and_on(cast, office):
    before = registered(cast)
    office.post(home(cast, "exposed-rubbish", "switch"), {"on": "0"})
    with pytest.raises(Invalid, match="没有启用"):
        registered(cast)
    assert spec_of_matter(before).name == "暴露垃圾"
    activate_kinds(campaign=cast.campaign)
    assert kind("exposed-rubbish") not in kinds_of(cast.campaign), "the words of the notice do not undo the office"
    office.post(home(cast, "exposed-rubbish", "switch"), {"on": "1"})
    assert kind("exposed-rubbish") in kinds_of(cast.campaign)
    refused = office.post(home(cast, "flying-charging", "switch"), {"on": "1"})
    assert refused.status_code == 422
    assert "请选定它服务的条款" in refused.content.decode()
    office.post(home(cast, "flying-charging", "switch"), {"on": "1", "clause": cast.order.pk})
    assert kind("flying-charging") in kinds_of(cast.campaign)


def test_a_kind_goes_out_and_comes_back_as_text(cast, office):
    file = office.get(home(cast, "exposed-rubbish", "export"))
    (raw,) = yaml.safe_load(file.content)
    assert raw["code"] == "exposed-rubbish"
    assert Entry.objects.filter(event="FileHandedOut").exists()
    raw["departments"] = ["环卫"]
    text = yaml.safe_dump([raw], allow_unicode=True)
    assert office.post(home(cast, "exposed-rubbish", "text"), {"text": text}).status_code == 302
    assert KindDraft.objects.get().spec["departments"] == ["环卫"]
    for broken, words in (("- [", "读不懂"), ("甲", "键: 值"), ("a: &x [1]\nb: *x", "读不懂"), ("code: b", "没有保存")):
        answer = office.post(home(cast, "exposed-rubbish", "text"), {"text": broken})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_kind_of_ones_own_keeps_its_code_and_takes_no_known_name(cast, office):
    office.post(home(cast, "new"), {"name": "井盖", "profile": "case", "group": "本地事项", "clause": cast.order.pk})
    own = Kind.objects.get(name="井盖")
    spec = KindVersion.objects.get(kind=kind("exposed-rubbish")).spec
    draft_kind(by=cast.office, campaign=cast.campaign, kind=own, spec={**spec, "general": True}, clause=cast.order)
    page = office.get(home(cast, own.code, "edit")).content.decode()
    for words in ("代码（code）不能改", "通用类别（general）不能改", "已经有叫“暴露垃圾”的类别"):
        assert words in page


def test_a_draft_can_be_thrown_away(cast, office):
    office.post(home(cast, "new"), {"name": "井盖", "profile": "case", "group": "本地事项", "clause": cast.order.pk})
    own = Kind.objects.get(name="井盖")
    office.post(home(cast, own.code, "drop"))
    assert not Kind.objects.filter(name="井盖").exists()
    assert not KindDraft.objects.exists()
    assert office.post(home(cast, "exposed-rubbish", "drop")).status_code == 302


def test_who_is_not_of_the_office_reads_and_does_not_write(cast, client, morning):
    client.force_login(cast.township)
    page = client.get(home(cast, "exposed-rubbish")).content.decode()
    assert "销号标准" in page
    assert "在本行动停用" not in page
    assert client.get(home(cast, "exposed-rubbish", "edit")).status_code == 404
    rubbish = {"campaign": cast.campaign, "kind": kind("exposed-rubbish")}
    for act in (
        lambda: switch_kind(by=cast.township, **rubbish, on=False),
        lambda: draft_kind(by=cast.outsider, **rubbish, spec={}, clause=None),
        lambda: confirm_kind(by=cast.handler, **rubbish),
    ):
        with pytest.raises(Refused):
            act()
    assert not KindDraft.objects.exists()


def test_the_list_costs_the_same_with_more_kinds_in_use(cast, office, django_assert_max_num_queries):
    CampaignKind.objects.filter(campaign=cast.campaign).exclude(kind=kind("exposed-rubbish")).delete()
    with django_assert_max_num_queries(17):
        office.get(home(cast))
    activate_kinds(campaign=cast.campaign)
    with django_assert_max_num_queries(17):
        office.get(home(cast))


def test_a_version_keeps_by_whom_and_when_it_was_confirmed(cast, office):
    draft_kind(
        by=cast.office, campaign=cast.campaign, kind=kind("exposed-rubbish"),
        spec=KindVersion.objects.get(kind=kind("exposed-rubbish")).spec, clause=cast.hygiene,
    )  # fmt: skip
    made = confirm_kind(by=cast.office, campaign=cast.campaign, kind=kind("exposed-rubbish"))
    assert made.made_at == datetime(2024, 4, 10, 1, 0, tzinfo=UTC)
    assert made.made_by == cast.office
