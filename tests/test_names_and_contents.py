"""A name that says another kind than the content: at every door the person is told what the file is and what to do."""

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scene import Scene
from tests.test_routes import all_rows
from tests.test_upload_doors import API, FORMS, SHEETS, browser_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import PHOTOS, Kind, admit
from zhuanban.ground.core.uploads import SHEETS as TABLES
from zhuanban.plan.campaigns.models import Campaign

PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PAGE = "<!DOCTYPE html><html><body><table><tr><td>柳河镇</td></tr></table></body></html>".encode()
ARCHIVE = b"Rar!\x1a\x07\x00" + bytes(200)
# What is sent to a door under which name, and what the person has to read.
TO_PHOTOS = ("照片.jpg", PDF, ("文件名写的是 .jpg，内容其实是PDF", "请直接选手机拍的原图"))
TO_TABLES = ("名册.xlsx", PAGE, ("文件名写的是 .xlsx，内容其实是网页", "另存为 .xlsx 后上传"))
TO_TEXTS = ("通知.docx", ARCHIVE, ("文件名写的是 .docx，内容其实是压缩包", "请先解开压缩包"))


def case_of(form: str, field: str) -> tuple[str, bytes, tuple[str, ...]]:
    return TO_TABLES if form in SHEETS else TO_PHOTOS if field == "photos" else TO_TEXTS


def test_every_form_says_what_the_file_is_and_what_to_do(scene: Scene):
    scene.names["handling"] = scene.matters["timely"].uid
    Campaign.objects.filter(pk=scene.cast.campaign.pk).update(taken_over_on=date(2024, 5, 1))
    before = all_rows()
    for form, (who, address, field, more) in {**FORMS, **SHEETS}.items():
        name, content, words = case_of(form, field)
        sent = {key: scene.address(value) for key, value in more.items()}
        answer = browser_of(scene, who).post(
            scene.address(address), {**sent, field: SimpleUploadedFile(name, content)}
        )
        told = answer.content.decode()
        assert answer.status_code in {200, 422}, form
        assert all(part in told for part in words), form
    assert all_rows() == before


def test_every_door_for_programs_says_it_with_its_number(scene: Scene):
    before = all_rows()
    name, content, words = TO_TEXTS
    for door, fields in API.items():
        for field in fields:
            good = {other: SimpleUploadedFile("a.txt", "通知\n一、任务\n（一）办事。".encode()) for other in fields}
            answer = browser_of(scene, "office").post(
                f"/api/v1{door.split()[1]}", {**good, field: SimpleUploadedFile(name, content)}
            ).json()  # fmt: skip
            assert answer["number"] == "E422-47", door
            assert all(part in answer["message"] for part in words), door
    # A photo comes from the phone without a name.
    address = scene.address(f"/api/v1{{c}}/photos/{hashlib.sha256(PDF).hexdigest()}?purpose=matter")
    answer = browser_of(scene, "inspector").put(address, PDF, content_type="application/octet-stream").json()
    assert answer["message"].startswith("这是PDF，这里只收")
    assert "请直接选手机拍的原图" in answer["message"]
    assert all_rows() == before


@pytest.mark.parametrize(
    ("name", "content", "kinds", "words"),
    [
        ("照片.jpg", b"GIF89a" + bytes(40), PHOTOS, "另存为 JPG 后上传"),
        ("照片", b"GIF89a" + bytes(40), PHOTOS, "这是GIF 图片"),
        ("名册.xlsx", PAGE, TABLES, "另存为 .xlsx"),
        ("方案.pdf", b"MZ\x90\x00\x03" + bytes(300), {Kind.PDF}, "来历不明的程序不要打开"),
        ("评分.yaml", PAGE, {Kind.TEXT}, "另存为纯文本"),
        ("网页.html", b"Rar!\x1a\x07\x00", {Kind.WEB}, "请先解开压缩包"),
        ("怪.名字", PDF, PHOTOS, "这是PDF"),
    ],
)
def test_what_to_do_follows_from_what_the_door_takes(name, content, kinds, words):
    with pytest.raises(Invalid) as refused:
        admit(content, name, kinds=kinds, most_bytes=1024 * 1024)
    assert words in refused.value.message
    assert refused.value.number == "E422-47"


def test_a_name_that_is_not_believed_does_no_harm_where_the_content_may_come_in():
    """Offices send web pages called .doc; the content is read for what it is."""
    assert admit(PAGE, "通知.doc", kinds={Kind.WEB}, most_bytes=1024 * 1024).kind is Kind.WEB
