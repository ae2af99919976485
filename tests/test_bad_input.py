"""Whatever is sent to a form, to an address or to the interface: one Chinese sentence, never a fault, nothing kept."""

import io
import re
import zipfile
from collections import Counter
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from tests.filled_forms import Filled, filled_forms
from tests.scene import Scene, a_picture
from tests.test_routes import PAGES, VERIFY, all_rows

pytestmark = pytest.mark.slow

LONG, CONTROL = "长" * 10_000, "甲\x01\x0b\x1f\ufffe乙"
BAD_WORDS = ("", LONG, CONTROL, "\x00")
BAD_DAYS = ("", "0001-01-01", "9999-12-31", "2024-02-30", "0001-01-01T00:00", "9999-12-31T23:59")
BAD_NUMBERS = ("", "²", "9" * 40, "9" * 5000, "1e999999", "NaN")
CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


@contextmanager
def undone():
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Counts the statements that write anything but a session."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql
        return execute(sql, params, many, context)


def send(browser: Client, form: Filled, fields: dict[str, Any]) -> Any:
    """The answer to the form with these fields."""
    for value in fields.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    return browser.post(form.address, {"csrfmiddlewaretoken": "x", **fields})


def sent(browser: Client, form: Filled, fields: dict[str, Any], before: Counter[str]) -> tuple[Any, bool]:
    """The answer, and whether rows were kept that were not there before."""
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = send(browser, form, fields)
    return response, bool(writes.count) and all_rows() != before


def browser_of(scene: Scene, name: str) -> Client:
    browser = Client()
    browser.force_login(scene.people[name])
    return browser


def test_every_form_is_filled_in_rightly_here(scene):
    """Otherwise the sweep below would prove nothing."""
    before = all_rows()
    for form in filled_forms(scene):
        with undone():
            response, kept = sent(browser_of(scene, form.by), form, form.fields, before)
            assert response.status_code == 302, (form, response.content.decode()[-3000:])
            assert kept or "start" in form.address or "submit" in form.address or "publish" in form.address


@pytest.mark.parametrize("part", range(3))
def test_a_wrong_value_in_any_field_is_answered_on_the_form(scene, part):
    """Each field of each form with each bad value: accepted as harmless, or answered and nothing kept."""
    before = all_rows()
    for form in filled_forms(scene)[part::3]:
        browser = browser_of(scene, form.by)
        for field, good in form.fields.items():
            for value in (*bad_for(str(good)), *ids_of_others(scene, field)):
                with undone():
                    response, kept = sent(browser, form, {**form.fields, field: value}, before)
                    told = (form.address, field, value[:40], response.status_code)
                    assert response.status_code in {200, 302, 403, 404, 409, 422}, told
                    if response.status_code != 302:
                        assert not kept, told
                        assert CHINESE.search(response.content.decode()), told
                    elif value in (CONTROL, LONG):
                        assert opens(browser, response.headers["Location"]), told


def bad_for(good: str) -> tuple[str, ...]:
    """What can go wrong where this is right."""
    return BAD_DAYS if good.startswith("2024-") else BAD_NUMBERS if good.isdigit() else BAD_WORDS


def ids_of_others(scene: Scene, field: str) -> tuple[str, ...]:
    """Keys of rows of another district and of another action."""
    if field in {"unit", "support", "township", "clause", "clauses", "admit-township"} or field.startswith("unit-"):
        return str(scene.far_matter.township_id), str(scene.other_matter.clause_id), str(scene.far_matter.clause_id)
    return ()


def opens(browser: Client, address: str) -> bool:
    """Whether the page opens, and the file of a document."""
    pages = [address]
    if "/documents/" in address and not address.endswith("/documents/"):
        pages.append(f"{address}docx/")
    return all(browser.get(page).status_code in {200, 302, 422} for page in pages)


def test_a_form_sent_empty_says_what_is_missing(scene):
    before = all_rows()
    for form in filled_forms(scene):
        with undone():
            response, kept = sent(browser_of(scene, form.by), form, {}, before)
            if form.fields and response.status_code != 302:
                assert not kept, form
                assert CHINESE.search(response.content.decode()), form


def test_ids_of_another_action_open_nothing_here(scene):
    """The page of one action with the key of another's row: not found, whoever asks."""
    browser = browser_of(scene, "office")
    slug, other = scene.address("{c}"), scene.other_matter
    for page in (f"{slug}/matters/{other.uid}/", f"/api/v1{slug}/matters/{other.uid}", f"{slug}/m/verify/{other.uid}/"):
        assert browser.get(page).status_code == 404, page
    for page in (f"{slug}/plan/clauses/{other.clause_id}/", f"{slug}/plan/matrix/leads/{other.clause_id}/"):
        assert browser.get(page).status_code == 404, page
    assert browser.get(f"{slug}/towns/{scene.far_matter.township_id}/").status_code == 404
    before = all_rows()
    assert browser.post(f"{slug}/matters/{other.uid}/void/", {"reason": "无关"}).status_code == 404
    assert browser.post(scene.address(f"{slug}/plan/review/undo/{{correction}}/")).status_code == 404
    assert all_rows() == before


PARAMETERS = (
    "township", "clause", "kind", "page", "q", "since", "until", "state", "light", "profile", "view", "handler",
    "rework", "history", "cursor", "limit", "figure", "code", "period", "list", "c", "gap", "unit", "at", "anchor",
    "version", "place", "next",
)  # fmt: skip
STRANGE = ("²\x00", "9999-12-31")


def test_a_strange_address_opens_or_is_not_found(scene):
    browser = browser_of(scene, "office")
    for page in (*PAGES.values(), VERIFY):
        address = scene.address(page.address).split("?")[0]
        for value in STRANGE:
            ask(browser, address, dict.fromkeys(PARAMETERS, value))
    for address in map(scene.address, ("{c}/matters/", "/api/v1{c}/matters", "{c}/plan/matrix/owners/")):
        for name in PARAMETERS:
            for value in ("²", "9" * 40):
                ask(browser, address, {name: value})


def ask(browser: Client, address: str, query: dict[str, str]) -> None:
    response = browser.get(f"{address}?{urlencode(query)}")
    if response.streaming:
        b"".join(response.streaming_content)
    assert response.status_code in {200, 302, 400, 404, 422}, (address, query)


def archive(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


FILES = {
    "empty": ("通知.txt", b"", "文件是空的"),
    "far too big": ("通知.txt", b"\xe9\x80\x9a" * 7_000_000, "超过 20 MB"),
    "no docx": ("通知.docx", b"this is plain text", "不是真正的 .docx"),
    "an archive that is no docx": ("通知.docx", archive("other.xml", b"<a/>"), "内容其实是压缩包"),
    "a docx that unpacks beyond measure": ("通知.docx", archive("word/document.xml", b" " * 70_000_000), "压缩包"),
    "no pdf": ("通知.pdf", b"%PDF-1.7 broken", ".pdf"),
    "a picture": ("通知.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, ""),
    "secret": ("通知.txt", "机密★1年\n关于某事的通知\n各乡镇：".encode(), "密"),
    "top secret": ("通知.txt", "绝密\n关于某事的通知\n各乡镇：".encode(), "密"),
    "an old office file": ("通知.doc", b"\xd0\xcf\x11\xe0", ".doc"),
    "a program": ("通知.exe", b"MZ\x90\x00", "这是程序"),
    "a name like a path": ("../../通知.exe", b"MZ", ".exe"),
}


def test_a_file_that_is_no_notice_is_refused_with_one_sentence(scene):
    browser = browser_of(scene, "office")
    before = all_rows()
    for case, (name, content, words) in FILES.items():
        for said in ({}, {"as": "draft"}):
            file = SimpleUploadedFile(name, content)
            page = browser.post(scene.address("{draft}/plan/load/"), {"content": file, **said})
            assert page.status_code == 422, case
            assert words in page.content.decode(), case
        answer = browser.post("/api/v1/compile", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422, case
        assert CHINESE.search(answer.json()["message"]), case
    assert all_rows() == before


def test_what_is_no_photo_is_refused_and_no_photo_stays(scene):
    contents = {
        "empty": b"",
        "text": "不是照片".encode(),
        "svg": b"<svg onload='alert(1)'/>",
        "half": a_picture(200)[:300],
        "huge": a_picture(201) + b"\x00" * (15 * 1024 * 1024),
    }
    form = next(form for form in filled_forms(scene) if form.address.endswith("/report_done/"))
    before = all_rows()
    for case, content in contents.items():
        file = SimpleUploadedFile("a.jpg", content)
        response = send(browser_of(scene, form.by), form, {**form.fields, "photos": file})
        assert response.status_code == 422, case
        assert all_rows() == before, case


def test_a_photo_of_a_rejected_form_does_not_stay(scene):
    form = next(form for form in filled_forms(scene) if form.address.endswith("/register/"))
    before = all_rows()
    response = send(browser_of(scene, form.by), form, {**form.fields, "happened_at": "1900-01-01T00:00"})
    assert response.status_code == 422
    assert "请核对年份" in response.content.decode()
    assert all_rows() == before


WORDS = ("\x00", "\ud800", LONG, CONTROL, "9" * 5000, 12, None, [], {}, True)


def test_the_interface_answers_every_wrong_body_in_one_shape(scene):
    """Registering, acting, visits: each field with each wrong value, as JSON."""
    browser = browser_of(scene, "inspector")
    town, uid = str(scene.cast.towns[0].uid), str(scene.matters["done"].uid)
    fix = {"captured_at": "2024-05-06T08:00:00+08:00", "longitude": "116.1", "latitude": "36.6", "accuracy_m": 5}
    new = {
        "uid": "018f4a3c-0000-7000-8000-0000000000aa", "kind": "exposed-rubbish", "township": town, "title": "垃圾",
        "place": "路口", "detail": "", "source": "patrol", "happened_at": fix["captured_at"], "longitude": "116.1",
        "latitude": "36.6", "planned_on": None, "fields": {}, "photos": [scene.photo.sha256], "clause": None,
    }  # fmt: skip
    act = {"opinion": "整洁", "photos": [scene.photo.sha256]}
    visit = {
        "schema_version": 1, "kind": "report", "township": town, "matter_kind": "exposed-rubbish", "place": "路口",
        "text": "垃圾", "fields": {}, "photos": [{"sha256": "0" * 64, **fix}], **fix,
    }  # fmt: skip
    times = ("0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "9999-12-31", "0001-01-01")
    doors = (
        (browser.post, scene.address("/api/v1{c}/matters"), new),
        (browser.post, scene.address(f"/api/v1{{c}}/matters/{uid}/acts/close"), act),
        (browser.put, scene.address("/api/v1{c}/visits/018f4a3c-0000-7000-8000-0000000000bb"), visit),
    )
    for send, address, body in doors:
        for name in body:
            for value in (*WORDS, *times):
                with undone():
                    response = send(address, {**body, name: value}, content_type="application/json")
                    told = (address, name, str(value)[:30].encode("unicode_escape"), response.status_code)
                    assert response.status_code in {200, 201, 403, 409, 422}, told
                    if response.status_code >= 400:
                        assert CHINESE.search(response.json()["message"]), told
        for raw in ("", "{", "[]", "null", '"x"', "9" * 5000, "[" * 2000, '{"a":' * 2000):
            response = send(address, raw, content_type="application/json")
            assert response.status_code in {400, 422}, (address, raw[:20])
            assert CHINESE.search(response.json()["message"]), raw[:20]


def test_sign_in_bears_everything(client, db):
    for name in (*BAD_WORDS, *BAD_NUMBERS, "' OR 1=1 --"):
        response = client.post("/sign-in/", {"username": name, "password": name})
        assert response.status_code == 200
        assert CHINESE.search(response.content.decode())
