"""Units are renamed and closed, posts change and end: from a day on, and what was stays as history."""

from datetime import date, timedelta

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Post, Unit, User
from zhuanban.ground.orgs.selectors import find_unit, is_recused, members_of, people_of, recusals_of, units_of
from zhuanban.ground.orgs.services import (
    amend_unit,
    appoint,
    change_post,
    close_unit,
    end_posts,
    keep_named_posts,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 6)


def sentences(kind: str, pk: int) -> list[str]:
    return [entry.sentence for entry in timeline_of(kind, pk)]


def test_a_renamed_unit_is_found_under_both_names(cast):
    amend_unit(by=cast.office, unit=cast.water, name="区水利局")
    assert find_unit(cast.district, "区水利局") == find_unit(cast.district, "区水务局") == cast.water
    assert sentences("unit", cast.water.pk) == ["“区水务局”更名为“区水利局”，原名保留为别称"]
    amend_unit(by=cast.office, unit=cast.water, name="区水务局")
    cast.water.refresh_from_db()
    assert (cast.water.name, cast.water.aliases) == ("区水务局", ["区水利局"])


@pytest.mark.parametrize(
    ("name", "words"), [("", "请填写单位名称"), ("区水务局", "没有变化"), ("柳河镇", "已是“柳河镇”")]
)
def test_a_name_that_cannot_be_is_explained(cast, name, words):
    with pytest.raises(Invalid, match=words):
        amend_unit(by=cast.office, unit=cast.water, name=name)
    assert Unit.objects.get(pk=cast.water.pk).name == "区水务局"


def test_a_unit_is_there_until_the_day_on_which_it_closes(cast, time_machine):
    time_machine.move_to("2024-05-05T02:00:00Z", tick=False)
    close_unit(by=cast.office, unit=cast.towns[2], on=DAY)
    assert cast.towns[2] in units_of(cast.district.pk)
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    assert cast.towns[2] not in units_of(cast.district.pk)
    assert members_of(cast.group) == cast.towns[:2]
    assert not people_of(cast.towns[2]).exists()
    with pytest.raises(Invalid, match="已定于2024-05-06撤销"):
        close_unit(by=cast.office, unit=cast.towns[2], on=DAY)


def test_closing_a_unit_ends_the_posts_in_it_and_keeps_them_as_history(cast):
    close_unit(by=cast.office, unit=cast.towns[0], on=DAY)
    post = Post.objects.get(unit=cast.towns[0])
    assert post.ends_on == DAY - timedelta(days=1)
    assert "自2024-05-06起撤销，单位内1项职务同时终止" in sentences("unit", cast.towns[0].pk)[0]


def test_posts_end_from_a_day_and_with_them_the_recusal(cast, time_machine):
    person = appoint(cast.district, "秦岳", [(None, "区委副书记"), (cast.towns[1], "党委书记")], date(2024, 2, 5))
    town = person.posts.get(unit=cast.towns[1])
    assert end_posts(by=cast.office, person=person, on=DAY, posts=[town]) == 1
    time_machine.move_to("2024-05-05T02:00:00Z", tick=False)
    assert is_recused(cast.leader, cast.towns[1].pk)
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    assert not is_recused(User.objects.get(pk=cast.leader.pk), cast.towns[1].pk)  # read once a request
    assert recusals_of(cast.district.pk) == []
    assert sentences("person", person.pk) == ["一名人员的1项职务自2024-05-06起终止"]
    assert not Entry.objects.filter(sentence__contains="秦岳").exists()
    with pytest.raises(Invalid, match="没有在任的职务"):
        end_posts(by=cast.office, person=person, on=DAY, posts=[town])


def test_a_post_that_was_never_in_force_is_deleted(cast):
    person = appoint(cast.district, "沈禾", [(cast.towns[0], "镇长")], DAY)
    assert end_posts(by=cast.office, person=person, on=DAY) == 1
    assert not person.posts.exists()
    assert "未曾生效，已删除" in sentences("person", person.pk)[0]


def test_a_post_changes_from_a_day_on(cast):
    post = cast.handler.person.posts.get()
    changed = change_post(by=cast.office, post=post, title="副局长", unit=cast.water, on=DAY)
    post.refresh_from_db()
    assert (post.ends_on, changed.starts_on, changed.unit) == (DAY - timedelta(days=1), DAY, cast.water)
    assert "由“区综合行政执法局工作人员”改为“区水务局副局长”" in sentences("person", post.person_id)[0]


@pytest.mark.parametrize(("title", "words"), [("", "请填写职务"), ("工作人员", "没有变化"), ("长" * 81, "最多 80")])
def test_a_post_that_cannot_be_is_explained(cast, title, words):
    post = cast.handler.person.posts.get()
    with pytest.raises(Invalid, match=words):
        change_post(by=cast.office, post=post, title=title, unit=cast.bureau, on=DAY)
    far = cast.far_district.units.create(name="县水务局", kind="department")
    with pytest.raises(Invalid, match="本区的单位"):
        change_post(by=cast.office, post=post, title="局长", unit=far, on=DAY)


def test_a_post_ends_when_the_last_roster_that_names_it_drops_it(cast):
    first, second = cast.campaign.pk, cast.other_campaign.pk
    for campaign in (first, second):
        appoint(cast.district, "沈禾", [(cast.towns[0], "党委书记")], date(2024, 2, 5), campaign_id=campaign)
    post = Post.objects.get(title="党委书记")
    assert keep_named_posts(by=None, campaign_id=first, named=[], on=DAY) == 0
    post.refresh_from_db()
    assert post.ends_on is None
    assert keep_named_posts(by=None, campaign_id=second, named=[], on=DAY) == 1
    post.refresh_from_db()
    assert post.ends_on == DAY - timedelta(days=1)


def test_an_outsider_and_other_roles_are_refused_and_nothing_is_written(cast):
    post = cast.handler.person.posts.get()
    before = Entry.objects.count()
    for user in (cast.outsider, cast.leader, cast.township, cast.auditor):
        with pytest.raises(Refused):
            amend_unit(by=user, unit=cast.water, name="区水利局")
        with pytest.raises(Refused):
            close_unit(by=user, unit=cast.water, on=DAY)
        with pytest.raises(Refused):
            end_posts(by=user, person=post.person, on=DAY)
        with pytest.raises(Refused):
            change_post(by=user, post=post, title="局长", unit=cast.bureau, on=DAY)
    assert Entry.objects.count() == before
    post.refresh_from_db()
    assert post.ends_on is None
