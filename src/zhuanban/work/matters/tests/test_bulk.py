"""One act for many matters: previewed, confirmed by its mark, done together, refusals told."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Label, Matter, PlanChange
from zhuanban.work.matters.services import bulk as bulk_services
from zhuanban.work.matters.services.bulk import act_on_many
from zhuanban.work.matters.services.planning import label_matter, plan_matter
from zhuanban.work.matters.services.urging import urge_matter
from zhuanban.work.matters.tests.story import closed, dispatched, fresh, handling, last_sentence, registered


@pytest.fixture
def address(cast, morning):
    return f"/c/{cast.campaign.slug}/matters/bulk/"


def previewed(client, address, act, matters, **said):
    """The page that asks, and what its form sends."""
    chosen = {"act": act, "m": [str(matter.uid) for matter in matters], **said}
    answer = client.post(address, chosen)
    mark = re.search(r'name="previewed" value="([^"]*)"', answer.content.decode())
    sent = re.findall(r'name="m" value="([^"]*)"', answer.content.decode())
    return answer, {**chosen, "m": sent, "step": "confirm", "previewed": mark[1] if mark else ""}


def a_plan(cast, **said):
    return registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage, **said)


def test_the_office_gives_many_matters_to_a_unit_at_once(cast, client, address):
    fit = [registered(cast, place=f"第{place}村") for place in range(3)]
    unfit = closed(cast, place="车站")
    client.force_login(cast.office)
    answer, form = previewed(client, address, "dispatch", [*fit, unfit])
    page = answer.content.decode()
    assert "可以办 3 件，不能办 1 件" in page
    assert "现在已销号，不能交办。" in page
    assert {fresh(matter).state for matter in fit} == {"registered"}
    answer = client.post(address, {**form, "unit": cast.bureau.pk, "instruction": "月底前"})
    page = answer.content.decode()
    assert "已办 3 件，未办 1 件" in page
    assert {fresh(matter).handler for matter in fit} == {cast.bureau}
    assert Entry.objects.filter(event="MatterDispatched", subject_id__in=[matter.pk for matter in fit]).count() == 3
    again = client.post(address, {**form, "unit": cast.bureau.pk})
    assert again.status_code == 422
    assert "什么也没有办" in again.content.decode()


def test_without_the_preview_or_with_other_rows_nothing_is_done(cast, client, address):
    matter, other = registered(cast), registered(cast, place="集市")
    client.force_login(cast.office)
    _, form = previewed(client, address, "void", [matter])
    for wrong in ({"previewed": ""}, {"m": [str(other.uid)]}, {"act": "urge"}):
        answer = client.post(address, {**form, "reason": "重复", **wrong})
        assert answer.status_code == 422
    assert {fresh(matter).state, fresh(other).state} == {"registered"}
    answer = client.post(address, {**form, "reason": ""})
    assert answer.status_code == 422
    assert "请填写" in answer.content.decode()
    client.post(address, {**form, "reason": "重复"})
    assert fresh(matter).state == "void"
    assert fresh(other).state == "registered"


def test_all_of_a_filter_up_to_the_limit(cast, client, address, monkeypatch):
    monkeypatch.setattr("zhuanban.work.matters.views.bulk.MOST_AT_ONCE", 2)
    for place in range(3):
        registered(cast, place=f"第{place}村")
    closed(cast, place="车站")
    client.force_login(cast.office)
    answer, form = previewed(client, address, "void", [], everything="1", query="state=registered")
    assert "还有 1 件请办完这一批再选" in answer.content.decode()
    form.pop("everything")
    client.post(address, {**form, "reason": "重复登记"})
    assert Matter.objects.filter(state="void").count() == 2


def test_a_unit_accepts_many_and_asks_for_more_time_and_has_no_other_acts(cast, client, address):
    mine = [dispatched(cast, place=f"第{place}村") for place in range(2)]
    client.force_login(cast.handler)
    _, form = previewed(client, address, "accept", mine)
    client.post(address, form)
    assert {fresh(matter).state for matter in mine} == {"handling"}
    _, form = previewed(client, address, "extend", mine)
    until = (date(2024, 4, 10) + timedelta(days=9)).isoformat()
    page = client.post(address, {**form, "until": until, "reason": "等待设备"}).content.decode()
    assert "已办 2 件" in page
    assert client.post(address, {"act": "void", "m": str(mine[0].uid)}).status_code == 404
    client.force_login(cast.inspector)
    assert client.post(address, {"act": "accept", "m": str(mine[0].uid)}).status_code == 404


def test_others_rows_are_not_even_named(cast, client, address):
    matter = handling(cast)
    client.force_login(cast.other_township)
    answer = client.post(address, {"act": "accept", "m": [str(matter.uid), "nonsense"]}, follow=True)
    assert "请先勾选要办理的事项" in answer.content.decode()
    client.force_login(cast.outsider)
    assert client.post(address, {"act": "void", "m": str(matter.uid)}).status_code == 404


def test_a_refusal_in_the_middle_undoes_nothing_else(cast, morning, monkeypatch):
    matters = [registered(cast, place=f"第{place}村") for place in range(3)]
    services.void_matter(by=cast.office, matter=matters[1], reason="重复")
    outcomes = act_on_many(by=cast.office, act="dispatch", matters=matters, given={"unit": cast.bureau})
    assert [bool(outcome.refused) for outcome in outcomes] == [False, True, False]
    outcomes = act_on_many(by=cast.township, act="void", matters=matters[:1], given={"reason": "无关"})
    assert "没有办理" in outcomes[0].refused
    assert bulk_services.MOST_AT_ONCE <= 500


def test_the_office_moves_planned_days_with_a_reason_and_the_limit_goes_along(cast, client, address):
    plan, case = a_plan(cast, planned_on=date(2024, 6, 1)), registered(cast, place="集市")
    client.force_login(cast.office)
    answer, form = previewed(client, address, "plan", [plan, case])
    assert "只有未办结的台账事项能调整计划日期" in answer.content.decode()
    client.post(address, {**form, "planned_on": "2024-07-01", "reason": "雨季推迟"})
    plan = fresh(plan)
    assert plan.planned_on == date(2024, 7, 1)
    assert plan.due_at.date() == date(2024, 7, 1)
    assert last_sentence(plan) == "计划完成日期由2024-06-01改为2024-07-01"
    change = PlanChange.objects.get()
    assert (change.old_on, change.new_on, change.reason) == (date(2024, 6, 1), date(2024, 7, 1), "雨季推迟")
    answer, form = previewed(client, address, "plan", [plan])
    page = client.post(address, {**form, "planned_on": "2024-04-01", "reason": "提前"}).content.decode()
    assert "计划完成日期不能早于今天" in page


def test_a_reminder_stands_on_the_time_line(cast, client, address):
    matter, waiting = handling(cast), registered(cast, place="集市")
    client.force_login(cast.office)
    answer, form = previewed(client, address, "urge", [matter, waiting])
    assert "没有单位在办" in answer.content.decode()
    client.post(address, {**form, "text": "月底前办完"})
    answer, _ = previewed(client, address, "urge", [matter])
    assert "今天已经催办过" in answer.content.decode()
    assert last_sentence(matter) == f"催办，请{cast.bureau.name}抓紧办理"
    with pytest.raises(Invalid):
        urge_matter(by=cast.office, matter=waiting)


def test_labels_gather_matters(cast, client, address):
    matters = [registered(cast, place=f"第{place}村") for place in range(3)]
    client.force_login(cast.office)
    _, form = previewed(client, address, "label", matters[:2])
    client.post(address, {**form, "title": " 创城 迎检 "})
    label = Label.objects.get()
    assert label.title == "创城 迎检"
    ledger = f"/c/{cast.campaign.slug}/matters/"
    assert "共 2 件" in client.get(f"{ledger}?label={label.pk}&cols=number,labels").content.decode()
    assert "共 2 件" in client.get(f"{ledger}?label={label.pk}").content.decode()
    assert f"?label={label.pk}" in client.get(f"{ledger}views/?by=label").content.decode()
    _, form = previewed(client, address, "label", matters)
    page = client.post(address, {**form, "title": "创城 迎检"}).content.decode()
    assert "已办 1 件，未办 2 件" in page
    _, form = previewed(client, address, "unlabel", matters)
    client.post(address, {**form, "title": "创城 迎检"})
    assert "共 0 件" in client.get(f"{ledger}?label={label.pk}").content.decode()


def test_what_may_not_be_planned_or_labelled_is_refused(cast, morning):
    plan = a_plan(cast)
    later = {"planned_on": date(2024, 9, 1), "reason": "推迟"}
    for service, given in ((plan_matter, later), (label_matter, {"title": "甲"}), (urge_matter, {})):
        with pytest.raises(Refused):
            service(by=cast.township, matter=plan, **given)
    assert not PlanChange.objects.exists()
    assert not Label.objects.exists()


def test_the_preview_costs_the_same_however_many(cast, client, address):
    client.force_login(cast.office)

    def cost(matters):
        with CaptureQueriesContext(connection) as asked:
            previewed(client, address, "void", matters)
        return len(asked)

    matters = [registered(cast, place=f"第{place}村") for place in range(12)]
    cost(matters[:1])
    assert cost(matters[:2]) == cost(matters)
