"""The same thing registered twice: the office puts one into the other, and can take it out again."""

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Clock, Merger
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.selectors import figures, matters_for, photos_of
from zhuanban.work.matters.services import rebuild_scopes
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import (
    a_photo,
    address,
    closed,
    dispatched,
    fresh,
    handling,
    last_sentence,
    post,
    registered,
)  # fmt: skip


def page_of(client, by, matter):
    client.force_login(by)
    return client.get(address(matter)).content.decode()


def doubled(cast):
    """Found by an inspector and, a little later, by the water bureau."""
    first = dispatched(cast)
    return first, registered(cast, by=cast.water_clerk, title="路口垃圾", photos=[a_photo(cast, name="7")])


def test_the_duplicate_leaves_the_figures_and_what_it_brought_shows_in_the_other(cast, client, morning):
    first, second = doubled(cast)
    assert not matters_for(cast.water_clerk, cast.campaign).filter(pk=first.pk)
    post(client, cast.office, second, "merge", into=first.number, reason="同一堆")
    assert fresh(second).state == State.VOID
    assert last_sentence(second) == f"与{first.number}是同一件事，并入{first.number}"
    assert last_sentence(first) == f"{second.number}并入"
    assert len(photos_of(first)) == 2
    assert matters_for(cast.water_clerk, cast.campaign).filter(pk=first.pk)
    assert figures(cast.campaign).registered == 1
    assert "江澜" in page_of(client, cast.office, first)
    assert first.number in page_of(client, cast.water_clerk, second)
    assert rebuild_scopes(cast.campaign, mend=False) == 0


def test_undoing_it_takes_back_what_it_brought(cast, client, morning):
    first, second = doubled(cast)
    services.merge_matter(by=cast.office, matter=second, into=first)
    post(client, cast.office, second, "unmerge", reason="不是同一处")
    assert fresh(second).state == State.REGISTERED
    assert len(photos_of(first)) == 1
    assert not matters_for(cast.water_clerk, cast.campaign).filter(pk=first.pk)
    assert figures(cast.campaign).registered == 2
    compare(cast)
    services.dispatch_matter(by=cast.office, matter=second, unit=cast.water)
    services.merge_matter(by=cast.office, matter=second, into=first)
    assert Merger.objects.filter(matter=second).count() == 2


def test_who_sees_the_other_for_another_reason_by_then_goes_on_seeing_it(cast, morning):
    first, second = doubled(cast)
    services.merge_matter(by=cast.office, matter=second, into=first)
    services.return_matter(by=cast.handler, matter=first, reason="不归我局")
    services.dispatch_matter(by=cast.office, matter=first, unit=cast.water)
    services.unmerge_matter(by=cast.office, matter=second, reason="不是同一处")
    assert matters_for(cast.water_clerk, cast.campaign).filter(pk=first.pk)
    compare(cast)


def test_a_running_limit_stops(cast, morning):
    first, second = registered(cast), handling(cast, place="集市")
    services.merge_matter(by=cast.office, matter=second, into=first)
    assert not Clock.objects.filter(stopped_at=None).exists()


def test_what_cannot_be_merged_is_explained(cast, client, morning):
    first, second = doubled(cast)
    third, shut = registered(cast, place="集市"), closed(cast, place="车站")
    for into, words in ((second, "另一件"), (shut, "已销号，不能再并入")):
        with pytest.raises(Invalid, match=words):
            services.merge_matter(by=cast.office, matter=second, into=into)
    assert "没有这个编号" in post(client, cast.office, second, "merge", into="2024-99999").content.decode()
    services.merge_matter(by=cast.office, matter=second, into=first)
    assert "已经有别的事项并入" in post(client, cast.office, first, "merge", into=third.number).content.decode()
    assert "没有并入" in _unmerge_void(client, cast)


def _unmerge_void(client, cast):
    gone = services.void_matter(by=cast.office, matter=registered(cast, place="村口"), reason="登记有误")
    return post(client, cast.office, gone, "unmerge", reason="恢复").content.decode()


def test_the_office_alone_merges(cast, client, morning):
    first, second = doubled(cast)
    assert "没有这个编号" in post(client, cast.water_clerk, second, "merge", into=first.number).content.decode()
    for other in (cast.inspector, cast.leader):
        assert post(client, other, second, "merge", into=first.number).status_code == 403
    assert not Merger.objects.exists()


def test_what_lies_near_by_is_proposed_on_the_page(cast, client, morning):
    first, second = doubled(cast)
    here = {"longitude": "115.985000", "latitude": "36.453000"}
    near = registered(cast, place="市场南", longitude="115.985600", latitude="36.453400")
    page = page_of(client, cast.office, registered(cast, place="市场南门", **here))
    assert near.number in page
    assert first.number not in page
    assert first.number in page_of(client, cast.office, second)
    assert "附近的同类事项" not in page_of(client, cast.inspector, closed(cast, place="车站"))
