"""The whole scene is played with names and numbers that are easy to find; neither log nor journal has one of them."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from tests.filled_forms import filled_forms
from tests.scene import Scene
from tests.test_bad_input import browser_of, send
from tests.test_trust import FREE
from zhuanban.ground.core.scrubbing import ScrubbingFormatter
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.orgs.services import set_phone

NUMBER, IDENTITY, NAME = "13912340007", "35072119900307001X", "欧阳可寻"
WORDS = f"请联系{NAME} {NUMBER}，证件 {IDENTITY}"
TRACES = (NUMBER, IDENTITY, NAME, "139 1234 0007")


@pytest.fixture
def log():
    """Everything that is logged, as the handler of the settings writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ScrubbingFormatter(settings.LOGGING["formatters"]["line"]["format"]))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def found(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


def test_neither_log_nor_journal_tells_of_people(scene: Scene, log):
    Person.objects.filter(pk=scene.cast.handler.person_id).update(name=NAME)
    set_phone(by=scene.people["office"], person=scene.cast.handler.person, phone=NUMBER)
    for form in filled_forms(scene):
        marked = {name: WORDS if name in FREE else value for name, value in form.fields.items()}
        if "/fact/" not in form.address:
            send(browser_of(scene, form.by), form, marked)
    deliver_pending()
    browser = browser_of(scene, "office")
    for address in (f"/nowhere/?phone={NUMBER}", f"/c/yunxi-2024/matters/?q={NUMBER}"):
        browser.get(address)
    Client().post("/sign-in/", {"username": NAME, "password": NUMBER})
    names = [name for name in Person.objects.values_list("name", flat=True) if len(name) > 1]
    for entry in Entry.objects.all():
        told = f"{entry.sentence} {entry.payload}"
        assert not found(told), told
        assert not [name for name in names if name in told], told
    assert not found(log.getvalue())


def test_a_delivery_that_fails_keeps_no_values(scene: Scene, log, monkeypatch):
    def failing(_event: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr("zhuanban.ground.journal.delivery.handlers_of", lambda _: {"room.failing": failing})
    monkeypatch.setattr("zhuanban.ground.journal.delivery.event_of", lambda _: None)
    entry = Entry.objects.latest("pk")
    delivery = Delivery.objects.create(entry=entry, handler="room.failing", run_at=entry.at)
    deliver_pending()
    delivery.refresh_from_db()
    assert "builtins.ValueError" in delivery.last_error
    assert "test_nothing_personal_leaks.py" in delivery.last_error
    assert not found(delivery.last_error)
    assert "ValueError" in log.getvalue()
    assert not found(log.getvalue())


def test_a_page_that_breaks_logs_the_place_and_no_values(scene: Scene, log, monkeypatch):
    def broken(*_args: object, **_given: object) -> None:
        raise RuntimeError(WORDS)

    monkeypatch.setattr("zhuanban.ground.privacy.selectors.whom_to_ask", broken)
    browser = browser_of(scene, "office")
    browser.raise_request_exception = False
    with override_settings(DEBUG=False):
        response = browser.get("/privacy/")
    assert response.status_code == 500
    assert not found(response.content.decode())
    assert "RuntimeError" in log.getvalue()
    assert not found(log.getvalue())
