"""Handed to an enforcement body: the time stands still; case number and outcome come back."""

from datetime import timedelta

from zhuanban.ground.core import clock
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Referral
from zhuanban.work.matters.rules.loop import Light, State
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import address, fresh, handling, last_sentence, post, referred


def test_the_limit_stands_still_until_the_body_gives_it_back(cast, client, morning):
    matter = handling(cast)
    with clock.moved_to(morning + timedelta(hours=1)):
        post(client, cast.office, matter, "refer", body="区执法大队", reason="当事人拒不整改")
    row = fresh(matter)
    assert (row.state, row.due_at, row.light) == (State.REFERRED, None, Light.NONE)
    with clock.moved_to(morning + timedelta(days=2, hours=1)):
        post(client, cast.office, matter, "refer_back", outcome="不予立案", case_number="云综执〔2024〕3号")
    row = fresh(matter)
    assert (row.state, row.due_at) == (State.HANDLING, morning + timedelta(days=2, hours=5, minutes=30))
    assert (Referral.objects.get().case_number, Referral.objects.get().outcome) == ("云综执〔2024〕3号", "不予立案")
    compare(cast)


def test_its_outcome_closes_the_matter(cast, client, morning):
    matter = referred(cast)
    with clock.moved_to(morning + timedelta(days=30)):
        post(client, cast.inspector, matter, "refer_close", outcome="已责令拆除")
    row = fresh(matter)
    assert (row.state, row.is_late) == (State.CLOSED, False)
    assert last_sentence(matter) == "执法机关办结，销号"
    client.force_login(cast.handler)
    page = client.get(address(matter)).content.decode()
    assert "区执法大队" in page
    assert "已责令拆除" in page
    compare(cast)


def test_who_handles_neither_refers_nor_closes(cast, client, morning):
    matter = handling(cast)
    for other in (cast.handler, cast.inspector, cast.leader):
        assert post(client, other, matter, "refer", body="区执法大队", reason="拒不整改").status_code == 403
    services.refer_matter(by=cast.office, matter=matter, body="区执法大队", reason="拒不整改")
    assert post(client, cast.handler, matter, "refer_close", outcome="已拆").status_code == 403
    assert post(client, cast.office, matter, "refer_back", outcome="").status_code == 422
    assert fresh(matter).state == State.REFERRED
