"""Whatever leaves as a file leaves one entry: every address is asked, and every file is made by the one door."""

import re
from pathlib import Path

from django.http import HttpResponse
from django.test import Client

from tests.addresses import routes
from tests.scene import Scene
from tests.test_routes import ADMINISTRATORS, DISTRICT_PAGES, OWN, PAGES, SIGNING_IN
from zhuanban.ground.core.headers import OWN_COPIES, SHOWN
from zhuanban.ground.journal.events import HandedOut
from zhuanban.ground.journal.models import Entry

SOURCES = Path(__file__).resolve().parents[1] / "src" / "zhuanban"
EVENTS = {leaf.__name__ for leaf in HandedOut.__subclasses__()}
# Holds nothing of anybody: an empty table to be filled in.
EMPTY = {"orgs:import_template", "signin:account_table"}
# Downloads that are sent for rather than opened: who, where, what is sent.
SENT_FOR = {
    "privacy:copy": ("handler", "/privacy/copy/", {}),
    "privacy:copies": ("secadmin", "/privacy/copies/", {"account": "{account}", "reason": "本人书面申请的副本"}),
}
MADE = re.compile(r"Content-Disposition|content_disposition_header|StreamingHttpResponse|FileResponse|as_attachment")
MAKERS = {
    "ground/journal/handing_out.py", "ground/core/headers.py",
    "ground/orgs/views/importing.py", "ground/signin/views/many.py",
}  # fmt: skip
FILE = re.compile(r"export|download|csv|xlsx|docx|pdf|zip|copy|copies|sheet|file|template")


def browser_of(scene: Scene, name: str) -> Client:
    browser = Client()
    browser.force_login(scene.people[name])
    return browser


def is_file(answer: HttpResponse) -> bool:
    """What the browser saves; the small copies of photos and redirects are none."""
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    return answer.status_code == 200 and kind != OWN_COPIES and (
        "attachment" in answer.headers.get("Content-Disposition", "") or kind not in SHOWN
    )  # fmt: skip


def taken() -> list[Entry]:
    return list(Entry.objects.filter(event__in=EVENTS).order_by("pk"))


def every_page() -> dict[str, tuple[str, str]]:
    """Name → who may open it, and its address."""
    pages = {name: (sorted(set(page.who) - ADMINISTRATORS or page.who)[0], page.address)
             for name, page in {**PAGES, **DISTRICT_PAGES}.items()}  # fmt: skip
    return {**pages, **{name: ("office", address) for name, address in OWN.items()}}


def test_every_file_that_an_address_gives_is_in_the_journal_with_who_and_how_many(scene):
    files, silent = set(), {}
    for name, (who, template) in every_page().items():
        before = len(taken())
        answer = browser_of(scene, who).get(scene.address(template))
        entries = taken()[before:]
        if is_file(answer) and name not in EMPTY:
            files.add(name)
            if [entry.by_id for entry in entries] != [scene.people[who].pk]:
                silent[name] = entries
        elif entries:
            silent[name] = "an entry without a file"
    assert not silent
    assert {"matters:export", "audit:export", "documents:docx"} <= files


def test_what_is_sent_for_is_in_the_journal_too(scene):
    for name, (who, address, fields) in SENT_FOR.items():
        before = len(taken())
        sent = {key: scene.address(value) for key, value in fields.items()}
        assert is_file(browser_of(scene, who).post(address, sent)), name
        (entry,) = taken()[before:]
        assert entry.by_id == scene.people[who].pk
        assert entry.payload["count"] > 3


def test_no_address_that_sounds_like_a_file_escapes_the_walk():
    walked = {*every_page(), *SENT_FOR}
    sounding = {name for name in routes() if FILE.search(name.partition(":")[2])}
    assert sounding - walked - set(SIGNING_IN) == set()


def test_nothing_makes_a_file_but_the_one_door():
    makers = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts and MADE.search(path.read_text("utf-8"))
    }
    assert makers == MAKERS


def test_the_entry_tells_the_filter_but_not_what_was_typed_and_counts_what_went_out(scene):
    query = "state=closed&since=2024-01-01&q=大街"
    answer = browser_of(scene, "office").get(scene.address(f"{{c}}/matters/export/?{query}"))
    rows = b"".join(answer).decode("utf-8-sig").strip().split("\r\n")[1:]
    entry = taken()[-1]
    assert entry.payload["filters"] == {"state": "closed", "since": "2024-01-01", "q": "（有文字）"}
    assert entry.payload["count"] == len(rows)
    assert entry.sentence == f"导出事项台账，{len(rows)} 条"
    assert entry.campaign_id == scene.cast.campaign.pk
    assert "大街" not in f"{entry.payload}{entry.sentence}"


def test_the_journals_own_file_holds_as_many_lines_as_its_entry_says(scene):
    answer = browser_of(scene, "auditor").get("/audit/export/?person=周敏")
    rows = b"".join(answer).decode("utf-8-sig").strip().split("\r\n")[1:]
    entry = taken()[-1]
    assert entry.payload["count"] == len(rows) > 3
    assert "周敏" not in f"{entry.payload}{entry.sentence}"


def test_who_may_not_take_a_file_leaves_no_entry(scene):
    before = len(taken())
    for address in ("{c}/matters/export/", "{c}/documents/{document}/docx/", "/audit/export/"):
        assert browser_of(scene, "outsider").get(scene.address(address)).status_code == 404
    assert len(taken()) == before
