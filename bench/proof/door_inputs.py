"""Bad inputs for every door: spoiled files, wrong values, odd requests; each follows from the dice alone."""

import hashlib
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.filled_forms import filled_forms
from tests.scene import Scene
from tests.test_bad_input import PARAMETERS
from tests.test_routes import OWN, PAGES, ROLES, WRITES
from tests.test_upload_doors import API, FORMS, SHEETS

from bench.proof.mutating import spoiled
from bench.proof.seeds import SEEDS
from zhuanban.ground.orgs.services.importing.template import empty_table

# Formats that are read in a process of their own take half a second each: of these only a few.
QUICK, SLOW = ("word", "web", "mail", "plain"), ("old_word", "pages", "pictures")
SLOW_SHARE = 0.01
NAMES = (
    "a.docx", "a.txt", "a.jpg", "a.exe", "../../a.txt", "a\u202egpj.txt", "长" * 300 + ".txt", "a", ".", "a\x00.txt",
    "\ud800.txt", "CON.txt", "a.docx.", "机密★.txt", "a;b=c.txt", 'a".txt', "%00.txt",
)  # fmt: skip
WORDS: tuple[Any, ...] = (
    "",
    "\x00",
    "\ud800",
    "长" * 20_000,
    "甲\x01\x1f\ufffe乙",
    "9" * 5000,
    "-1",
    "0",
    "1e999999",
    "NaN",
    "²",
    "null",
    "[]",
    "0001-01-01",
    "9999-12-31",
    "2024-02-30T25:61",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "' OR 1=1",
    "018f4a3c-0000-7000-8000-0000000000aa",
    "true",
    "\u202e\u200b",
    "\ufeff",
    "9223372036854775808",
    "-9223372036854775809",
)
VALUES: tuple[Any, ...] = (
    *WORDS,
    None,
    True,
    12,
    -1,
    2**63,
    10**400,
    1.5,
    [],
    {},
    [[]],
    {"a": {"b": [None]}},
    ["x"] * 500,
)
TYPES = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "x" * 300,
    "application/x-www-form-urlencoded; charset=utf-7",
    "",
    "/",
    "image/svg+xml",
    "application/json; charset=utf-16",
    "multipart/mixed; boundary=a",
    "application/octet-stream",
    "text/html; charset=nothing",
)
HEADERS = (
    {"HTTP_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_FOR": "²," * 500},
    {"HTTP_X_FORWARDED_HOST": "a b"},
    {"HTTP_RANGE": "bytes=0-0,5-2,-"},
    {"HTTP_IF_NONE_MATCH": "*" * 3000},
    {"HTTP_IF_MODIFIED_SINCE": "never"},
    {"HTTP_ACCEPT_LANGUAGE": "zh" * 2000},
    {"HTTP_COOKIE": "sessionid=" + "a" * 4000},
    {"HTTP_COOKIE": ";=;\xff"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "9" * 30},
    {"CONTENT_LENGTH": "12a"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "PUT"},
    {"HTTP_IDEMPOTENCY_KEY": "x" * 500},
    {"HTTP_IDEMPOTENCY_KEY": "\x00"},
    {"HTTP_X_PHONE_CLOCK": "9999-99-99"},
    {"HTTP_X_BODY_SHA256": "\xff"},
    {"HTTP_ACCEPT": "a/b" * 900},
    {"HTTP_REFERER": "²"},
    {"HTTP_HX_REQUEST": "\x00"},
    {"HTTP_ACCEPT_ENCODING": ",,;q=x"},
    {"HTTP_AUTHORIZATION": "Basic ="},
)
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")


@dataclass(frozen=True)
class Input:
    """One bad input: at which sort of door, where exactly, and how it is sent."""

    door: str
    told: str
    send: Callable[[], Any]


class Doors:
    """Makes inputs for the doors of one scene."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.seed = scene, seed
        scene.names["handling"] = scene.matters["timely"].uid
        self.browsers = {name: self._browser(name) for name in (*ROLES, "outsider", "nobody")}
        session = settings.SESSION_COOKIE_NAME
        self.keys = {name: browser.cookies[session].value for name, browser in self.browsers.items()}
        self.forms = filled_forms(scene)
        self.pages = [scene.address(page.address).split("?")[0] for page in PAGES.values()]
        self.places = [*self.pages, *OWN.values(), *(scene.address(address) for address, _ in WRITES.values())]

    def _browser(self, name: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.force_login(self.scene.people[name])
        return browser

    def inputs(self, most: int) -> Iterator[Input]:
        """So many inputs, the doors in turn."""
        makers = (
            self.file_at_form, self.file_at_interface, self.photo_by_phone, self.value_in_form, self.parameter,
            self.json_body, self.raw_body, self.cut_multipart, self.headers, self.file_at_form, self.value_in_form,
        )  # fmt: skip
        for number in range(most):
            self.sign_in_again()
            dice = random.Random(f"{self.seed}/{number}")
            yield makers[number % len(makers)](dice)

    def sign_in_again(self) -> None:
        """What an input did to a session is taken back with its rows; the browser's cookies follow."""
        for name, browser in self.browsers.items():
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.keys[name]

    def anybody(self, dice: random.Random) -> Client:
        return self.browsers[dice.choice([*self.browsers])]

    def file_at_form(self, dice: random.Random) -> Input:
        """A spoiled file at a form of the pages."""
        form = dice.choice([*FORMS, *SHEETS])
        who, address, field, more = {**FORMS, **SHEETS}[form]
        content = a_table(dice) if form in SHEETS else a_file(dice, is_photo=field == "photos")
        given = {name: self.scene.address(value) for name, value in more.items()}
        place, name = self.scene.address(address), dice.choice(NAMES)

        browser = self.browsers[who]
        return Input(form, f"{place} {name!r}", lambda: send_file(browser, place, given, field, content, name))

    def file_at_interface(self, dice: random.Random) -> Input:
        """A spoiled file at compile, compare, conform."""
        fields = API[door := dice.choice([*API])]
        field, content, name = dice.choice(fields), a_file(dice, is_photo=False), dice.choice(NAMES)
        others = {f"{other}_text": "通知\n一、任务\n（一）办事。" for other in fields if other != field}
        place, browser = f"/api/v1{door.split()[1]}", self.anybody(dice)
        return Input(door, f"{field} {name!r}", lambda: send_file(browser, place, others, field, content, name))

    def photo_by_phone(self, dice: random.Random) -> Input:
        """A spoiled photo, its digest right or wrong, whole or in parts that do not fit."""
        content = a_file(dice, is_photo=True)
        digest = hashlib.sha256(content).hexdigest() if dice.random() < 0.8 else dice.choice(("0" * 64, "x", "²" * 64))
        query = {"purpose": dice.choice(("matter", "visit", "x"))}
        if dice.random() < 0.4:
            query |= {"part": dice.choice(("1", "2", "-1", "9" * 40, "²")), "of": dice.choice(("1", "2", "0", "65"))}
        place = self.scene.address(f"/api/v1{{c}}/photos/{digest}?{urlencode(query)}")
        browser = self.browsers[dice.choice(("inspector", "township", "handler", "nobody"))]
        return Input("PUT photos", place[-90:], lambda: browser.put(place, content, "application/octet-stream"))

    def value_in_form(self, dice: random.Random) -> Input:
        """A form filled in rightly but for one or two values."""
        form = dice.choice(self.forms)
        fields = dict(form.fields)
        for name in dice.sample([*fields], min(len(fields), dice.choice((1, 1, 2)))):
            fields[name] = dice.choice(WORDS)
        browser = self.browsers[form.by] if dice.random() < 0.8 else self.anybody(dice)
        body = urlencode(fields_of(fields), doseq=True, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        return Input("values in forms", form.address, lambda: browser.post(form.address, body, content_type=kind))

    def parameter(self, dice: random.Random) -> Input:
        """A page with strange parameters."""
        place, browser = dice.choice(self.places), self.anybody(dice)
        names = dice.sample(PARAMETERS, dice.choice((1, 1, 2, 5)))
        query = urlencode({name: dice.choice(WORDS)[:2000] for name in names}, errors="surrogatepass")
        return Input("parameters", f"{place}?{query[:80]}", lambda: browser.get(f"{place}?{query}"))

    def json_body(self, dice: random.Random) -> Input:
        """A body for programs with wrong values in it."""
        place, method, body = dice.choice(bodies_of(self.scene))
        changed = dict(body)
        for name in dice.sample([*changed], dice.choice((1, 1, 2))):
            changed[name] = dice.choice(VALUES)
        if dice.random() < 0.1:
            changed[dice.choice(("", "x" * 500, "\x00"))] = 1
        browser = self.browsers[dice.choice(("inspector", "office", "township", "handler", "judge"))]
        raw = json.dumps(changed)
        headers = dice.choice(({}, {"HTTP_IDEMPOTENCY_KEY": "k"}, dice.choice(HEADERS[13:17])))
        call = getattr(browser, method)
        return Input("JSON bodies", f"{place} {raw[:80]}", lambda: call(place, raw, "application/json", **headers))

    def raw_body(self, dice: random.Random) -> Input:
        """Anything, said to be anything, at any address."""
        place, browser, method = dice.choice(self.places), self.anybody(dice), dice.choice(METHODS)
        body = dice.choice(
            (b"", b"{", b"[" * 5000, b'{"a":' * 5000, b"\xff\xfe\x00", b"a=" * 6000, b"9" * 6000, b"null",
             dice.randbytes(300), b"--a\r\n", b'{"kind": "\\ud800"}', b"%" * 2000, b"a=1&" * 6000)
        )  # fmt: skip
        kind = dice.choice(TYPES)
        return Input(
            "raw bodies", f"{method} {place} {kind[:30]}", lambda: browser.generic(method.upper(), place, body, kind)
        )

    def cut_multipart(self, dice: random.Random) -> Input:
        """A form with a file, cut off, spoiled, or with its parts' heads bent."""
        forms = [
            *((self.scene.address(address), who) for who, address, _, _ in FORMS.values()),
            ("/api/v1/compile", "office"),
        ]
        place, who = dice.choice(forms)
        head = dice.choice((
            b'Content-Disposition: form-data; name="content"; filename="a.txt"', b"Content-Disposition: form-data",
            b'Content-Disposition: form-data; name="\xff\xfe"; filename*=utf-9\'\'%ff',
            b"Content-Disposition: " + b"a" * 9000,
            b'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Transfer-Encoding: base64',
            b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain; charset=x',
        ))  # fmt: skip
        body = b"--BOUND\r\n" + head + b"\r\n\r\n" + a_file(dice, is_photo=False)[:20_000] + b"\r\n--BOUND--\r\n"
        body = spoiled(dice, body, (body,)) if dice.random() < 0.7 else body[: dice.randrange(len(body))]
        kind = dice.choice(("multipart/form-data; boundary=BOUND", "multipart/form-data; boundary=OTHER"))
        return Input("multipart", place, lambda: self.browsers[who].generic("POST", place, body, kind))

    def headers(self, dice: random.Random) -> Input:
        """Headers that nobody honest sends."""
        place, browser, method = dice.choice(self.places), self.anybody(dice), dice.choice(METHODS[:2])
        given = {**dice.choice(HEADERS), **dice.choice(HEADERS)}
        return Input("headers", f"{method} {place} {[*given]}", lambda: getattr(browser, method)(place, **given))


def send_file(browser: Client, place: str, given: dict[str, Any], field: str, content: bytes, name: str) -> Any:
    """Post a file; its name goes as a browser would write it."""
    parts = [(key, value.encode("utf-8", "surrogatepass"), "") for key, value in given.items()]
    body = b"".join(
        b'--BOUND\r\nContent-Disposition: form-data; name="' + key.encode() + b'"\r\n\r\n' + value + b"\r\n"
        for key, value, _ in parts
    )
    shown = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22")
    body += b'--BOUND\r\nContent-Disposition: form-data; name="' + field.encode() + b'"; filename="' + shown
    body += b'"\r\nContent-Type: application/octet-stream\r\n\r\n' + content + b"\r\n--BOUND--\r\n"
    return browser.generic("POST", place, body, "multipart/form-data; boundary=BOUND")


def fields_of(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that a plain form can carry."""
    return {name: value for name, value in fields.items() if not isinstance(value, SimpleUploadedFile)}


def a_file(dice: random.Random, *, is_photo: bool) -> bytes:
    """A spoiled file of a likely format, now and then of another."""
    formats = ("pictures",) if is_photo and dice.random() < 0.9 else SLOW if dice.random() < SLOW_SHARE else QUICK
    seeds = seeds_of(dice.choice(formats))
    return spoiled(dice, dice.choice(seeds), seeds)


def a_table(dice: random.Random) -> bytes:
    """A spoiled workbook, now and then another file, now and then rows that a reader of tables has to bear."""
    return spoiled(dice, dice.choice(tables()), tables()) if dice.random() < 0.8 else a_file(dice, is_photo=False)


@cache
def tables() -> tuple[bytes, ...]:
    """The template as it is handed out, and tables filled in rightly, wrongly and beyond sense."""
    rows = (
        [["单位名称", "类别"], ["柳河镇东村", "村（社区）"]],
        [["单位名称", "类别", "上级单位"], *[[str(word)] * 3 for word in WORDS]],
        [[str(column) for column in range(300)]] * 40,
    )
    return (empty_table(), *(workbook(page) for page in rows))


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as an .xlsx with the two sheets of the template."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        for name in ("单位", "人员"):
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    page.write_string(number, column, "".join(filter(str.isprintable, cell))[:30_000])
    return held.getvalue()


@cache
def seeds_of(form: str) -> Sequence[bytes]:
    """The files to begin with, made once; the largest left out, which the fuzz of the compiler has."""
    return tuple(content for content in SEEDS[form]() if len(content) < 300_000)


@cache
def _bodies(slug: str, town: str, done: str, sha256: str) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    fix = {"captured_at": "2024-05-06T08:00:00+08:00", "longitude": "116.1", "latitude": "36.6", "accuracy_m": 5}
    new = {
        "uid": "018f4a3c-0000-7000-8000-0000000000aa", "kind": "exposed-rubbish", "township": town, "title": "垃圾",
        "place": "路口", "detail": "", "source": "patrol", "happened_at": fix["captured_at"], "longitude": "116.1",
        "latitude": "36.6", "planned_on": None, "fields": {}, "photos": [sha256], "clause": None,
    }  # fmt: skip
    visit = {
        "schema_version": 1, "kind": "report", "township": town, "matter_kind": "exposed-rubbish", "place": "路口",
        "text": "垃圾", "fields": {}, "photos": [{"sha256": "0" * 64, **fix}], **fix,
    }  # fmt: skip
    return (
        (f"/api/v1{slug}/matters", "post", new),
        (f"/api/v1{slug}/matters/{done}/acts/close", "post", {"opinion": "整洁", "photos": [sha256]}),
        (f"/api/v1{slug}/matters/{done}/acts/dispatch", "post", {"unit": town, "support": [], "instruction": "尽快"}),
        (f"/api/v1{slug}/visits/018f4a3c-0000-7000-8000-0000000000bb", "put", visit),
    )


def bodies_of(scene: Scene) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """Bodies that are right, and where they go."""
    names = scene.names
    return _bodies(names["c"], str(scene.cast.towns[0].uid), str(names["matter"]), names["sha256"])
