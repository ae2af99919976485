"""A write leaves one entry and a delivery for each handler; handlers run at least once and are never lost."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import DatabaseError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.journal import registry
from zhuanban.ground.journal.delivery import LEASE, MOST_ATTEMPTS, claim, deliver_pending, run_daily
from zhuanban.ground.journal.events import DomainEvent
from zhuanban.ground.journal.models import Delivery, Entry, Private
from zhuanban.ground.journal.secrets import decrypt
from zhuanban.ground.journal.selectors import dead_deliveries, timeline_of
from zhuanban.ground.journal.services import record

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class LampMended(DomainEvent):
    subject_kind: ClassVar[str] = "lamp"
    subject_field: ClassVar[str] = "lamp_id"
    words: ClassVar[str] = "修好了{street}的路灯"
    lamp_id: int
    street: str
    on: datetime | None = None


@pytest.fixture
def heard(monkeypatch):
    """A handler of LampMended that notes what it hears; forgotten after the test."""
    events: list[LampMended] = []
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_events", {})

    @registry.on(LampMended)
    def tell_the_street(event: LampMended) -> None:
        events.append(event)

    return events


def test_what_happened_is_written_with_its_sentence_and_heard_once(cast, heard):
    at = datetime(2024, 3, 5, 6, 30, tzinfo=UTC)
    record(LampMended(lamp_id=7, street="北大街", on=at, campaign_id=cast.campaign.pk), by=cast.office)
    entry = timeline_of("lamp", 7).get()
    assert (entry.sentence, entry.by, entry.is_simulated) == ("修好了北大街的路灯", cast.office, False)
    assert deliver_pending() == 1
    assert heard == [LampMended(lamp_id=7, street="北大街", on=at, campaign_id=cast.campaign.pk)]
    assert deliver_pending() == 0


def test_nothing_is_delivered_of_a_write_that_was_undone(cast, heard):
    with transaction.atomic():
        record(LampMended(lamp_id=7, street="北大街"), by=cast.office)
        transaction.set_rollback(True)
    assert deliver_pending() == 0
    assert not Entry.objects.exists()


def test_a_handler_that_fails_is_tried_again_later_and_at_last_put_aside(cast, heard, monkeypatch):
    def fail(event: LampMended) -> None:
        raise ValueError("线路不通")

    monkeypatch.setitem(registry._handlers, "LampMended", {"journal.fail": fail})
    record(LampMended(lamp_id=7, street="北大街"), by=None)
    moment = clock.now()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with clock.moved_to(moment):
            assert deliver_pending() == 1
            assert deliver_pending() == 0
        delivery = Delivery.objects.get()
        assert delivery.attempts == attempt
        moment = delivery.run_at
    assert dead_deliveries().get().last_error.strip().endswith("builtins.ValueError")


def test_a_delivery_whose_worker_died_is_taken_up_after_its_lease(cast, heard):
    record(LampMended(lamp_id=7, street="北大街"), by=None)
    assert claim() is not None
    assert claim() is None
    with clock.moved_to(clock.now() + LEASE + timedelta(seconds=1)):
        assert deliver_pending() == 1
    assert len(heard) == 1


def test_the_effects_of_a_simulated_entry_happen_at_its_own_time(cast, heard, monkeypatch):
    seen = []
    monkeypatch.setitem(registry._handlers, "LampMended", {"journal.look": lambda event: seen.append(clock.now())})
    then = datetime(2024, 5, 1, 2, tzinfo=UTC)
    with clock.moved_to(then):
        assert record(LampMended(lamp_id=7, street="北大街"), by=None).is_simulated
    deliver_pending()
    assert seen == [then]


def test_what_is_personal_lies_encrypted_and_can_be_purged(cast):
    entry = record(LampMended(lamp_id=7, street="北大街"), by=None, private={"phone": "13900000000"})
    private = Private.objects.get()
    assert b"13900000000" not in bytes(private.sealed)
    assert "13900000000" in decrypt(bytes(private.sealed), str(entry.pk)).decode()
    private.delete()
    assert len(Entry.objects.get().private_digest) == 64


@pytest.mark.parametrize("change", [lambda rows: rows.update(sentence="改"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_remove_an_entry(cast, change):
    record(LampMended(lamp_id=7, street="北大街"), by=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Entry.objects.all())
    assert Entry.objects.get().sentence == "修好了北大街的路灯"


def test_a_daily_handler_runs_once_a_day_and_not_before_its_hour(cast, monkeypatch):
    ran = []
    monkeypatch.setattr(registry, "_daily", {})
    monkeypatch.setattr(registry, "_handlers", {})
    registry.every_day(at=datetime(2024, 1, 1, 7, 30).time())(_named(ran))  # noqa: DTZ001 - a time of day
    with clock.moved_to(datetime(2024, 3, 4, 23, 0, tzinfo=UTC)):  # 7:00 in Shanghai
        assert run_daily() == []
    with clock.moved_to(datetime(2024, 3, 5, 0, 0, tzinfo=UTC)):
        assert run_daily() == ["journal.brief"]
        assert run_daily() == []
    assert ran == [1]


def _named(ran):
    def brief() -> None:
        ran.append(1)

    brief.__module__ = "zhuanban.ground.journal.tests"
    return brief
