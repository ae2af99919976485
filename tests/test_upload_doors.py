"""Every door that takes a file in asks the same keeper, and every page with such a door says what must not come."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.scene import Scene, a_picture
from tests.test_routes import all_rows
from zhuanban.ground.core.tests.files_to_refuse import marked_picture
from zhuanban.ground.core.tests.test_viruses import SAMPLE, scanner  # noqa: F401
from zhuanban.outward.api.api import api

SOURCES = Path(__file__).resolve().parents[1] / "src" / "zhuanban"
NOTE = "机密★10年\n关于某事的通知\n一、任务\n（一）办事。\n"
# Who sends what where: the field of the file, and what else the form asks. A form class may stand behind several.
FORMS = {
    "campaigns.NoticeForm": ("office", "{c}/plan/load/", "content", {}),
    "campaigns.AmendmentForm": ("office", "{other}/plan/amendment/", "content", {}),
    "localplans.UploadForm": ("township", "{other}/localplans/upload/", "content", {}),
    "appraisals.SchemeForm": ("office", "{c}/appraisals/scheme/new/", "file", {}),
    "matters.RegisterForm": (
        "inspector", "{c}/matters/register/", "photos",
        {"kind": "exposed-rubbish", "township": "{town}", "place": "大街", "title": "垃圾", "detail": "两方",
         "source": "survey", "happened_at": "2024-05-05T10:00"},
    ),
    "matters.MendForm": (
        "inspector", "{c}/matters/mend/", "photos_after",
        {"kind": "exposed-rubbish", "township": "{town}", "place": "大街", "title": "垃圾", "source": "patrol"},
    ),
    "matters.RecheckForm": ("township", "{c}/matters/{kept}/recheck/", "photos", {"finding": "good"}),
    "matters.DoneForm": ("handler", "{c}/matters/{handling}/report_done/", "photos", {"result": "已清运"}),
    "matters.CloseForm": ("inspector", "{c}/matters/{matter}/close/", "photos", {"opinion": "整洁"}),
    "matters.SendBackForm": ("inspector", "{c}/matters/{matter}/send_back/", "photos", {"reason": "残留"}),
}  # fmt: skip
# These take workbooks only; their own stories send one that is marked.
SHEETS = {
    "channels.ExportFileForm": (
        "office", "{c}/channels/", "content", {"system": "hotline", "kind": "{kind_key}"}
    ),
    "takeovers.OldFileForm": (
        "office", "{c}/takeover/files/", "content", {"kind": "{kind_key}", "as_of": "2024-04-30"}
    ),
    "orgs.UploadForm": ("office", "/units/imports/", "content", {}),
    "workbooks.UploadForm": ("township", "{c}/workbooks/", "content", {}),
    "workbooks.ReturnForm": ("township", "{c}/workbooks/townbooks/", "content", {}),
    "signin.AccountTableForm": ("sysadmin", "/accounts/open/many/", "content", {}),
}
API = {
    "POST /compile": ("file",),
    "POST /compare": ("old", "new"),
    "POST /conform": ("notice", "local"),
}
BODIES = {"PUT /c/{slug}/photos/{sha256}"}


def browser_of(scene: Scene, name: str) -> Client:
    browser = Client()
    browser.force_login(scene.people[name])
    return browser


def sent_to_forms(scene: Scene, photo: bytes, text: bytes, name: str):
    """The answer of each form to a file."""
    scene.names["handling"] = scene.matters["timely"].uid
    for form, (who, address, field, more) in FORMS.items():
        is_photo = field.startswith("photos")
        file = SimpleUploadedFile(f"{name}.jpg" if is_photo else f"{name}.txt", photo if is_photo else text)
        given = {key: scene.address(value) for key, value in more.items()}
        yield form, browser_of(scene, who).post(scene.address(address), {**given, field: file})


def sent_to_programs(scene: Scene, photo: bytes, text: bytes, name: str):
    """The answer of each door for programs to a file."""
    office, phone = browser_of(scene, "office"), browser_of(scene, "inspector")
    for door, fields in API.items():
        for field in fields:
            good = {other: SimpleUploadedFile("a.txt", "通知\n一、任务\n（一）办事。".encode()) for other in fields}
            yield (
                door,
                office.post(f"/api/v1{door.split()[1]}", {**good, field: SimpleUploadedFile(f"{name}.txt", text)}),
            )
    address = scene.address(f"/api/v1{{c}}/photos/{hashlib.sha256(photo).hexdigest()}")
    for purpose in ("matter", "visit"):
        yield "PUT", phone.put(f"{address}?purpose={purpose}", photo, content_type="application/octet-stream")
    half = len(photo) - 1
    yield "PUT in parts", phone.put(f"{address}?part=1&of=2", photo[:half], content_type="application/octet-stream")


def classes_with_files() -> set[str]:
    """Every form of the product that has a field for files, by room and name; forms made of another one too."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        if "tests" in path.parts or not ("forms" in path.parts or path.stem == "forms"):
            continue
        room = path.relative_to(SOURCES).parts[1]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_form = isinstance(node, ast.ClassDef) and not node.name.endswith("Field")
            if is_form and re.search(r"(Bytes|Photos|File)Field\(", ast.unparse(node)):
                found.add(f"{room}.{node.name}")
    return found


def test_every_form_with_a_file_is_in_the_table():
    assert classes_with_files() == {*SHEETS, *FORMS} - {"campaigns.AmendmentForm"}  # has its field from NoticeForm


def test_every_operation_that_takes_bytes_is_in_the_tables():
    taking = set()
    for path, operations in api.get_openapi_schema(path_prefix="/")["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if {"multipart/form-data", "application/octet-stream"} & set(content):
                taking.add(f"{method.upper()} {path}")
    assert taking == {*API, *BODIES}


@pytest.fixture
def stored(monkeypatch) -> list[str]:
    """The names of all files that are written to the storage."""
    names: list[str] = []
    save = FileSystemStorage._save

    def note(storage, name, content):
        names.append(name)
        return save(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", note)
    return names


def test_every_door_asks_the_scanner(scene, scanner, stored):  # noqa: F811
    """A file that only the scanner knows for what it is: a door that lets it in asks nobody."""
    stored.clear()
    before = all_rows()
    photo = a_picture(77)[:-2] + b"\xff\xfe\x00\x48" + SAMPLE.encode() + b"\x00\x00" + b"\xff\xd9"
    for door, answer in sent_to_forms(scene, photo, b"a\n" + SAMPLE.encode(), "a"):
        assert answer.status_code in {200, 422}, door
        assert "文件带有病毒" in answer.content.decode(), door
    for door, answer in sent_to_programs(scene, photo, b"a\n" + SAMPLE.encode(), "a"):
        if door != "PUT in parts":
            assert answer.json()["number"] == "E422-59", door
    assert set(all_rows() - before) <= {"patrols.PhotoPart"}
    assert len(stored) <= 1  # the one half of a photo that is not whole yet


def test_what_is_marked_secret_is_refused_at_every_door_and_stored_nowhere(scene, stored):
    stored.clear()
    before = all_rows()
    answers = (*sent_to_forms(scene, marked_picture("机密★10年"), NOTE.encode(), "a"),
               *sent_to_programs(scene, marked_picture("机密★10年"), NOTE.encode(), "a"))  # fmt: skip
    for door, answer in answers:
        assert answer.status_code in {200, 422}, door
        assert "涉密文件不得上传，本系统没有保存它" in answer.content.decode(), door
    assert all_rows() == before
    assert not stored


def test_what_is_on_its_way_in_lies_in_memory_only(scene, monkeypatch):
    def never(*_, **__):
        pytest.fail("a temporary file was opened")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", never)
    big = SimpleUploadedFile("a.txt", "通知\n".encode() * 1_500_000)
    assert browser_of(scene, "office").post("/api/v1/compile", {"file": big}).status_code in {200, 422}


TAKES_FILES = re.compile(r'type="file"|multipart/form-data')
SAID = re.compile(r"涉密")


def test_every_page_that_takes_files_says_that_no_secrets_may_come(scene):
    """In its template, or in the words beside the field."""
    pages = [path for path in SOURCES.rglob("*.html") if TAKES_FILES.search(path.read_text("utf-8"))]
    assert len(pages) >= 6
    shown = {path.name: SAID.search(path.read_text("utf-8")) for path in pages}
    silent = {name for name, said in shown.items() if not said}
    assert silent <= {"register.html", "_acts.html", "phone_base.html", "recheck.html"}, silent
    for page in ("matters/register/?kind=exposed-rubbish", "matters/{matter}/", "matters/{kept}/recheck/", "m/"):
        shown_page = browser_of(scene, "inspector").get(scene.address(f"{{c}}/{page}"))
        assert "涉密" in shown_page.content.decode(), page


def test_what_arrives_is_compared_with_what_was_chosen(scene):
    """The page sends the SHA-256 of each file; another content than that is refused and not kept."""
    scene.names["handling"] = scene.matters["timely"].uid
    before, address = all_rows(), scene.address("{c}/matters/{handling}/report_done/")
    browser, photo = browser_of(scene, "handler"), a_picture(91)

    def report(digest: str):
        file = SimpleUploadedFile("a.jpg", photo)
        return browser.post(address, {"result": "已清运", "photos": file, "photos-sha256": digest})

    refused = report("0" * 64)
    assert refused.status_code == 422
    assert "文件在传输中变了样，没有保存" in refused.content.decode()
    assert all_rows() == before
    assert report(hashlib.sha256(photo).hexdigest()).status_code == 302


def test_a_notice_that_changed_on_the_way_is_refused(scene):
    given = {"content": SimpleUploadedFile("a.txt", b"abc"), "content-sha256": "0" * 64}
    answer = browser_of(scene, "office").post(scene.address("{c}/plan/load/"), given)
    assert answer.status_code == 422
    assert "文件在传输中变了样" in answer.content.decode()


def test_a_file_of_a_room_is_saved_and_can_do_nothing_in_the_browser(scene):
    office = browser_of(scene, "office")
    for address in ("{c}/matters/export/", "{c}/documents/{document}/docx/"):
        answer = office.get(scene.address(address))
        assert answer["Content-Disposition"].startswith("attachment"), address
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox", address
        assert answer["X-Content-Type-Options"] == "nosniff", address
    assert "script-src" in office.get(scene.address("{c}/"))["Content-Security-Policy"]
