"""The office lets a matter rest, takes it up again, or voids it."""

from datetime import date, timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Clock
from zhuanban.work.matters.rules import Light, State
from zhuanban.work.matters.selectors import figures, matters_for
from zhuanban.work.matters.tests.story import dispatched, done, fresh, handling, last_sentence, post, registered

DAY = date(2024, 4, 20)


def test_a_pause_moves_the_limit_by_what_it_took(cast, client, morning):
    matter = handling(cast)
    with clock.moved_to(morning + timedelta(hours=1)):
        post(client, cast.office, matter, "suspend", reason="等待施工许可", until="2024-04-20")
    rested = fresh(matter)
    assert (rested.state, rested.light, rested.due_at) == (State.SUSPENDED, Light.NONE, None)
    with clock.moved_to(morning + timedelta(days=2, hours=1)):
        post(client, cast.office, matter, "resume")
    again = fresh(matter)
    assert (again.state, again.light) == (State.HANDLING, Light.GREEN)
    assert again.due_at == morning + timedelta(days=2, hours=5, minutes=30)
    assert Clock.objects.get().paused_seconds == 15 * 3600  # two days of seven and a half hours
    assert last_sentence(matter) == "恢复办理，时限 4 工作时，至 2024-04-12 14:30"


def test_a_limit_that_ran_out_cannot_be_stopped_any_more(cast, morning):
    matter = handling(cast)
    with clock.moved_to(morning + timedelta(days=1)), pytest.raises(Invalid, match="已经超过时限"):
        services.suspend_matter(by=cast.office, matter=matter, reason="来不及", until=DAY)


def test_a_wrong_report_is_voided_and_leaves_the_figures(cast, client, morning):
    matter = registered(cast)
    post(client, cast.office, matter, "void", reason="重复登记")
    assert fresh(matter).state == State.VOID
    kept = figures(cast.campaign)
    assert (kept.registered, kept.open, kept.void) == (0, 0, 1)
    client.force_login(cast.office)
    client.get(f"/c/{cast.campaign.slug}/matters/")  # shows the message of what was just done
    page = client.get(f"/c/{cast.campaign.slug}/matters/").content.decode()
    assert "2024-00001" not in page
    assert "2024-00001" in client.get(f"/c/{cast.campaign.slug}/matters/?state=void").content.decode()
    assert matters_for(cast.office, cast.campaign).count() == 1


def test_a_matter_in_hand_can_be_voided_and_its_clock_stops(cast, morning):
    matter = services.void_matter(by=cast.office, matter=handling(cast), reason="与上一件重复")
    assert Clock.objects.get().stopped_at == morning
    assert (matter.light, figures(cast.campaign).green) == (Light.NONE, 0)


@pytest.mark.parametrize("act", ["suspend", "void"])
def test_others_are_refused_and_nothing_is_written(cast, client, morning, act):
    matter = handling(cast)
    for other in (cast.handler, cast.inspector, cast.township, cast.leader):
        assert post(client, other, matter, act, reason="理由", until="2024-04-20").status_code == 403
    assert post(client, cast.outsider, matter, act, reason="理由", until="2024-04-20").status_code == 404
    assert fresh(matter).state == State.HANDLING


def test_the_wrong_state_is_explained(cast, client, morning):
    answer = post(client, cast.office, dispatched(cast), "suspend", reason="等", until=DAY)
    assert "待签收，现在不能" in answer.content.decode()
    assert (
        "待核查，现在不能" in post(client, cast.office, done(cast, place="集市"), "void", reason="错").content.decode()
    )
    assert "现在不能“恢复办理”" in post(client, cast.office, handling(cast, place="村口"), "resume").content.decode()


@pytest.mark.parametrize("act", ["suspend", "void"])
def test_a_reason_is_needed(cast, client, morning, act):
    matter = handling(cast)
    assert post(client, cast.office, matter, act, reason="").status_code == 422
    assert fresh(matter).state == State.HANDLING


def test_acts_cost_few_queries(cast, morning, django_assert_max_num_queries):
    matter = handling(cast)
    cast.office.seats  # noqa: B018  read once a request
    with django_assert_max_num_queries(15):
        services.suspend_matter(by=cast.office, matter=matter, reason="等待施工许可", until=DAY)
    with django_assert_max_num_queries(15):
        services.resume_matter(by=cast.office, matter=matter)
