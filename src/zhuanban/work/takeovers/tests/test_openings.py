"""Opening states: every clause in every township with its source, corrected without losing the old, never backdated."""

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast

from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.takeovers.models import Opening
from zhuanban.work.takeovers.rules.openings import Basis
from zhuanban.work.takeovers.selectors.openings import matrix_of
from zhuanban.work.takeovers.services.openings import Stated, state_openings

REPORT = {"as_of": "2026-09-28", "source_kind": "document", "source": "2026年三季度推进台账"}


def basis(**given: Any) -> Basis:
    return Basis(**{"as_of": date(2026, 9, 28), "source_kind": "document", "source": "三季度推进台账", **given})


def page(cast: Cast, name: str = "") -> str:
    return f"/c/{cast.campaign.slug}/takeover/{name}"


def state(cast: Cast, *, by: Any = None, town: int = 0, status: str = "ongoing", seen: int = 0, **given: Any):
    said = {key: given.pop(key) for key in ("words", "figure") if key in given}
    stated = [Stated(cast.hygiene, cast.towns[town], status, seen=seen, **said)]
    return state_openings(by=by or cast.office, campaign=cast.campaign, stated=stated, basis=basis(**given))[0]


def test_the_office_states_a_clause_for_all_townships_at_once_and_the_matrix_shows_what_is_missing(taken_over, client):
    cast = taken_over
    client.force_login(cast.office)
    one, two, three = (f"{cast.hygiene.pk}-{town.pk}" for town in cast.towns)
    form = {
        **REPORT, f"status-{one}": "done", f"words-{one}": "存量垃圾已清完",
        f"figure-{one}": "36 处", f"seen-{one}": "0",
        f"status-{two}": "ongoing", f"seen-{two}": "0", f"status-{three}": "", f"seen-{three}": "0",
    }  # fmt: skip
    response = client.post(page(cast, f"clauses/{cast.hygiene.pk}/"), form)
    assert response.url == page(cast)
    assert [(row.status, row.as_of, row.figure) for row in Opening.objects.all()] == [
        ("done", date(2026, 9, 28), "36 处"), ("ongoing", date(2026, 9, 28), ""),
    ]  # fmt: skip
    matrix = matrix_of(cast.campaign)
    assert matrix.holes == 3 * 3 - 2
    text = client.get(page(cast)).content.decode()
    assert all(words in text for words in ("已完成", "36 处", "缺", "2026-10-01", "不亮灯"))
    entry = Entry.objects.latest("pk")
    assert entry.sentence == "登记起点 2 项（2 个乡镇（街道）），截至 2026-09-28，其中更正 0 项"
    assert "存量垃圾" not in f"{entry.payload}"


def test_a_township_states_all_its_own_clauses_and_no_others(taken_over, client):
    cast = taken_over
    client.force_login(cast.township)
    mine, other = cast.towns[0], cast.towns[1]
    text = client.get(page(cast, f"towns/{mine.pk}/")).content.decode()
    assert "整治环境卫生" in text
    cells = {f"status-{clause.pk}-{mine.pk}": "not_started" for clause in (cast.hygiene, cast.order)}
    assert client.post(page(cast, f"towns/{mine.pk}/"), {**REPORT, **cells}).status_code == 302
    assert set(Opening.objects.values_list("township", flat=True)) == {mine.pk}
    assert client.get(page(cast, f"towns/{other.pk}/")).status_code == 404
    before = Entry.objects.count()
    with pytest.raises(Refused):
        state(cast, by=cast.township, town=1)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["outsider", "handler", "inspector", "leader", "auditor"])
def test_who_may_not_is_refused_and_nothing_is_written(taken_over, client, name):
    cast = taken_over
    with pytest.raises(Refused):
        state(cast, by=getattr(cast, name))
    client.force_login(getattr(cast, name))
    address = page(cast, f"clauses/{cast.hygiene.pk}/towns/{cast.towns[0].pk}/")
    form = {**REPORT, f"status-{cast.hygiene.pk}-{cast.towns[0].pk}": "done"}
    assert client.post(address, form).status_code == 404
    assert not Opening.objects.exists()


def test_a_correction_is_a_further_version_with_both_days_shown(taken_over, client):
    cast = taken_over
    state(cast, words="正在清理")
    client.force_login(cast.township)
    address = page(cast, f"clauses/{cast.hygiene.pk}/towns/{cast.towns[0].pk}/")
    key = f"{cast.hygiene.pk}-{cast.towns[0].pk}"
    form = {**REPORT, "as_of": "2026-09-30", f"status-{key}": "done", f"words-{key}": "已清完", f"seen-{key}": "1"}
    assert client.post(address, form).url == address
    old, new = Opening.objects.order_by("version")
    assert (old.is_current, new.is_current, new.replaces, new.version) == (False, True, old, 2)
    text = client.get(address).content.decode()
    assert all(words in text for words in ("正在清理", "已更正", "截至（发生）", "2026-09-30", "2026-11-24"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"as_of": date(2026, 10, 2)}, "不能晚于接管日期"),
        ({"as_of": date(2026, 12, 2)}, "不能晚于今天"),
        ({"as_of": date(2023, 9, 28)}, "不能早于行动开始"),
        ({"source": "  "}, "请写明依据的文件"),
        ({"source": "", "source_kind": "person"}, "请写明是谁说明的"),
        ({"status": "none"}, "“不适用”请在情况里写明原因"),
    ],
)
def test_a_state_that_cannot_be_is_explained(taken_over, given, message):
    with pytest.raises(Invalid, match=message):
        state(taken_over, **given)
    assert not Opening.objects.exists()


def test_no_day_becomes_older_and_nobody_writes_over_what_he_has_not_seen(taken_over):
    cast = taken_over
    state(cast)
    with pytest.raises(Invalid, match="只能改晚，不能改早"):
        state(cast, seen=1, as_of=date(2026, 9, 27))
    with pytest.raises(Conflict, match="已经由别人登记过"):
        state(cast, status="done")
    assert Opening.objects.count() == 1


def test_an_action_from_its_first_day_and_one_that_ended_are_explained(taken_over, client):
    cast = taken_over
    Campaign.objects.filter(pk=cast.campaign.pk).update(taken_over_on=None)
    with pytest.raises(Invalid, match="没有接管日期"):
        state(cast)
    client.force_login(cast.office)
    assert "不需要登记起点" in client.get(page(cast)).content.decode()
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(Invalid, match="已经结束"):
        state(cast)


def test_a_form_filled_wrongly_comes_back_with_the_sentence(taken_over, client):
    cast = taken_over
    client.force_login(cast.office)
    address = page(cast, f"clauses/{cast.hygiene.pk}/")
    response = client.post(address, {**REPORT, "as_of": "九月"})
    assert response.status_code == 422
    assert "至少选一项" in client.post(address, REPORT).content.decode()
    cell = f"status-{cast.hygiene.pk}-{cast.towns[0].pk}"
    assert client.post(address, {**REPORT, cell: "maybe"}).status_code == 422
    assert client.get(page(cast, "clauses/999999/")).status_code == 404
    assert not Opening.objects.exists()
