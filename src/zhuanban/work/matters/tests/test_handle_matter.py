"""The unit in charge accepts, returns, writes progress, finishes stages and reports done."""

from datetime import timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Assignment, Clock, Remark
from zhuanban.work.matters.rules import Act, Light, State
from zhuanban.work.matters.selectors import acts_open_to, figures, steps_of
from zhuanban.work.matters.tests.story import (
    a_photo,
    address,
    dispatched,
    done,
    fresh,
    handling,
    last_sentence,
    post,
    registered,
)


def test_the_unit_accepts(cast, client, morning):
    matter = dispatched(cast)
    assert post(client, cast.handler, matter, "accept").url == address(matter)
    assert fresh(matter).state == State.HANDLING
    turn = Assignment.objects.get()
    assert (turn.accepted_by, turn.accepted_at) == (cast.handler, morning)
    assert last_sentence(matter) == "区综合行政执法局签收"


def test_the_unit_returns_with_a_reason_and_another_gets_it_with_a_fresh_limit(cast, client, morning):
    matter = dispatched(cast)
    post(client, cast.handler, matter, "return", reason="河道内归水务局")
    matter = fresh(matter)
    assert (matter.state, matter.handler, matter.light, matter.due_at) == (State.REGISTERED, None, Light.NONE, None)
    assert steps_of(matter)[-1].text == "河道内归水务局"
    with clock.moved_to(morning + timedelta(days=1)):
        matter = services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
        assert [turn.stint for turn in Assignment.objects.all()] == [1, 2]
        assert matter.due_at == morning + timedelta(days=1, hours=5, minutes=30)
        assert services.accept_matter(by=cast.handler, matter=matter).state == State.HANDLING


def test_progress_is_written_by_the_unit_and_by_who_supports_it(cast, client, morning):
    matter = services.dispatch_matter(by=cast.office, matter=registered(cast), unit=cast.bureau, support=[cast.water])
    services.accept_matter(by=cast.handler, matter=matter)
    post(client, cast.handler, matter, "progress", text="已清运两车")
    post(client, cast.water_clerk, matter, "progress", text="沟渠已捞净")
    assert [step.text for step in steps_of(matter)[-2:]] == ["已清运两车", "沟渠已捞净"]
    assert steps_of(matter)[-1].sentence == "区水务局填写进展"
    assert fresh(matter).state == State.HANDLING


def test_what_was_written_lies_beside_the_journal_where_it_can_be_taken_out(cast, morning):
    matter = handling(cast)
    services.record_progress(by=cast.handler, matter=matter, text="联系了张某某")
    Remark.objects.all().delete()
    assert [step.text for step in steps_of(matter)] == ["", "", "", ""]


def test_stages_follow_one_another_and_each_has_its_limit(cast, client, morning):
    matter = handling(cast, code="illegal-structure")
    assert Act.FINISH_STAGE in acts_open_to(cast.handler, matter)
    assert post(client, cast.handler, matter, "finish_stage", text="已停工").url == address(matter)
    first, second = Clock.objects.all()
    assert (first.stage, first.stopped_at, second.stage) == ("停工", morning, "处罚")
    assert fresh(matter).due_at == second.due_at
    services.finish_stage(by=cast.handler, matter=matter)
    with pytest.raises(Invalid, match="最后一个阶段"):
        services.finish_stage(by=cast.handler, matter=matter)
    assert Act.FINISH_STAGE not in acts_open_to(cast.handler, fresh(matter))


def test_a_stage_that_ran_out_makes_the_matter_late_for_good(cast, morning):
    matter = handling(cast, code="illegal-structure")
    with clock.moved_to(morning + timedelta(days=2)):
        services.finish_stage(by=cast.handler, matter=matter)
        assert last_sentence(matter).endswith("已超过时限")
        services.report_done(by=cast.handler, matter=matter, result="已拆除", photos=[a_photo(cast, name="2")])
        services.close_matter(by=cast.inspector, matter=matter)
    assert (figures(cast.campaign).on_time, figures(cast.campaign).late) == (0, 1)


def test_the_unit_reports_done_and_the_clock_stops(cast, client, morning, picture):
    matter = handling(cast)
    answer = post(client, cast.handler, matter, "report_done", result="已清运", photos=[picture("后", (10, 200, 10))])
    assert answer.url == address(matter)
    matter = fresh(matter)
    assert (matter.state, matter.light, matter.is_late) == (State.DONE, Light.NONE, False)
    assert Clock.objects.get().stopped_at == morning
    page = client.get(address(matter)).content.decode()
    assert "整改后照片 1" in page
    assert "区综合行政执法局报结，在时限内" in page


def test_reported_after_the_limit_is_late(cast, morning):
    matter = handling(cast)
    with clock.moved_to(morning + timedelta(hours=5, minutes=30)):
        services.report_done(by=cast.handler, matter=matter, result="已清运", photos=[a_photo(cast)])
    assert fresh(matter).is_late


@pytest.mark.parametrize("act", ["accept", "return", "progress", "finish_stage", "report_done", "extend"])
def test_others_are_refused_and_nothing_is_written(cast, client, morning, act):
    matter = dispatched(cast) if act in {"accept", "return"} else handling(cast, code="illegal-structure")
    before, lines = fresh(matter).state, len(steps_of(matter))
    said = {"reason": "不归我管", "text": "进展", "result": "已办", "until": "2024-05-30"}
    for other in (cast.office, cast.inspector, cast.township):
        assert post(client, other, matter, act, **said).status_code == 403
    assert post(client, cast.outsider, matter, act, **said).status_code == 404
    assert (fresh(matter).state, len(steps_of(matter))) == (before, lines)


def test_the_wrong_state_is_explained(cast, client, morning):
    matter = done(cast)
    for act, said in (("accept", {}), ("progress", {"text": "再清一遍"}), ("report_done", {"result": "已办"})):
        answer = post(client, cast.handler, matter, act, **said)
        assert answer.status_code == 422
        assert "待核查，现在不能" in answer.content.decode()


def test_bad_input_is_explained(cast, client, morning):
    matter = handling(cast)
    assert "须附整改后照片" in post(client, cast.handler, matter, "report_done", result="已清运").content.decode()
    assert post(client, cast.handler, matter, "report_done", result=" ").status_code == 422
    with pytest.raises(Invalid, match="写明理由"):
        services.record_progress(by=cast.handler, matter=matter, text=" ")
    with pytest.raises(Invalid, match="1000"):
        services.record_progress(by=cast.handler, matter=matter, text="长" * 1001)
    assert fresh(matter).state == State.HANDLING


def test_a_file_that_is_no_picture_is_explained(cast, client, morning, picture):
    file = picture()
    file.write(b"not a picture")
    file.seek(0)
    matter = handling(cast)
    answer = post(client, cast.handler, matter, "report_done", result="已清运", photos=[file])
    assert answer.status_code == 422
    assert "这里只收JPG 图片、PNG 图片、WebP 图片" in answer.content.decode()


def test_acts_cost_few_queries(cast, morning, django_assert_max_num_queries):
    matter = dispatched(cast)
    cast.handler.seats  # noqa: B018  read once a request
    with django_assert_max_num_queries(12):
        services.accept_matter(by=cast.handler, matter=matter)
    photo = a_photo(cast, name="2")
    with django_assert_max_num_queries(16):
        services.report_done(by=cast.handler, matter=matter, result="已清运", photos=[photo])


def test_an_act_that_is_none_is_not_found(cast, client, morning):
    matter = dispatched(cast)
    assert post(client, cast.handler, matter, "praise").status_code == 404
    client.force_login(cast.handler)
    assert client.get(address(matter, "accept")).url == address(matter)


def test_a_seat_of_another_action_does_nothing_here(cast, morning):
    matter = dispatched(cast)
    seat = cast.handler.role_assignments.get()
    seat.campaign_id = cast.other_campaign.pk
    seat.save()
    with pytest.raises(Refused):
        services.accept_matter(by=cast.handler, matter=matter)
