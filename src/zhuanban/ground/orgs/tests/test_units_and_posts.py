"""Units under several names are one, posts are dated, and whoever belongs to a unit does not judge it."""

from datetime import date

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import Post, Unit
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.orgs.selectors import find_unit, is_recused, people_of, recusals_of, townships_of
from zhuanban.ground.orgs.services import appoint, give_role, open_account, open_unit, set_members

pytestmark = pytest.mark.django_db
DAY = date(2024, 2, 5)


@pytest.mark.parametrize("name", ["东岗街道", "东岗办事处", "东岗街道办事处", "东岗街道党工委"])
def test_a_street_office_is_its_township(cast, name):
    assert find_unit(cast.district, name) == cast.towns[2]


def test_opening_a_unit_again_adds_the_alias_and_no_second_unit(cast):
    count = Unit.objects.count()
    assert open_unit(cast.district, "东岗办事处", UnitKind.TOWNSHIP, area="老车站片区") == cast.towns[2]
    cast.towns[2].refresh_from_db()
    assert (cast.towns[2].aliases, cast.towns[2].area, Unit.objects.count()) == (["东岗办事处"], "老车站片区", count)


def test_a_person_with_posts_in_a_township_and_elsewhere_is_recused_there(cast):
    person = appoint(cast.district, "秦岳", [(None, "区委副书记"), (cast.towns[1], "党委书记")], DAY)
    assert person == cast.leader.person
    assert is_recused(cast.leader, cast.towns[1].pk)
    assert not is_recused(cast.leader, cast.towns[0].pk)
    assert (person, cast.towns[1]) in recusals_of(cast.district.pk)


def test_a_post_that_has_ended_no_longer_recuses(cast):
    appoint(cast.district, "秦岳", [(cast.towns[1], "党委书记")], DAY)
    Post.objects.filter(unit=cast.towns[1], person=cast.leader.person).update(ends_on=DAY)
    assert not is_recused(cast.leader, cast.towns[1].pk)
    assert cast.leader.person not in people_of(cast.towns[1])


def test_the_three_administrators_exclude_each_other(cast):
    with pytest.raises(Invalid, match="不能由同一账号兼任"):
        give_role(by=None, user=cast.auditor, role=Role.SYSTEM_ADMIN, starts_on=DAY)
    with pytest.raises(Invalid, match="不能由同一账号兼任"):
        give_role(by=None, user=cast.office, role=Role.SECURITY_ADMIN, starts_on=DAY)


def test_only_a_class_of_units_has_members(cast):
    with pytest.raises(Invalid):
        set_members(cast.bureau, [cast.water])
    set_members(cast.group, cast.towns[:1])
    assert cast.group.memberships.count() == 1
    assert list(townships_of(cast.district.pk)) == cast.towns


def test_accounts_and_roles_stay_within_one_district(cast):
    with pytest.raises(Invalid, match="已是别的区县的账号"):
        open_account(cast.district, cast.outsider.username, "冒名", "合适的口令-2024")
    with pytest.raises(Invalid, match="同一个区县"):
        give_role(by=None, user=cast.outsider, role=Role.TOWNSHIP, starts_on=DAY, unit=cast.towns[0])
