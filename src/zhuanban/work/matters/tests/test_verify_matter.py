"""Somebody who did not handle the matter closes it or sends it back."""

from datetime import timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.orgs.models import Post
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Assignment, MatterPhoto
from zhuanban.work.matters.rules import Light, State
from zhuanban.work.matters.selectors import acts_open_to, figures, matters_to_verify
from zhuanban.work.matters.tests.story import (
    a_photo,
    address,
    closed,
    done,
    fresh,
    handling,
    last_sentence,
    post,
    registered,
)


def test_an_inspector_closes_what_was_done(cast, client, morning, picture):
    matter = done(cast)
    assert list(matters_to_verify(cast.inspector, cast.campaign)) == [matter]
    answer = post(client, cast.inspector, matter, "close", opinion="现场已清", photos=[picture("核", (1, 2, 3))])
    assert answer.url == address(matter)
    matter = fresh(matter)
    assert (matter.state, matter.closed_at) == (State.CLOSED, morning)
    assert set(MatterPhoto.objects.values_list("role", flat=True)) == {"before", "after", "verify"}
    assert last_sentence(matter) == "核查通过，销号（按期）"
    assert not matters_to_verify(cast.inspector, cast.campaign).exists()


def test_what_is_not_done_goes_back_with_a_fresh_clock_and_counts_as_rework(cast, client, morning):
    matter = done(cast)
    with clock.moved_to(morning + timedelta(days=1)):
        post(client, cast.inspector, matter, "send_back", reason="仍有残留")
        matter = fresh(matter)
        assert (matter.state, matter.rework_count, matter.light) == (State.HANDLING, 1, Light.GREEN)
        assert matter.due_at == morning + timedelta(days=1, hours=5, minutes=30)
        assert [turn.stint for turn in Assignment.objects.all()] == [1, 2]
        assert last_sentence(matter).startswith("核查不通过，第1次退回区综合行政执法局重办")
        for times in (2, 3):
            services.report_done(by=cast.handler, matter=matter, result="再清", photos=[a_photo(cast, name="3")])
            services.send_back_matter(by=cast.inspector, matter=matter, reason="仍不合格")
            assert fresh(matter).rework_count == times
    assert figures(cast.campaign).rework == 1  # matters sent back, however often


def test_a_ledger_matter_sent_back_gets_ten_working_days_or_its_plan(cast, morning):
    matter = registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage, title="补装路灯")
    with clock.moved_to(morning + timedelta(days=80)):
        services.report_done(by=cast.township, matter=matter, result="已补装")
        matter = services.send_back_matter(by=cast.inspector, matter=matter, reason="灯不亮")
        assert matter.due_at is not None
        assert matter.due_at > clock.now() + timedelta(days=13)


@pytest.mark.parametrize("act", ["close", "send_back"])
def test_who_handled_it_never_verifies(cast, client, morning, act):
    matter = done(cast)
    cast.handler.role_assignments.create(
        role=Role.INSPECTOR, district=cast.district, starts_on=cast.campaign.starts_on, user=cast.handler
    )
    answer = post(client, cast.handler, matter, act, reason="不行")
    assert answer.status_code == 403
    assert "应当回避" in answer.content.decode()
    assert not matters_to_verify(cast.handler, cast.campaign).exists()
    assert fresh(matter).state == State.DONE


def test_a_colleague_of_the_unit_in_charge_stands_back(cast, morning):
    matter = done(cast)
    cast.second_inspector.role_assignments.create(
        role=Role.DEPARTMENT, unit=cast.bureau, district=cast.district, starts_on=cast.campaign.starts_on
    )
    with pytest.raises(Refused, match="回避"):
        services.close_matter(by=cast.second_inspector, matter=matter)
    assert acts_open_to(cast.second_inspector, fresh(matter)) == []


def test_who_holds_a_post_in_the_township_in_charge_stands_back(cast, morning):
    matter = services.dispatch_matter(by=cast.office, matter=registered(cast), unit=cast.towns[0])
    services.accept_matter(by=cast.township, matter=matter)
    services.report_done(by=cast.township, matter=matter, result="已清运", photos=[a_photo(cast, name="2")])
    Post.objects.create(
        person=cast.inspector.person, unit=cast.towns[0], title="党委书记", starts_on=cast.campaign.starts_on
    )
    with pytest.raises(Refused, match="回避"):
        services.close_matter(by=cast.inspector, matter=matter)
    assert not matters_to_verify(cast.inspector, cast.campaign).exists()
    assert list(matters_to_verify(cast.second_inspector, cast.campaign)) == [matter]
    services.close_matter(by=cast.second_inspector, matter=matter)


def test_outsiders_are_refused_and_nothing_is_written(cast, client, morning):
    matter = done(cast)
    for other in (cast.leader, cast.township):
        assert post(client, other, matter, "close").status_code == 403
    for other in (cast.outsider, cast.auditor):
        assert post(client, other, matter, "close").status_code == 404
    assert fresh(matter).state == State.DONE


def test_the_wrong_state_is_explained(cast, client, morning):
    assert "办理中，现在不能" in post(client, cast.inspector, handling(cast), "close").content.decode()
    matter = closed(cast, place="集市")
    assert "已销号，现在不能" in post(client, cast.inspector, matter, "send_back", reason="反悔").content.decode()


def test_sending_back_needs_a_reason(cast, client, morning):
    matter = done(cast)
    assert post(client, cast.inspector, matter, "send_back", reason=" ").status_code == 422
    assert fresh(matter).state == State.DONE


def test_closing_costs_few_queries(cast, morning, django_assert_max_num_queries):
    matter = done(cast)
    cast.inspector.seats, cast.inspector.person  # noqa: B018  read once a request
    with django_assert_max_num_queries(12):
        services.close_matter(by=cast.inspector, matter=matter)
