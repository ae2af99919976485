"""Pauses until a day: granted by the office, asked and approved, for a season; each dated, and over by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Exemption, Season
from zhuanban.work.matters.rules import State
from zhuanban.work.matters.rules.seasons import season_until
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import a_photo, fresh, handling, last_sentence, post, registered, suspended

SOON, LATE = date(2024, 4, 30), date(2024, 6, 20)


def ask(cast, matter, until=SOON, by=None):
    return services.ask_suspension(by=by or cast.handler, matter=matter, reason="等待设备到货", until=until)


def decide(by, approval, granted=True):
    decide_approval(by=by, approval=approval, granted=granted, opinion="请自行调配设备")
    deliver_pending()


def at_night(day):
    """Ten past midnight of the day, when the worker turns with the day."""
    return clock.moved_to(clock.start_of(day) + timedelta(minutes=10))


def test_a_pause_ends_by_itself_after_its_day(cast, morning):
    matter = suspended(cast)  # until the twentieth
    with at_night(date(2024, 4, 20)):
        assert services.turn_with_the_day() == (0, 0)
    with at_night(date(2024, 4, 21)):
        assert services.turn_with_the_day() == (1, 0)
        assert services.turn_with_the_day() == (0, 0)
    again = fresh(matter)
    assert (again.state, Exemption.objects.get().state) == (State.HANDLING, "over")
    assert last_sentence(matter).startswith("恢复办理，时限 4 工作时")
    compare(cast)


def test_the_office_grants_a_short_pause_that_the_unit_asks_for(cast, client, morning):
    matter = handling(cast)
    post(client, cast.handler, matter, "ask_suspend", reason="等待设备到货", until="2024-04-30")
    approval = Approval.objects.get()
    assert approval.decider_role == "office"
    decide(cast.office, approval)
    assert fresh(matter).state == State.SUSPENDED
    assert last_sentence(matter) == "缓办至2024-04-30，暂停计时"
    row = Exemption.objects.get()
    assert (row.state, row.asked_by, row.decided_by, row.until) == ("granted", cast.handler, cast.office, SOON)
    services.apply_suspension(approval_id=approval.pk)
    services.resume_matter(by=cast.office, matter=matter)
    services.apply_suspension(approval_id=approval.pk)
    assert fresh(matter).state == State.HANDLING


@pytest.mark.parametrize(("who", "until"), [("handler", LATE), ("office", SOON), ("handler", date(2024, 7, 1))])
def test_a_leader_decides_what_is_long_past_the_phase_or_asked_by_the_office(cast, morning, who, until):
    assert ask(cast, handling(cast), until, getattr(cast, who)).decider_role == "leader"


def test_an_extension_past_the_end_of_the_phase_is_a_leaders_to_decide(cast, morning):
    matter = handling(cast)  # the phase ends on 30 June
    asked = services.ask_extension(by=cast.handler, matter=matter, reason="降雨", until=date(2024, 7, 1))
    assert asked.decider_role == "leader"
    other = handling(cast, place="集市")
    asked = services.ask_extension(by=cast.handler, matter=other, reason="降雨", until=date(2024, 6, 30))
    assert asked.decider_role == "office"


def test_a_denial_is_kept_with_the_exception(cast, morning):
    matter = handling(cast)
    decide(cast.office, ask(cast, matter), granted=False)
    assert (fresh(matter).state, Exemption.objects.get().state) == (State.HANDLING, "denied")
    assert last_sentence(matter) == "未同意缓办至2024-04-30"


def test_a_limit_that_ran_out_while_it_waited_rests_from_the_asking_on(cast, morning):
    matter = handling(cast)
    approval = ask(cast, matter)
    with clock.moved_to(morning + timedelta(days=1)):
        services.move_lights()
        decide(cast.office, approval)
        assert fresh(matter).state == State.SUSPENDED
    with clock.moved_to(morning + timedelta(days=2)):
        services.resume_matter(by=cast.office, matter=matter)
        assert fresh(matter).due_at == morning + timedelta(days=2, hours=5, minutes=30)


def test_what_was_done_meanwhile_does_not_rest(cast, morning):
    matter = handling(cast)
    approval = ask(cast, matter)
    services.report_done(by=cast.handler, matter=matter, result="已清", photos=[a_photo(cast, name="2")])
    decide(cast.office, approval)
    assert (fresh(matter).state, Exemption.objects.get().state) == (State.DONE, "over")


def test_a_pause_needs_a_sensible_day(cast, client, morning):
    matter = handling(cast)
    for until, words in (("2024-04-10", "要晚于今天"), ("2024-05-11", "要报批"), ("2025-06-01", "不能超过一年")):
        assert words in post(client, cast.office, matter, "suspend", reason="等", until=until).content.decode()
    ask(cast, matter)
    with pytest.raises(Invalid, match="已经在审批中"):
        ask(cast, matter)
    with clock.moved_to(morning + timedelta(days=1)), pytest.raises(Invalid, match="已经超过时限"):
        ask(cast, matter)


def test_all_exceptions_stand_in_one_list_that_each_sees_its_own_of(cast, client, morning):
    ask(cast, handling(cast))
    suspended(cast, place="集市", town=1)
    address = f"/c/{cast.campaign.slug}/matters/exemptions/"
    for who, shown in ((cast.office, 2), (cast.handler, 2), (cast.township, 1), (cast.water_clerk, 0)):
        client.force_login(who)
        page = client.get(address).content.decode()
        assert page.count('<th scope="row"') == shown
    assert "没有这样的例外" in page
    client.force_login(cast.office)
    assert client.get(f"{address}?state=asked").content.decode().count('<th scope="row"') == 1
    assert client.get(f"{address}?sort=nonsense").content.decode().count('<th scope="row"') == 2


def season(cast, **said):
    said = {"clause": cast.sewage, "first": (11, 15), "last": (3, 10), "reason": "冬季不栽植", **said}
    return services.set_season(by=cast.office, campaign=cast.campaign, **said)


def test_work_waits_for_its_season_and_goes_on(cast, morning):
    season(cast)
    matter = registered(
        cast, code="other-undertaking", by=cast.township, clause=cast.sewage, planned_on=date(2024, 12, 20)
    )
    other = registered(
        cast, code="other-undertaking", by=cast.township, clause=cast.hygiene, planned_on=date(2024, 12, 20)
    )
    with at_night(date(2024, 11, 14)):
        assert services.turn_with_the_day() == (0, 0)
    with at_night(date(2024, 11, 15)):
        assert services.turn_with_the_day() == (0, 1)
    assert (fresh(matter).state, fresh(other).state) == (State.SUSPENDED, State.HANDLING)
    assert Exemption.objects.get().until == date(2025, 3, 10)
    with at_night(date(2025, 3, 11)):
        assert services.turn_with_the_day() == (1, 0)
    # 25 working days were left on 15 November; they are left on 11 March.
    assert fresh(matter).due_at == clock.end_of(date(2025, 4, 16))
    compare(cast)


def test_what_the_office_takes_up_in_the_season_goes_on(cast, morning):
    season(cast)
    matter = registered(
        cast, code="other-undertaking", by=cast.township, clause=cast.sewage, planned_on=date(2024, 12, 20)
    )
    with at_night(date(2024, 11, 20)):
        services.turn_with_the_day()
        services.resume_matter(by=cast.office, matter=matter)
        assert services.turn_with_the_day() == (0, 0)


def test_the_office_sets_and_cancels_a_season_on_the_page(cast, client, morning):
    address = f"/c/{cast.campaign.slug}/matters/seasons/"
    given = {"clause": cast.sewage.pk, "first": "11-15", "last": "3-10", "reason": "冬季不栽植"}
    client.force_login(cast.office)
    assert client.post(address, given).status_code == 302
    assert "11月15日至3月10日" in client.get(address).content.decode()
    for wrong, words in (
        ({"first": "2-30"}, "没有这一天"), ({"first": "三月"}, "月-日"), ({"last": "11-15"}, "同一天"),
        ({"clause": ""}, "只选其中一样"),
    ):  # fmt: skip
        assert words in client.post(address, {**given, **wrong}).content.decode()
    client.force_login(cast.handler)
    assert client.post(address, given).status_code == 403
    row = Season.objects.get()
    assert client.post(f"{address}{row.pk}/end/").status_code == 403
    client.force_login(cast.office)
    client.post(f"{address}{row.pk}/end/")
    assert "没有设定" in client.get(address).content.decode()


DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(first=DAYS, last=DAYS, today=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_a_season_or_in_the_rest_of_the_year(first, last, today):
    ends = season_until(first, last, today)
    here = (today.month, today.day)
    inside = first <= here <= last if first <= last else here >= first or here <= last
    assert (ends is not None) == inside
    if ends:
        assert (ends.month, ends.day) == last
        assert today <= ends < today + timedelta(days=367)


def test_the_29th_of_february_is_the_28th_where_there_is_none():
    assert season_until((12, 1), (2, 29), date(2025, 1, 5)) == date(2025, 2, 28)
    assert season_until((12, 1), (2, 29), date(2024, 1, 5)) == date(2024, 2, 29)


def test_the_limit_of_the_whole_ends_the_stages(cast, morning):
    matter = _with_whole(cast, {"amount": 10, "unit": "工作日"})
    turn = matter.assignments.get()
    assert turn.whole_ends == "2024-04-24"
    with clock.moved_to(morning + timedelta(hours=2)):
        services.finish_stage(by=cast.handler, matter=matter)  # 停工 4 hours
    with clock.moved_to(datetime(2024, 4, 18, 1, 0, tzinfo=UTC)):
        row = services.finish_stage(by=cast.handler, matter=matter)  # 处罚; 拆除 would have 20 working days
        assert row.due_at == clock.end_of(date(2024, 4, 24))
        services.suspend_matter(by=cast.office, matter=matter, reason="等", until=SOON)
    with clock.moved_to(datetime(2024, 4, 22, 1, 0, tzinfo=UTC)):
        services.resume_matter(by=cast.office, matter=matter)
        assert fresh(matter).due_at == clock.end_of(date(2024, 4, 26))


def _with_whole(cast, limit):
    matter = registered(cast, code="illegal-structure")
    version = matter.kind.versions.get(number=matter.kind_version)
    version.spec["whole_limit"] = limit
    version.save()
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    return services.accept_matter(by=cast.handler, matter=matter)
