"""Limits and lights at a clock that stands still: the four units over Spring Festival, worked Saturdays, the end of a
phase and of the action, a year whose holidays are not published yet, and pauses across all of them."""

from datetime import date, datetime

import chinese_calendar
import pytest

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.workdays.rules import days
from zhuanban.work.matters import services
from zhuanban.work.matters.models import CampaignKind, Clock
from zhuanban.work.matters.rules import Light
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import address, fresh, kind, kinds_in_use, last_sentence, registered


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def limited(cast, *stages, whole=None, place="中心大街东首"):
    """A case in the bureau's hands whose kind has these limits."""
    kinds_in_use(cast)
    matter = registered(cast, place=place)
    version = kind("exposed-rubbish").versions.get(number=matter.kind_version)
    limits = [{"stage": f"第{n}步", "amount": amount, "unit": unit} for n, (amount, unit) in enumerate(stages, 1)]
    version.spec |= {"limits": limits, "whole_limit": whole and {"amount": whole[0], "unit": whole[1]}}
    version.save()
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    return services.accept_matter(by=cast.handler, matter=matter)


def light_at(matter, moment):
    with clock.moved_to(at(moment)):
        services.move_lights()
    return fresh(matter).light


def paused(cast, matter, since, until):
    """Rested from one moment to another."""
    with clock.moved_to(at(since)):
        services.suspend_matter(by=cast.office, matter=matter, reason="等待施工许可", until=at(until).date())
    with clock.moved_to(at(until)):
        return services.resume_matter(by=cast.office, matter=matter)


def extended(cast, matter, now, until):
    """Granted a later day."""
    with clock.moved_to(at(now)):
        services.ask_extension(by=cast.handler, matter=matter, reason="降雨", until=until)
        approval = Approval.objects.get(state=Approval.State.ASKED)
        decider = cast.leader if approval.decider_role == "leader" else cast.office
        decide_approval(by=decider, approval=approval, granted=True)
        deliver_pending()


def reckon(moment):
    """What the night does."""
    with clock.moved_to(at(moment)):
        return services.set_provisional_limits()


def page(client, by, matter):
    client.force_login(by)
    return client.get(address(matter)).content.decode()


@pytest.fixture
def published():
    """Publish an invented calendar of 2027: off from 1 to 5 January, made up for on Saturday the 9th."""

    def publish():
        chinese_calendar.holidays.update({date(2027, 1, day): "New Year's Day" for day in range(1, 6)})
        chinese_calendar.workdays[date(2027, 1, 9)] = "New Year's Day"
        _forget()

    holidays, workdays = dict(chinese_calendar.holidays), dict(chinese_calendar.workdays)
    yield publish
    for known, before in ((chinese_calendar.holidays, holidays), (chinese_calendar.workdays, workdays)):
        known.clear()
        known.update(before)
    _forget()


def _forget():
    days._published_years.cache_clear()
    days._exceptions.cache_clear()


# unit, begun, amount; the moments at which it turns yellow (four fifths) and red.
UNITS = [
    # Spring Festival of 2026: worked on Saturday 14 February, off to Monday 23 February.
    ("2026-02-14 16:30", 2, "工作时", "2026-02-24 09:06", "2026-02-24 09:30"),
    ("2026-02-13 10:00", 2, "工作日", "2026-02-24 11:36", "2026-02-25 00:00"),  # Saturday 14 and Tuesday 24
    ("2026-02-14 16:30", 20, "紧急工作时", "2026-02-15 08:30", "2026-02-15 12:30"),
    ("2026-02-14 16:30", 2, "紧急工作日", "2026-02-16 12:54", "2026-02-17 00:00"),
    # The last made-up Saturday before a working Monday: 28 February is worked, Sunday is not.
    ("2026-02-27 16:30", 3, "工作时", "2026-02-28 09:54", "2026-02-28 10:30"),
    ("2026-02-27 16:30", 2, "工作日", None, "2026-03-03 00:00"),
    # A Saturday that nobody made up is none.
    ("2026-03-06 16:30", 3, "工作时", "2026-03-09 09:54", "2026-03-09 10:30"),
    # National Day of 2024: worked on Sunday 29 September and Saturday 12 October.
    ("2024-09-30 17:00", 5, "工作日", None, "2024-10-13 00:00"),
]


@pytest.mark.parametrize(("begun", "amount", "unit", "yellow", "red"), UNITS)
def test_a_light_turns_to_the_minute_in_every_unit(cast, begun, amount, unit, yellow, red):
    with clock.moved_to(at(begun)):
        matter = limited(cast, (amount, unit))
    assert (matter.due_at, matter.light) == (at(red), Light.GREEN)
    assert not Clock.objects.get().is_provisional
    if yellow:
        assert fresh(matter).light_changes_at == at(yellow)
        assert light_at(matter, yellow) == Light.YELLOW
        assert fresh(matter).light_changes_at == at(red)
    assert light_at(matter, red) == Light.RED
    compare(cast)


PAUSES = [
    # begun, limit, rested from and to (in 2026), due after it
    ("2026-02-13 10:00", (3, "工作日"), "2026-02-14 09:00", "2026-02-24 09:00", "2026-02-27 00:00"),  # one working day
    ("2026-02-13 10:00", (3, "工作日"), "2026-02-16 09:00", "2026-02-22 09:00", "2026-02-26 00:00"),  # holidays only
    ("2026-02-14 09:30", (8, "工作时"), "2026-02-14 16:30", "2026-02-18 12:00", "2026-02-24 11:00"),  # one hour rested
    ("2026-02-14 09:30", (8, "工作时"), "2026-02-20 10:00", "2026-02-24 08:30", "2026-02-24 10:00"),  # none rested
    ("2026-02-14 09:00", (48, "紧急工作时"), "2026-02-15 09:00", "2026-02-23 09:00", "2026-02-24 09:00"),
    ("2026-02-14 09:00", (3, "紧急工作日"), "2026-02-15 09:00", "2026-02-23 09:00", "2026-02-26 00:00"),
    ("2026-02-27 10:00", (8, "工作时"), "2026-02-28 08:30", "2026-03-02 08:30", "2026-03-02 10:30"),  # a Saturday
]


@pytest.mark.parametrize(("begun", "limit", "since", "until", "due"), PAUSES)
def test_a_pause_over_holidays_takes_only_what_would_have_counted(cast, begun, limit, since, until, due):
    with clock.moved_to(at(begun)):
        matter = limited(cast, limit)
    row = paused(cast, matter, since, until)
    assert row.light != Light.NONE
    assert f"{row.due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" == due
    assert light_at(matter, due) == Light.RED
    compare(cast)


def test_a_limit_goes_on_past_the_end_of_its_phase(cast):
    with clock.moved_to(at("2024-06-28 16:30")):  # a Friday; the phase ends on Sunday the 30th
        matter = limited(cast, (3, "工作日"))
    assert matter.due_at == at("2024-07-04 00:00")
    assert light_at(matter, "2024-07-01 00:00") == Light.GREEN  # it goes on in the next phase
    assert light_at(matter, "2024-07-03 12:00") == Light.YELLOW
    assert light_at(matter, "2024-07-04 00:00") == Light.RED
    assert (last_sentence(matter), compare(cast)) == ("超过时限，亮红灯", None)


def test_a_limit_past_the_end_of_the_action_is_provisional_and_says_so(cast, client, published):
    with clock.moved_to(at("2026-12-30 10:00")):
        matter = limited(cast, (3, "工作日"))
        assert matter.due_at == at("2027-01-05 00:00")  # 31 December, then Friday and Monday, for all that is known
        assert "暂定" in page(client, cast.handler, matter)
    assert reckon("2026-12-30 23:00") == 0
    published()
    assert (reckon("2026-12-31 04:00"), reckon("2026-12-31 04:00")) == (1, 0)
    assert fresh(matter).due_at == at("2027-01-08 00:00")
    assert light_at(matter, "2027-01-05 00:00") != Light.RED
    assert light_at(matter, "2027-01-08 00:00") == Light.RED
    with clock.moved_to(at("2027-01-08 00:00")):
        assert "暂定" not in page(client, cast.handler, matter)
    compare(cast)


def test_hours_that_run_by_the_clock_are_never_provisional(cast):
    with clock.moved_to(at("2026-12-31 20:00")):
        matter = limited(cast, (24, "紧急工作时"))
    assert (matter.due_at, Clock.objects.get().is_provisional) == (at("2027-01-01 20:00"), False)


def test_the_limit_of_the_whole_is_provisional_by_itself(cast, client, published):
    with clock.moved_to(at("2026-12-28 10:00")):
        matter = limited(cast, (2, "工作日"), (90, "紧急工作日"), whole=(6, "工作日"))
        turn = matter.assignments.get()
        assert (turn.whole_due_at, turn.whole_is_provisional) == (at("2027-01-06 00:00"), True)
        assert not Clock.objects.get().is_provisional
        assert page(client, cast.handler, matter).count(">暂定<") == 1
    with clock.moved_to(at("2026-12-29 10:00")):
        row = services.finish_stage(by=cast.handler, matter=matter)
        assert row.due_at == at("2027-01-06 00:00")  # the days by the clock end with the whole, and are as uncertain
        assert Clock.objects.get(stopped_at=None).is_provisional
    published()
    assert reckon("2026-12-30 04:00") == 1
    turn.refresh_from_db()
    # 29, 30, 31 December, 6 and 7 January, Friday the 8th
    assert (turn.whole_due_at, turn.whole_is_provisional) == (at("2027-01-09 00:00"), False)
    assert fresh(matter).due_at == at("2027-01-09 00:00")


def test_a_stage_that_was_certain_keeps_its_day_when_the_whole_is_reckoned_anew(cast, published):
    with clock.moved_to(at("2026-12-28 10:00")):
        matter = limited(cast, (2, "工作日"), whole=(6, "工作日"))
    published()
    assert reckon("2026-12-29 04:00") == 1
    assert fresh(matter).due_at == at("2026-12-31 00:00")
    assert matter.assignments.get().whole_due_at == at("2027-01-09 00:00")


def test_what_rested_while_the_year_became_known_is_reckoned_when_it_goes_on(cast, published):
    with clock.moved_to(at("2026-12-30 10:00")):
        matter = limited(cast, (3, "工作日"))
    with clock.moved_to(at("2026-12-31 09:00")):
        services.suspend_matter(by=cast.office, matter=matter, reason="等", until=date(2027, 1, 20))
    published()
    assert reckon("2027-01-01 04:00") == 0
    with clock.moved_to(at("2027-01-06 09:00")):
        services.resume_matter(by=cast.office, matter=matter)  # one working day rested: the 6th
    assert reckon("2027-01-07 04:00") == 1
    assert fresh(matter).due_at == at("2027-01-09 00:00")  # 31 December, 6 to 8 January
    compare(cast)


def test_a_granted_day_holds_when_the_year_becomes_known_and_a_later_pause_moves_it(cast, published):
    with clock.moved_to(at("2026-12-28 10:00")):
        matter = limited(cast, (1, "工作日"), whole=(2, "工作日"))
    extended(cast, matter, "2026-12-28 11:00", date(2026, 12, 31))
    assert (fresh(matter).due_at, Clock.objects.get().is_provisional) == (at("2027-01-01 00:00"), False)
    paused(cast, matter, "2026-12-29 09:00", "2026-12-30 09:00")
    assert (fresh(matter).due_at, Clock.objects.get().is_provisional) == (at("2027-01-02 00:00"), True)
    published()
    assert reckon("2026-12-31 04:00") == 1
    assert fresh(matter).due_at == at("2027-01-07 00:00")  # the granted 31st, and one working day: the 6th
    assert matter.assignments.get().whole_due_at == at("2027-01-07 00:00")
    compare(cast)


def test_a_planned_day_is_a_day_and_never_provisional(cast, published):
    with clock.moved_to(at("2026-12-31 10:00")):
        kinds_in_use(cast)
        CampaignKind.objects.create(campaign=cast.campaign, kind=kind("seat-problem"), clause=cast.order)
        matter = registered(cast, code="seat-problem", by=cast.township, planned_on=date(2026, 12, 31),
                             fields={"problem-type": "环境"})  # fmt: skip
    paused(cast, matter, "2026-12-31 11:00", "2027-01-04 11:00")
    assert (fresh(matter).due_at, Clock.objects.get().is_provisional) == (at("2027-01-05 00:00"), False)
    published()
    assert reckon("2027-01-05 04:00") == 0
