"""A unit asks for more time before its limit runs out; the office decides."""

from datetime import date, timedelta

import pytest

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.work.matters import services
from zhuanban.work.matters.rules import Act, Light
from zhuanban.work.matters.selectors import acts_open_to, steps_of
from zhuanban.work.matters.tests.story import address, done, fresh, handling, last_sentence, post

UNTIL = date(2024, 5, 10)


def asked(cast, matter):
    return services.ask_extension(by=cast.handler, matter=matter, reason="连续降雨", until=UNTIL)


def test_the_office_grants_more_time(cast, client, morning):
    matter = handling(cast)
    answer = post(client, cast.handler, matter, "extend", reason="连续降雨", until="2024-05-10")
    assert answer.url == address(matter)
    assert last_sentence(matter) == "区综合行政执法局申请将延期至2024-05-10"
    decide_approval(by=cast.office, approval=Approval.objects.get(), granted=True)
    deliver_pending()
    assert (fresh(matter).due_at, fresh(matter).light) == (end_of(UNTIL), Light.GREEN)
    assert last_sentence(matter) == "同意延期至2024-05-10"
    lines = len(steps_of(matter))
    services.apply_extension(approval_id=Approval.objects.get().pk)
    assert len(steps_of(matter)) == lines


def test_a_denial_stands_on_the_time_line_once_and_moves_nothing(cast, morning):
    matter = handling(cast)
    approval, due_at = asked(cast, matter), fresh(matter).due_at
    decide_approval(by=cast.office, approval=approval, granted=False, opinion="请加派人手")
    deliver_pending()
    services.apply_extension(approval_id=approval.pk)
    assert fresh(matter).due_at == due_at
    assert [step.sentence for step in steps_of(matter)][-1:] == ["未同意延期至2024-05-10"]
    assert len(steps_of(matter)) == 5


def test_what_is_done_meanwhile_is_not_extended(cast, morning):
    matter = handling(cast)
    approval = asked(cast, matter)
    services.report_done(by=cast.handler, matter=matter, result="已清运", photos=[_photo(cast)])
    decide_approval(by=cast.office, approval=approval, granted=True)
    deliver_pending()
    assert fresh(matter).due_at is None


def _photo(cast):
    return fresh(handling(cast, place="集市")).photos.get().photo


def test_more_time_is_asked_before_the_limit_runs_out_only(cast, morning):
    matter = handling(cast)
    assert Act.EXTEND in acts_open_to(cast.handler, matter)
    with clock.moved_to(morning + timedelta(days=1)):
        assert Act.EXTEND not in acts_open_to(cast.handler, matter)
        with pytest.raises(Invalid, match="不能再申请延期"):
            asked(cast, matter)
    assert not Approval.objects.exists()


def test_bad_input_and_the_wrong_state_are_explained(cast, client, morning):
    matter = handling(cast)
    for until, words in (("2024-04-01", "要晚于现在的时限"), ("2026-04-01", "不能超过一年")):
        answer = post(client, cast.handler, matter, "extend", reason="降雨", until=until)
        assert words in answer.content.decode()
    asked(cast, matter)
    with pytest.raises(Invalid, match="已经在审批中"):
        asked(cast, matter)
    assert (
        "待核查，现在不能"
        in post(
            client, cast.handler, done(cast, place="集市"), "extend", reason="降雨", until="2024-05-10"
        ).content.decode()
    )
    assert len(steps_of(matter)) == 4
