"""A closed matter is taken up again within ninety days of its closing."""

from datetime import timedelta

from zhuanban.ground.core import clock
from zhuanban.work.matters.models import Clock
from zhuanban.work.matters.rules.loop import Light, State
from zhuanban.work.matters.selectors import figures
from zhuanban.work.matters.tests.story import closed, fresh, handling, last_sentence, post


def test_the_unit_begins_anew_and_the_figures_follow(cast, client, morning):
    matter = closed(cast)
    assert figures(cast.campaign).closed == 1
    post(client, cast.office, matter, "reopen", reason="群众反映没有清完")
    again = fresh(matter)
    assert (again.state, again.closed_at, again.light, again.handler) == (
        State.HANDLING, None, Light.GREEN, cast.bureau,
    )  # fmt: skip
    kept = figures(cast.campaign)
    assert (kept.registered, kept.closed, kept.open, kept.rework) == (1, 0, 1, 0)
    assert Clock.objects.filter(assignment__matter=matter, stopped_at=None).count() == 1
    assert last_sentence(matter).startswith("第1次重新办理，由区综合行政执法局承办，时限 4 工作时")
    client.force_login(cast.office)
    assert "重新办理" in client.get(f"/c/{cast.campaign.slug}/matters/{matter.uid}/").content.decode()


def test_later_a_new_matter_is_registered(cast, client, morning):
    matter = closed(cast)
    with clock.moved_to(morning + timedelta(days=91)):
        assert "请登记新的事项" in post(client, cast.office, matter, "reopen", reason="又脏了").content.decode()
    assert fresh(matter).state == State.CLOSED


def test_the_office_alone_reopens_and_only_what_is_closed(cast, client, morning):
    matter = closed(cast)
    for other in (cast.handler, cast.inspector, cast.leader, cast.township):
        assert post(client, other, matter, "reopen", reason="又脏了").status_code == 403
    assert "现在不能" in post(client, cast.office, handling(cast, place="集市"), "reopen", reason="又").content.decode()
    assert post(client, cast.office, matter, "reopen", reason="").status_code == 422
    assert fresh(matter).state == State.CLOSED


def test_a_unit_that_is_no_more_gets_nothing_back(cast, client, morning):
    matter = closed(cast)
    cast.bureau.closes_on = morning.date()
    cast.bureau.save()
    assert "原承办单位已撤销" in post(client, cast.office, matter, "reopen", reason="又脏了").content.decode()
