"""The tree of units is kept in pages: established, moved, described, named, coded, closed, each with its history."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import GroupMember, Post, Unit, UnitCode
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.orgs.services import (
    add_alias,
    close_unit,
    establish_unit,
    give_code,
    give_role,
    move_unit,
    open_account,
    remove_alias,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 6)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to("2024-05-06T01:00:00Z", tick=False)


def village_of(cast, name: str = "柳河村", town: int = 0) -> Unit:
    return establish_unit(
        by=cast.office, district=cast.district, name=name, kind=UnitKind.VILLAGE, parent=cast.towns[town]
    )


def test_the_office_establishes_a_village_and_a_grid_in_it(cast, client):
    client.force_login(cast.office)
    town = cast.towns[0]
    page = {"name": "柳河村", "kind": "village", "parent": town.pk, "aliases": "柳河大队\n柳河"}
    village = Unit.objects.get(pk=client.post("/units/new/", page).url.split("/")[-2])
    assert (village.parent, village.aliases) == (town, ["柳河大队", "柳河"])
    grid = {"name": "第一网格", "kind": "grid", "parent": village.pk}
    assert client.post(f"/units/new/?under={village.pk}", grid).status_code == 302
    shown = client.get(f"/units/?under={town.pk}").content.decode()
    assert shown.index("柳河村") < shown.index("第一网格")
    assert "og-depth-2" in shown
    assert "设立“柳河村”（村（社区）），上级为“柳河镇”" in client.get(f"/units/{village.pk}/").content.decode()


@pytest.mark.parametrize(
    ("kind", "parent", "words"),
    [
        ("village", None, "村（社区）要写明所属的乡镇"),
        ("grid", "town", "网格的上级要是村"),
        ("village", "bureau", "村（社区）的上级要是乡镇"),
        ("department", "group", "不能设在一类单位"),
        ("group", "bureau", "一类单位没有上级"),
    ],
)
def test_a_unit_stands_only_where_its_kind_may(cast, kind, parent, words):
    above = {None: None, "town": cast.towns[0], "bureau": cast.bureau, "group": cast.group}[parent]
    with pytest.raises(Invalid, match=words):
        establish_unit(by=cast.office, district=cast.district, name="新单位", kind=kind, parent=above)
    assert not Unit.objects.filter(name="新单位").exists()


def test_no_unit_stands_under_itself(cast):
    below = establish_unit(
        by=cast.office, district=cast.district, name="执法大队", kind=UnitKind.INSTITUTION, parent=cast.bureau
    )
    with pytest.raises(Invalid, match="在“区综合行政执法局”之下"):
        move_unit(by=cast.office, unit=cast.bureau, parent=below)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=below.pk).update(parent=below.pk)
    move_unit(by=cast.office, unit=below, parent=cast.water)
    assert Unit.objects.get(pk=below.pk).parent == cast.water


def test_two_townships_may_each_have_a_village_of_one_name(cast):
    first, second = village_of(cast), village_of(cast, town=1)
    assert first.name == second.name
    with pytest.raises(Invalid, match="已是“柳河村”"):
        village_of(cast)
    with pytest.raises(Invalid, match="那里已有名为“柳河村”"):
        move_unit(by=cast.office, unit=second, parent=cast.towns[0])


def test_names_are_added_and_taken_away(cast, client):
    client.force_login(cast.office)
    assert client.post(f"/units/{cast.water.pk}/alias/", {"alias": "区水利局"}).status_code == 302
    with pytest.raises(Invalid, match="已是“区水务局”"):
        add_alias(by=cast.office, unit=cast.bureau, alias="区水利局")
    assert client.post(f"/units/{cast.water.pk}/aliases/remove/", {"alias": "区水利局"}).status_code == 302
    assert Unit.objects.get(pk=cast.water.pk).aliases == []
    with pytest.raises(Invalid, match="没有这个别称"):
        remove_alias(by=cast.office, unit=cast.water, alias="区水利局")


def test_a_code_holds_from_a_day_until_the_next(cast, client):
    client.force_login(cast.office)
    town = cast.towns[0]
    for code, on in (("371523100000", "2020-01-01"), ("371523101000", "2024-03-01")):
        assert client.post(f"/units/{town.pk}/code/", {"code": code, "on": on}).status_code == 302
    old, new = UnitCode.objects.filter(unit=town).order_by("valid_from")
    assert (old.valid_to, new.valid_to) == (date(2024, 3, 1), None)
    village = village_of(cast)
    with pytest.raises(Invalid, match="前 9 位要与它相同"):
        give_code(by=cast.office, unit=village, code="371523100201", on=DAY)
    give_code(by=cast.office, unit=village, code="371523101201", on=DAY)
    with pytest.raises(Invalid, match="已属于“柳河镇”"):
        give_code(by=cast.office, unit=cast.towns[1], code="371523101000", on=DAY)
    assert client.post(f"/units/codes/{new.pk}/remove/").status_code == 302
    assert UnitCode.objects.get(unit=town).valid_to is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("3715231000", "12 位数字"), ("991523100000", "省、市、县"), ("371523000000", "第 7 至 9 位"),
        ("371523001000", "应在 100–199"), ("371523100001", "最后 3 位是 000"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_explained(cast, code, words):
    with pytest.raises(Invalid, match=words):
        give_code(by=cast.office, unit=cast.towns[0], code=code, on=DAY)
    assert not UnitCode.objects.exists()


def test_a_unit_with_units_below_does_not_close(cast):
    village_of(cast)
    with pytest.raises(Invalid, match="还有下级单位“柳河村”"):
        close_unit(by=cast.office, unit=cast.towns[0], on=DAY)


def test_the_members_of_a_class_are_edited_on_its_page(cast, client):
    client.force_login(cast.office)
    chosen = [cast.towns[0].pk, cast.water.pk]
    assert client.post(f"/units/{cast.group.pk}/members/", {"members": chosen}).status_code == 302
    assert set(GroupMember.objects.filter(group=cast.group).values_list("member", flat=True)) == set(chosen)
    sentence = Entry.objects.get(event="UnitMembersSet").sentence
    assert "现有 2 个成员单位，增加区水务局，减少白塔镇、东岗街道" in sentence


def test_posts_are_changed_and_ended_from_the_page_of_their_unit(cast, client):
    client.force_login(cast.office)
    post = Post.objects.get(person=cast.handler.person)
    assert f"/units/posts/{post.pk}/change/" in client.get(f"/units/{cast.bureau.pk}/").content.decode()
    sent = {"title": "副局长", "unit": cast.water.pk, "on": "2024-05-06"}
    assert client.post(f"/units/posts/{post.pk}/change/", sent).status_code == 302
    changed = Post.objects.get(person=cast.handler.person, ends_on=None)
    assert (changed.unit, changed.title) == (cast.water, "副局长")
    assert client.post(f"/units/posts/{changed.pk}/end/", {"on": "2024-06-01"}).status_code == 302
    assert Post.objects.get(pk=changed.pk).ends_on == date(2024, 5, 31)


def test_the_system_administrator_keeps_the_tree_and_touches_no_posts_and_no_work(cast, client):
    user = open_account(cast.district, "sysadmin", "顾平", "合适的口令-2024")
    give_role(by=None, user=user, role=Role.SYSTEM_ADMIN, starts_on=date(2024, 2, 1))
    establish_unit(by=user, district=cast.district, name="区文化局", kind=UnitKind.DEPARTMENT)
    client.force_login(user)
    assert client.get("/units/merge/").status_code == 404
    assert client.get(f"/units/{cast.water.pk}/split/").status_code == 404
    post = Post.objects.get(person=cast.handler.person)
    assert client.get(f"/units/posts/{post.pk}/change/").status_code == 404


def test_others_read_the_tree_and_write_nothing(cast, client):
    before = Entry.objects.count()
    for user in (cast.leader, cast.township, cast.handler, cast.auditor, cast.inspector):
        client.force_login(user)
        assert "柳河镇" in client.get("/units/").content.decode()
        assert client.get(f"/units/{cast.towns[0].pk}/").status_code == 200
        for address in ("new/", "merge/", f"{cast.water.pk}/rename/", f"{cast.water.pk}/split/"):
            assert client.post(f"/units/{address}", {"name": "区水利局"}).status_code == 404
        with pytest.raises(Refused):
            establish_unit(by=user, district=cast.district, name="区文化局", kind=UnitKind.DEPARTMENT)
    client.force_login(cast.outsider)
    assert "柳河镇" not in client.get("/units/").content.decode()
    assert client.get(f"/units/{cast.towns[0].pk}/").status_code == 404
    assert Entry.objects.count() == before


def test_the_list_finds_by_name_alias_and_kind(cast, client):
    client.force_login(cast.leader)
    add_alias(by=cast.office, unit=cast.water, alias="区水利局")
    shown = client.get("/units/?q=水利").content.decode()
    assert "区水务局" in shown
    assert "柳河镇" not in shown
    assert "柳河镇" in client.get("/units/?kind=township").content.decode()
    assert "没有找到这样的单位" in client.get("/units/?q=没有").content.decode()
    close_unit(by=cast.office, unit=cast.towns[2], on=DAY)
    assert "东岗街道" not in client.get("/units/").content.decode()
    assert "东岗街道" in client.get("/units/?state=closed").content.decode()


def test_the_list_costs_the_same_however_long(cast, client, django_assert_num_queries):
    client.force_login(cast.township)
    costs = []
    for rounds in (1, 40):
        for number in range(rounds):
            village_of(cast, f"第{rounds}-{number}村")
        for address in ("/units/", f"/units/?under={cast.towns[0].pk}", f"/units/{cast.towns[0].pk}/"):
            client.get(address)
            with django_assert_num_queries(40, exact=False) as queries:
                client.get(address)
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
