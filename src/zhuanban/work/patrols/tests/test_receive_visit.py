"""An inspector reports a problem from a phone that was out of reach."""

from datetime import timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.patrols.models import PhotoPart, Visit
from zhuanban.work.patrols.rules import Fix, VisitBody, VisitKind
from zhuanban.work.patrols.services import receive_visit
from zhuanban.work.patrols.tests.phone import KIND, Phone, picture, sha


def test_a_visit_and_its_photo_become_a_matter_in_the_inspectors_name(phone, town):
    photo = picture()
    answer = phone.send(phone.body([photo]), uid := uuid7()).json()
    assert (answer["answer"], answer["state"], answer["missing"]) == ("accepted", "waiting", [sha(photo)])
    assert phone.part(photo).json() == {"answer": "accepted", "sha256": sha(photo), "have": [1], "is_whole": True}
    answer = phone.send(phone.body([photo]), uid).json()
    assert (answer["answer"], answer["state"], answer["missing"]) == ("repeated", "complete", [])
    matter = Matter.objects.get()
    assert (matter.uid, matter.number) == (uid, answer["matter_number"])
    assert (matter.filed_by, matter.township, matter.kind.code) == (town.inspector, town.towns[0], KIND)
    assert (matter.source, matter.place, str(matter.longitude)) == ("patrol", "中心大街东首", "116.118740")
    assert matter.photos.get().photo.sha256 == sha(photo)
    assert Photo.objects.get().accuracy_m == 8
    sentences = list(Entry.objects.filter(subject_kind="visit").values_list("sentence", flat=True))
    assert sentences == ["收到一次检查：发现问题，照片 1 张", f"检查已受理，对应事项 {matter.number}"]


def test_a_photo_may_arrive_before_its_visit_and_in_halves(phone):
    photo = picture(2, 200)
    assert phone.part(photo, 2, 2).json() == {
        "answer": "accepted",
        "sha256": sha(photo),
        "have": [2],
        "is_whole": False,
    }
    assert phone.send(phone.body([photo]), uid := uuid7()).json()["missing"] == [sha(photo)]
    assert not Matter.objects.exists()
    assert phone.part(photo, 1, 2).json()["is_whole"]
    assert Visit.objects.get(uid=uid).state == "complete"
    assert not PhotoPart.objects.exists()


def test_a_kind_that_needs_no_photo_is_registered_at_once(phone):
    answer = phone.send(phone.body(matter_kind="other-problem", clause=str(phone.cast.hygiene.uid))).json()
    assert (answer["answer"], answer["state"]) == ("accepted", "complete")
    assert Matter.objects.get().clause == phone.cast.hygiene


def test_the_same_visit_twice_is_answered_quietly(phone):
    photo = picture()
    phone.part(photo)
    body, uid = phone.body([photo]), uuid7()
    first, second = phone.send(body, uid).json(), phone.send(body, uid).json()
    assert (first.pop("answer"), second.pop("answer")) == ("accepted", "repeated")
    assert first == second
    assert phone.part(photo).json()["answer"] == "repeated"
    assert (Visit.objects.count(), Matter.objects.count(), Photo.objects.count()) == (1, 1, 1)


def test_another_content_under_the_same_uid_is_refused_with_its_number(phone):
    phone.send(phone.body(), uid := uuid7())
    response = phone.send(phone.body(text="改过的内容"), uid)
    assert response.status_code == 409
    assert response.json() == {"number": "E409-1", "message": "同一编号的检查已经收到另一份内容，这一份没有保存。"}
    assert Visit.objects.get().text != "改过的内容"


def test_a_clock_wrong_by_a_day_is_put_right_and_shown(phone, town):
    photo = picture()
    phone.part(photo)
    ahead = clock.now() + timedelta(days=1)
    body = phone.body([photo], captured_at=(ahead - timedelta(hours=2)).isoformat())
    phone.send(body, uid := uuid7(), phone_clock=ahead)
    visit = Visit.objects.get(uid=uid)
    assert (visit.clock_skew_s, visit.is_clock_wrong) == (-86400, True)
    assert Matter.objects.get().happened_at == clock.now() - timedelta(hours=2)
    page = phone.client.get(f"/c/yunxi-2024/m/visits/{uid}/").content.decode()
    assert "手机时钟不准，已按收到时的偏差更正；手机写的是 2024-04-11 07:00" in page


def test_a_visit_from_the_future_counts_as_of_its_arrival(phone):
    body = phone.body(captured_at=(clock.now() + timedelta(days=400)).isoformat())
    phone.send(body, uid := uuid7())
    assert Visit.objects.get(uid=uid).happened_at == clock.now()


def test_a_kind_that_was_removed_holds_the_visit_for_the_office(phone, town):
    photo = picture()
    Kind.objects.filter(code=KIND).update(is_active=False)
    phone.part(photo)
    answer = phone.send(phone.body([photo])).json()
    assert (answer["answer"], answer["reason"], answer["missing"]) == ("held", "手机上选的类别已取消。", [])
    unknown = phone.send(phone.body([photo], matter_kind="no-such-kind", township=str(uuid7()))).json()
    assert (unknown["answer"], unknown["reason"]) == ("held", "手机上选的乡镇（街道）已不在名单里。")
    assert Visit.objects.get(uid=unknown["uid"]).body["matter_kind"] == "no-such-kind"


def test_what_the_loop_refuses_is_held_with_its_reason(phone):
    answer = phone.send(phone.body()).json()
    assert answer["answer"] == "held"
    assert answer["reason"].startswith("“暴露垃圾”须附照片")
    assert not Matter.objects.exists()


def test_the_work_of_a_disabled_account_waits_in_quarantine(phone, town):
    photo = picture()
    town.inspector.is_active = False
    town.inspector.save(update_fields=["is_active"])
    answer = phone.send(phone.body([photo]), uid := uuid7()).json()
    assert (answer["answer"], answer["missing"]) == ("held", [sha(photo)])
    assert answer["reason"] == "采集人的账号已停用，由专班办公室核实后受理。"
    assert phone.part(photo).json()["is_whole"]
    assert phone.send(phone.body([photo]), uid).json()["missing"] == []
    assert not Matter.objects.exists()
    assert phone.client.get("/c/yunxi-2024/m/").status_code == 302


def test_the_work_of_an_expired_role_waits_in_quarantine(phone, town):
    town.inspector.role_assignments.update(ends_on=clock.today() - timedelta(days=1))
    answer = phone.send(phone.body()).json()
    assert (answer["answer"], answer["reason"]) == ("held", "采集人的任职已到期，由专班办公室核实后受理。")


def test_a_session_that_nobody_signed_in_reaches_nothing(phone, town):
    phone.client.logout()
    response = phone.send(phone.body())
    assert (response.status_code, response.json()) == (401, {"number": "E401", "message": "请先登录。"})
    town.inspector.is_active = False
    town.inspector.set_password("另一个口令-2024")
    town.inspector.save()
    stale = Phone(town, town.second_inspector)
    session = stale.client.session
    session["_auth_user_id"] = str(town.inspector.pk)
    session.save()
    assert stale.send(phone.body()).status_code == 401


def test_outsiders_are_not_let_in_and_nothing_is_written(phone, town):
    for stranger in (town.outsider, town.leader, town.auditor):
        other = Phone(town, stranger)
        assert other.send(phone.body()).status_code == 404
        assert other.part(picture()).status_code == 404
    body = VisitBody(schema_version=1, base_version="", kind=VisitKind.REPORT, fix=Fix(captured_at=clock.now()))
    with pytest.raises(Refused):
        receive_visit(by=town.outsider, campaign=town.campaign, uid=uuid7(), body=body, digest="0" * 64, raw={})
    assert not Visit.objects.exists()
    assert not PhotoPart.objects.exists()
    assert not Entry.objects.exists()


def test_nobody_takes_over_the_uid_of_another(phone, town):
    body, uid = phone.body(), uuid7()
    phone.send(body, uid)
    assert Phone(town, town.second_inspector).send(body, uid).status_code == 409


@pytest.mark.parametrize(
    ("said", "number", "message"),
    [
        ({"schema_version": 2}, "E422-21", "这条记录的格式与服务器不符，请刷新页面后再传。"),
        ({"matter_kind": ""}, "E422-22", "没有选类别或乡镇（街道）。"),
        ({"place": " ", "longitude": None}, "E422-23", "没有写地点，也没有取得位置。"),
        ({"kind": "verify"}, "E422-24", "没有写明核查哪件事项、通过还是不通过。"),
        ({"text": "a\0b"}, "E422-26", "内容里有不能保存的字符。"),
        (
            {"fields": {"pole-number": "9" * 201}},
            "E422-1",
            "请求里“fields.pole-number”超过 200 个字。",
        ),
        ({"captured_at": "昨天"}, "E422-1", "请求里“captured_at”不是有效的时间。"),
        ({"longitude": "500"}, "E422-1", "请求里“longitude”不能大于 180。"),
        ({"photos": [{"sha256": "x"}]}, "E422-1", "请求里“photos.0.captured_at”没有填写；“photos.0.sha256”写法不对。"),
    ],
)
def test_what_can_never_be_is_refused_with_a_number(phone, said, number, message):
    response = phone.send({**phone.body(), **said})
    assert (response.status_code, response.json()) == (422, {"number": number, "message": message})
    assert not Visit.objects.exists()


def test_a_body_damaged_on_its_way_is_asked_for_again(phone):
    response = phone.client.put(
        f"/api/v1/c/yunxi-2024/visits/{uuid7()}",
        phone.body(),
        content_type="application/json",
        headers={"X-Body-SHA256": "0" * 64},
    )
    assert response.json() == {"number": "E422-20", "message": "内容在传输中损坏，请重传。"}


def test_the_place_is_written_from_the_position_where_nobody_wrote_it(phone):
    photo = picture()
    phone.part(photo)
    phone.send(phone.body([photo], place=""))
    assert Matter.objects.get().place == "柳河镇（北纬36.60182，东经116.11874）"
