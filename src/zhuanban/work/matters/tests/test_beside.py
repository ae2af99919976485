"""Beside the loop: related matters, who of the unit sees to one, and reminders."""

from datetime import timedelta

import pytest
from tests.scene import join

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Relation, Responsible, Urging
from zhuanban.work.matters.selectors import steps_of
from zhuanban.work.matters.services.persons import set_person
from zhuanban.work.matters.services.relating import relate_matters, unrelate_matters
from zhuanban.work.matters.services.urging import urge_matter
from zhuanban.work.matters.tests.story import address, dispatched, done, fresh, handling, registered, voided

LEDGER = "/c/{0.campaign.slug}/matters/"


def test_related_matters_stand_on_both_pages_for_who_sees_both(cast, client, morning):
    mine, theirs = dispatched(cast), registered(cast, town=1, place="集市")
    client.force_login(cast.office)
    answer = client.post(f"{address(mine)}beside/relate/", {"other": theirs.number[-3:], "reason": "同一路段"})
    assert answer.status_code == 302
    for here, there in ((mine, theirs), (theirs, mine)):
        page = client.get(address(here)).content.decode()
        assert f"{there.number}</a> {there.title}" in page
        assert "同一路段" in page
        assert steps_of(here)[-1].sentence == f"与{there.number}关联"
    assert "同一路段" not in str(list(Entry.objects.values_list("payload", flat=True)))
    client.force_login(cast.township)  # sees the one alone
    assert "同一路段" not in client.get(address(mine)).content.decode()
    key = Relation.objects.get().pk
    assert client.post(f"{address(mine)}related/{key}/remove/").status_code == 404
    client.force_login(cast.office_colleague)
    assert client.post(f"{address(theirs)}related/{key}/remove/").status_code == 302
    assert not Relation.objects.exists()
    assert steps_of(mine)[-1].sentence == f"不再与{theirs.number}关联"


def test_a_unit_relates_what_it_sees_and_takes_back_its_own(cast, morning):
    one, other, hidden = dispatched(cast), dispatched(cast, place="集市"), registered(cast, town=1, place="车站")
    with pytest.raises(Refused):
        relate_matters(by=cast.township, matter=one, other=hidden, reason="相似")
    row = relate_matters(by=cast.township, matter=other, other=one, reason="同一户")
    with pytest.raises(Refused):
        unrelate_matters(by=cast.handler, relation=row)
    unrelate_matters(by=cast.township, relation=row)
    assert not Relation.objects.exists()


def test_what_cannot_be_related_is_explained(cast, client, morning):
    one, other, void = registered(cast), registered(cast, place="集市"), voided(cast, place="车站")
    relate_matters(by=cast.office, matter=one, other=other, reason="同一户")
    client.force_login(cast.office)
    told = {other.number: "已经关联", one.number: "另一件", void.number: "已作废", "9999": "没有这个编号"}
    for number, words in told.items():
        answer = client.post(f"{address(one)}beside/relate/", {"other": number, "reason": "同一户"})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Relation.objects.count() == 1


def test_the_unit_puts_a_matter_into_the_hands_of_one_of_its_people(cast, client, morning):
    matter, other = handling(cast), handling(cast, place="集市")
    colleague = join(cast, "bureau2", Role.DEPARTMENT, cast.bureau)
    client.force_login(cast.handler)
    assert colleague.name in client.get(address(matter)).content.decode()
    assert client.post(f"{address(matter)}beside/person/", {"person": colleague.pk}).status_code == 302
    assert f"承办人：<b>{colleague.name}</b>" in client.get(address(matter)).content.decode()
    client.force_login(colleague)
    page = client.get(LEDGER.format(cast)).content.decode()
    assert f"person={colleague.pk}" in page
    listed = client.get(f"{LEDGER.format(cast)}?person={colleague.pk}&cols=number,person").content.decode()
    assert "共 1 件" in listed
    assert f"<td>{colleague.name}</td>" in listed
    answer = client.post(f"{address(other)}beside/person/", {"person": cast.township.pk})
    assert answer.status_code == 422
    with pytest.raises(Refused):
        set_person(by=cast.office, matter=other, person=colleague)
    with pytest.raises(Invalid, match="现在不在"):
        set_person(by=cast.handler, matter=other, person=cast.township)


def test_the_person_ends_where_the_matter_goes_to_another_unit(cast, client, morning):
    matter = dispatched(cast)
    set_person(by=cast.handler, matter=matter, person=cast.handler)
    services.return_matter(by=cast.handler, matter=matter, reason="不是本单位的")
    services.dispatch_matter(by=cast.office, matter=fresh(matter), unit=cast.water)
    client.force_login(cast.office)
    assert "承办人：" not in client.get(address(matter)).content.decode()
    set_person(by=cast.water_clerk, matter=matter, person=cast.water_clerk)
    assert Responsible.objects.get().person == cast.water_clerk
    with pytest.raises(Invalid, match="没有变化"):
        set_person(by=cast.water_clerk, matter=matter, person=cast.water_clerk)
    set_person(by=cast.water_clerk, matter=matter, person=None)
    assert not Responsible.objects.exists()


def test_a_reminder_reaches_the_unit_once_a_day(cast, client, morning):
    matter = handling(cast)
    client.force_login(cast.leader)
    assert client.post(f"{address(matter)}beside/urge/", {"text": "迎检前请清完"}).status_code == 302
    step = steps_of(matter)[-1]
    assert step.sentence == f"催办，请{cast.bureau.name}抓紧办理"
    assert step.text == "迎检前请清完"
    client.force_login(cast.handler)
    assert "件事项被催办" in client.get(f"/?c={cast.campaign.slug}").content.decode()
    assert "迎检前请清完" in client.get(f"/c/{cast.campaign.slug}/todo/urged/").content.decode()
    with pytest.raises(Invalid, match="今天已经催办过"):
        urge_matter(by=cast.office, matter=matter)
    with clock.moved_to(morning + timedelta(days=1)):
        urge_matter(by=cast.office, matter=matter)
    assert Urging.objects.count() == 2
    with pytest.raises(Refused):
        urge_matter(by=cast.inspector, matter=matter)
    with pytest.raises(Invalid, match="没有单位在办"):
        urge_matter(by=cast.office, matter=done(cast, place="集市"))
