"""Photos arrive in pieces, twice, damaged, or not at all."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.files.models import Photo
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import PhotoPart, Visit
from zhuanban.work.patrols.services import purge_stale_parts, seal_photo
from zhuanban.work.patrols.tests.phone import KIND, Phone, picture, sha


def test_half_a_photo_keeps_the_visit_waiting_and_loses_nothing(phone):
    photo = picture(3, 200)
    phone.send(phone.body([photo]), uid := uuid7())
    assert phone.part(photo, 1, 3).json()["have"] == [1]
    assert phone.part(photo, 1, 3).json()["answer"] == "repeated"
    assert Visit.objects.get(uid=uid).state == "waiting"
    assert not Matter.objects.exists()


def test_a_whole_that_is_not_what_its_name_says_is_asked_for_again(phone):
    photo = picture(4)
    response = phone.part(picture(5), name=sha(photo))
    assert (response.status_code, response.json()["number"]) == (422, "E422-15")
    assert not PhotoPart.objects.exists()
    phone.send(phone.body([photo]), uid := uuid7())
    assert phone.part(photo).json()["is_whole"]
    assert Visit.objects.get(uid=uid).state == "complete"


def test_another_cutting_begins_anew(phone):
    photo = picture(6, 200)
    phone.part(photo, 1, 3)
    assert phone.part(photo, 1, 2).json()["have"] == [1]
    assert phone.part(photo, 2, 2).json()["is_whole"]


def test_what_is_no_picture_is_said_and_kept_for_the_office(phone):
    text = b"no picture at all"
    phone.send(phone.body([text]), uid := uuid7())
    phone.part(text)
    visit = Visit.objects.get(uid=uid)
    assert visit.state == "held"
    assert "这里只收JPG 图片、PNG 图片、WebP 图片" in visit.reason
    assert PhotoPart.objects.filter(sha256=sha(text)).exists()
    assert not Photo.objects.exists()


def test_one_photo_serves_two_visits(phone):
    photo = picture(7)
    phone.send(phone.body([photo, photo]), uid := uuid7())
    phone.send(phone.body([photo], place="集贸市场南门"), other := uuid7())
    phone.part(photo)
    assert set(Visit.objects.filter(uid__in=[uid, other]).values_list("state", flat=True)) == {"complete"}
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "content", "number"),
    [
        ("part=0&of=1", b"x", "E422-16"),
        ("part=3&of=2", b"x", "E422-16"),
        ("part=1&of=900", b"x", "E422-16"),
        ("part=1&of=1", b"", "E422-10"),
        ("part=1&of=1", b"x" * (2 * 1024 * 1024 + 1), "E422-17"),
        ("part=一&of=1", b"x", "E422-1"),
    ],
)
def test_a_piece_that_cannot_be_is_refused_with_a_number(phone, query, content, number):
    address = f"/api/v1/c/yunxi-2024/photos/{'a' * 64}?{query}"
    response = phone.client.put(address, content, content_type="application/octet-stream")
    assert (response.status_code, response.json()["number"]) == (422, number)
    assert not PhotoPart.objects.exists()


def test_pieces_that_nobody_completes_are_thrown_away_after_a_month(phone, morning, django_capture_on_commit_callbacks):
    phone.part(picture(8, 200), 1, 2)
    path = PhotoPart.objects.get().path
    morning.move_to(clock.now() + timedelta(days=29))
    assert purge_stale_parts() == 0
    morning.move_to(clock.now() + timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_stale_parts() == 1
    assert not default_storage.exists(path)


def test_knowing_a_digest_is_not_having_the_photo(phone, town):
    photo = picture(9)
    phone.part(photo)
    phone.send(phone.body([photo]))
    clerk = Phone(town, town.other_township)
    body = clerk.body([photo], township=str(town.towns[1].uid))
    assert clerk.send(body, uid := uuid7()).json()["missing"] == [sha(photo)]
    assert clerk.part(photo).json()["answer"] == "accepted"
    assert clerk.send(body, uid).json()["state"] == "complete"
    assert Photo.objects.count() == 1


def test_a_photo_for_a_matter_is_sealed_without_a_visit(phone, town):
    photo = picture(10)
    address = f"/api/v1/c/yunxi-2024/photos/{sha(photo)}?purpose=matter"
    response = phone.client.put(address, photo, content_type="application/octet-stream")
    assert response.json()["is_whole"]
    said = {
        "kind": KIND,
        "township": str(town.towns[0].uid),
        "title": "路边垃圾成堆",
        "place": "中心大街",
        "photos": [sha(photo)],
    }
    response = phone.client.post("/api/v1/c/yunxi-2024/matters", said, content_type="application/json")
    assert response.status_code == 201
    kept = phone.client.get(f"/api/v1/c/yunxi-2024/matters/{response.json()['uid']}").json()["photos"]
    assert [row["sha256"] for row in kept] == [sha(photo)]
    assert not PhotoPart.objects.exists()


def test_a_photo_that_is_not_whole_is_not_sealed(phone, town):
    phone.part(picture(11, 200), 1, 2)
    with pytest.raises(Invalid, match="照片还没有收齐"):
        seal_photo(by=town.inspector, campaign=town.campaign, sha256=sha(picture(11, 200)))
    with pytest.raises(Refused):
        seal_photo(by=town.outsider, campaign=town.campaign, sha256=sha(picture(11, 200)))
