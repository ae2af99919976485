"""The office settles what is held: takes it in after a look, or refuses it with a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.ids import uuid7
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.selectors import kinds_of
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.services import admit_visit, refuse_visit
from zhuanban.work.patrols.tests.phone import KIND, Phone, picture


@pytest.fixture
def held(phone) -> Visit:
    """A report whose kind the office removed while the phone was out of reach."""
    photo, uid = picture(40), uuid7()
    phone.part(photo)
    Kind.objects.filter(code=KIND).update(is_active=False)
    phone.send(phone.body([photo]), uid)
    return Visit.objects.get(uid=uid)


def test_the_office_takes_a_held_visit_in_under_another_kind(held, town, client):
    another = kinds_of(town.campaign, "case")[0]
    client.force_login(town.office)
    page = client.get(f"/c/yunxi-2024/m/visits/{held.uid}/").content.decode()
    assert "手机上选的类别已取消。" in page
    response = client.post(f"/c/yunxi-2024/m/visits/{held.uid}/", {"act": "admit", "admit-kind": another.pk})
    assert response.status_code == 302
    matter = Matter.objects.get()
    assert (matter.kind.code, matter.filed_by, matter.photos.count()) == (another.code, town.office, 1)
    held.refresh_from_db()
    assert (held.state, held.result) == ("complete", matter)


def test_what_the_loop_refuses_comes_back_on_the_form_and_stays_held(phone, town, client):
    answer = phone.send(phone.body()).json()
    client.force_login(town.office)
    page = client.post(f"/c/yunxi-2024/m/visits/{answer['uid']}/", {"act": "admit"}).content.decode()
    assert "须附照片" in page
    assert Visit.objects.get().state == "held"


def test_the_office_refuses_with_a_reason_that_the_inspector_reads(held, town, client):
    client.force_login(town.office)
    address = f"/c/yunxi-2024/m/visits/{held.uid}/"
    assert "请填写。" in client.post(address, {"act": "refuse", "refuse-reason": ""}).content.decode()
    client.post(address, {"act": "refuse", "refuse-reason": "与 3 号事项重复"})
    client.force_login(town.inspector)
    assert "与 3 号事项重复" in client.get(address).content.decode()
    assert "不予受理" in client.get("/c/yunxi-2024/m/visits/").content.decode()


def test_a_settled_visit_is_settled_once(held, town):
    refuse_visit(by=town.office, visit=held, reason="重复")
    with pytest.raises(Invalid, match="这次检查不予受理，不用再处理"):
        admit_visit(by=town.office, visit=held)


def test_others_cannot_settle_and_nothing_is_written(held, town, client):
    for person in (town.inspector, town.township, town.leader, town.outsider):
        with pytest.raises(Refused):
            refuse_visit(by=person, visit=held, reason="不算")
        with pytest.raises(Refused):
            admit_visit(by=person, visit=held)
    client.force_login(town.inspector)
    assert client.post(f"/c/yunxi-2024/m/visits/{held.uid}/", {"act": "admit"}).status_code == 403
    held.refresh_from_db()
    assert held.state == "held"


def test_each_sees_the_visits_of_its_permit(held, town, client):
    address = f"/c/yunxi-2024/m/visits/{held.uid}/"
    expected = {
        town.office: 200,
        town.inspector: 200,
        town.second_inspector: 404,
        town.township: 404,
        town.outsider: 404,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert client.get(address).status_code == status


def test_the_list_filters_and_costs_the_same_however_long(phone, town, client):
    client.force_login(town.office)
    costs = []
    for count in (3, 20):
        for number in range(count):
            phone.send(phone.body(place=f"地点{number}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/c/yunxi-2024/m/visits/?state=held").content.decode()
        assert f"地点{count - 1}" in page
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 15
    assert "有 23 次检查没能自动受理，等您处理" in page
    assert "没能自动受理" not in phone.client.get("/c/yunxi-2024/m/visits/").content.decode()
    assert "没有这个状态的检查" in client.get("/c/yunxi-2024/m/visits/?state=refused").content.decode()


def test_a_photo_of_a_held_visit_is_seen_by_its_sender_and_the_office(held, town, client):
    photo = held.photos.get().photo
    seen = {town.office: 200, town.inspector: 200, town.second_inspector: 404, town.outsider: 404}
    for person, status in seen.items():
        client.force_login(person)
        assert client.get(f"/files/photos/{photo.uid}/thumb/").status_code == status


def test_the_matter_shows_the_visit_behind_it(phone, town):
    photo = picture(41)
    phone.part(photo)
    uid = phone.send(phone.body([photo])).json()["matter_uid"]
    assert "定位精度 8 米" in phone.client.get(f"/c/yunxi-2024/matters/{uid}/").content.decode()


def test_an_inspector_of_the_same_campaign_cannot_send_for_another(phone, town):
    other = Phone(town, town.inspector, slug="shiqiao-2024")
    assert other.send(other.body()).status_code == 404
