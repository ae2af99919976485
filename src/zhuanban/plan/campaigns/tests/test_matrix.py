"""The responsibility matrix: who leads, who an unnamed class is, whom each township names; holes are red (B2)."""

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person, Post, Unit
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, ClauseOwner, Duty
from zhuanban.plan.campaigns.selectors.matrix import Gap
from zhuanban.plan.campaigns.services import (
    assign_lead,
    assign_leads,
    load_notice,
    name_owner,
    name_owners,
    remove_lead,
    set_group_members,
)
from zhuanban.plan.campaigns.tests.notices import NOTICE


def page(cast) -> str:
    return f"/c/{cast.campaign.slug}/plan/matrix/"


@pytest.fixture
def loaded(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def test_everybody_of_the_district_sees_rows_columns_and_holes(cast, client):
    client.force_login(cast.leader)
    words = client.get(page(cast)).content.decode()
    for name in ("整治环境卫生", "柳河镇", "白塔镇", "东岗街道", "区综合行政执法局", "还没有"):
        assert name in words
    matrix = selectors.matrix_of(cast.campaign)
    assert [matrix.count(gap) for gap in (Gap.NO_LEAD, Gap.EMPTY_GROUP, Gap.NO_OWNER)] == [3, 0, 9]
    assert matrix.rows[0].suggested == cast.bureau
    assert "没有牵头单位" in {hole.words for hole in matrix.holes}


def test_clauses_that_share_a_marker_are_told_apart_by_phase_and_chapter(loaded, cast, client):
    standings = [standing.whole for standing in selectors.standings_of(loaded).values()]
    assert "第一阶段：集中整治 · （一）整治环境卫生" in standings
    assert "第二阶段：巩固提升 · （一）完善基础配套设施" in standings
    assert "三、保障措施 · （一）加强要素保障" in standings
    groups = dict(selectors.grouped_clauses(selectors.tasks_of(loaded), selectors.standings_of(loaded)))
    assert [words for _, words in groups["第一阶段：集中整治"]] == ["（一）整治环境卫生", "（二）整治城镇秩序"]
    client.force_login(cast.office)
    words = client.get(f"/c/{loaded.slug}/plan/matrix/").content.decode()
    assert words.index("第一阶段：集中整治") < words.index("整治环境卫生") < words.index("第二阶段：巩固提升")


def test_the_far_district_sees_nothing(cast, client):
    client.force_login(cast.outsider)
    for path in ("", "owners/", f"leads/{cast.hygiene.pk}/", f"groups/{cast.group.pk}/"):
        assert client.get(page(cast) + path).status_code == 404
    assert client.post(f"{page(cast)}leads/", {"clause": cast.hygiene.pk}).status_code == 404


def test_the_matrix_costs_the_same_however_many_units(cast, client, django_assert_max_num_queries):
    for number in range(20):
        town = Unit.objects.create(district=cast.district, name=f"新河{number}镇", kind=UnitKind.TOWNSHIP)
        Duty.objects.create(clause=cast.hygiene, unit=town, role=Duty.Role.RESPONSIBLE)
        name_owner(by=cast.office, clause=cast.hygiene, unit=town, person_name=f"责任人{number}")
    client.force_login(cast.office)
    with django_assert_max_num_queries(15):
        words = client.get(page(cast)).content.decode()
    assert "责任人19" in words


def test_leads_are_assigned_in_bulk_as_ticked(cast, client):
    client.force_login(cast.office)
    chosen = {"clause": [cast.hygiene.pk, cast.sewage.pk]}
    units = {f"unit-{cast.hygiene.pk}": cast.bureau.pk, f"unit-{cast.sewage.pk}": cast.water.pk}
    client.post(f"{page(cast)}leads/", {**chosen, **units, f"unit-{cast.order.pk}": cast.bureau.pk})
    assert selectors.lead_of(cast.hygiene) == cast.bureau
    assert selectors.lead_of(cast.sewage) == cast.water
    assert selectors.lead_of(cast.order) is None
    assert selectors.departments_of(cast.hygiene) == [cast.bureau]
    assert Entry.objects.filter(sentence="“整治环境卫生”由区综合行政执法局牵头").count() == 1
    assert "指定" in client.get(page(cast)).content.decode()


def test_bulk_is_all_or_none(cast, client):
    assign_lead(by=cast.office, clause=cast.order, unit=cast.bureau)
    choices = {cast.hygiene.pk: cast.bureau.pk, cast.order.pk: cast.water.pk}
    with pytest.raises(Invalid, match="请先撤换"):
        assign_leads(by=cast.office, campaign=cast.campaign, choices=choices)
    assert selectors.lead_of(cast.hygiene) is None
    with pytest.raises(Invalid, match="没有选中"):
        assign_leads(by=cast.office, campaign=cast.campaign, choices={})
    client.force_login(cast.office)
    response = client.post(f"{page(cast)}leads/", {"clause": cast.hygiene.pk}, follow=True)
    assert "还没有选单位" in response.content.decode()


def test_one_lead_is_assigned_and_replaced(cast, client):
    client.force_login(cast.office)
    address = f"{page(cast)}leads/{cast.hygiene.pk}/"
    assert "请选择牵头单位" in client.post(address, {"unit": ""}).content.decode()
    client.post(address, {"unit": cast.bureau.pk})
    assert "现由" in client.get(address).content.decode()
    client.post(f"{address}remove/")
    assert selectors.lead_of(cast.hygiene) is None
    with pytest.raises(Invalid, match="还没有牵头单位"):
        remove_lead(by=cast.office, clause=cast.hygiene)


def test_only_a_department_of_the_district_leads_and_only_the_office_says_so(cast):
    far = Unit.objects.create(district=cast.far_district, name="县水务局", kind=UnitKind.DEPARTMENT)
    for unit, words in ((cast.towns[0], "不能牵头"), (cast.group, "不能牵头"), (far, "本区的单位")):
        with pytest.raises(Invalid, match=words):
            assign_lead(by=cast.office, clause=cast.hygiene, unit=unit)
    for user in (cast.township, cast.handler, cast.outsider):
        with pytest.raises(Refused):
            assign_lead(by=user, clause=cast.hygiene, unit=cast.bureau)
    assert not Duty.objects.filter(role=Duty.Role.LEAD).exists()


def test_the_office_says_who_an_unnamed_class_is(cast, client, loaded):
    group = Unit.objects.get(district=cast.district, name="各有关燃气企业")
    client.force_login(cast.office)
    address = f"/c/2024-1/plan/matrix/groups/{group.pk}/"
    assert "没有写是哪些单位" in client.get(address).content.decode()
    client.post(address, {"names": "云溪燃气有限公司\n\n清泉燃气有限公司"})
    duties = Duty.objects.filter(via_group=group, clause__campaign=loaded)
    assert {duty.unit.name for duty in duties} == {"云溪燃气有限公司", "清泉燃气有限公司"}
    assert {duty.unit.kind for duty in duties} == {UnitKind.ENTERPRISE}
    assert not Duty.objects.filter(unit=group).exists()
    assert selectors.matrix_of(loaded).count(Gap.EMPTY_GROUP) == 0
    assert "至少写一个单位" in client.post(address, {"names": " "}).content.decode()
    with pytest.raises(Refused):
        set_group_members(by=cast.township, campaign=loaded, group=group, names=["某企业"])
    with pytest.raises(Invalid, match="一类单位"):
        set_group_members(by=cast.office, campaign=loaded, group=cast.water, names=["某企业"])


def test_a_township_names_one_person_for_many_clauses(cast, client):
    client.force_login(cast.township)
    words = client.get(page(cast) + "owners/").content.decode()
    assert "柳河镇责任人" in words
    chosen = {"clauses": [cast.hygiene.pk, cast.order.pk], "person_name": "陈 舟"}
    client.post(page(cast) + "owners/", chosen)
    owner = selectors.owner_of(cast.hygiene, cast.towns[0])
    assert owner is not None
    assert owner.person.name == "陈 舟"
    assert ClauseOwner.objects.filter(person=owner.person).count() == 2
    assert Post.objects.get(person=owner.person).unit == cast.towns[0]
    assert not Entry.objects.filter(sentence__contains="陈").exists()
    assert selectors.matrix_of(cast.campaign).count(Gap.NO_OWNER) == 7
    name_owner(by=cast.township, clause=cast.hygiene, unit=cast.towns[0], person_name="柳青")
    again = selectors.owner_of(cast.hygiene, cast.towns[0])
    assert again is not None
    assert again.person == cast.township.person


def test_a_township_names_only_its_own(cast, client):
    with pytest.raises(Refused):
        name_owner(by=cast.township, clause=cast.hygiene, unit=cast.towns[1], person_name="陈舟")
    with pytest.raises(Refused):
        name_owner(by=cast.handler, clause=cast.hygiene, unit=cast.towns[0], person_name="陈舟")
    with pytest.raises(Refused):
        name_owner(by=cast.outsider, clause=cast.hygiene, unit=cast.towns[0], person_name="陈舟")
    client.force_login(cast.township)
    assert client.get(f"{page(cast)}owners/?unit={cast.towns[1].pk}").status_code == 404
    assert not ClauseOwner.objects.exists()


def test_bad_names_and_choices_are_explained(cast, client):
    client.force_login(cast.township)
    response = client.post(page(cast) + "owners/", {"person_name": "陈舟"})
    assert "还没有选中任何一条" in response.content.decode()
    town = cast.towns[0]
    with pytest.raises(Invalid, match="别的单位已有“白桦”"):
        name_owner(by=cast.township, clause=cast.hygiene, unit=town, person_name="白桦")
    with pytest.raises(Invalid, match="请填写责任人姓名"):
        name_owner(by=cast.township, clause=cast.hygiene, unit=town, person_name=" ")
    Duty.objects.filter(clause=cast.hygiene, unit=town).delete()
    with pytest.raises(Invalid, match="没有职责"):
        name_owners(by=cast.office, campaign=cast.campaign, unit=town, clauses=[cast.hygiene], person_name="陈舟")


def test_the_office_sees_any_township_and_recusals_with_their_reason(cast, client, loaded):
    client.force_login(cast.office)
    assert "白塔镇责任人" in client.get(f"{page(cast)}owners/?unit={cast.towns[1].pk}").content.decode()
    words = client.get("/c/2024-1/plan/matrix/").content.decode()
    assert Person.objects.filter(name="沈禾").exists()
    assert "沈禾" in words
    assert "在柳河镇任职" in words


def test_only_the_gaps_are_shown_when_asked(cast, client):
    assign_lead(by=cast.office, clause=cast.hygiene, unit=cast.bureau)
    client.force_login(cast.office)
    words = client.get(page(cast), {"gap": "no-lead"}).content.decode()
    assert "整治环境卫生" not in words
    assert "整治城镇秩序" in words
    assert "这一类没有缺口" in client.get(page(cast), {"gap": "empty-group"}).content.decode()


def test_a_closed_action_keeps_its_matrix(cast):
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(Invalid, match="已经结束"):
        assign_lead(by=cast.office, clause=cast.hygiene, unit=cast.bureau)
    with pytest.raises(Invalid, match="已经结束"):
        name_owner(by=cast.township, clause=cast.hygiene, unit=cast.towns[0], person_name="陈舟")


@pytest.mark.parametrize("written", ["²", "9" * 40, "9" * 5000, "-1"])
def test_a_key_that_no_row_can_have_is_explained(cast, client, written):
    client.force_login(cast.office)
    chosen = {"clause": cast.hygiene.pk, f"unit-{cast.hygiene.pk}": written}
    told = client.post(f"{page(cast)}leads/", chosen, follow=True)
    assert "还没有选单位" in told.content.decode()
    assert client.get(f"{page(cast)}owners/", {"unit": written}).status_code == 404
    told = client.post(f"{page(cast)}owners/?unit={cast.towns[0].pk}", {"clauses": written, "person_name": "王五"})
    assert told.status_code == 422


def test_a_class_of_units_takes_names_not_essays(cast, client):
    client.force_login(cast.office)
    told = client.post(f"{page(cast)}groups/{cast.group.pk}/", {"names": "长" * 81})
    assert "最多 80 个字" in told.content.decode()
