"""Every entry bears a mark that only this installation can make."""

import json

import pytest

from zhuanban.ground.journal import marks
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.services import record
from zhuanban.ground.journal.tests.test_record_and_deliver import LampMended

pytestmark = pytest.mark.django_db


def holds(entry: Entry) -> bool:
    return marks.content_mark_holds(marks.canonical(entry))


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_an_entry_bears_a_mark_that_still_holds_when_it_is_read(cast, settings, algorithm):
    settings.JOURNAL_HASH = algorithm
    record(LampMended(lamp_id=7, street="北大街"), by=cast.office)
    entry = Entry.objects.get()
    assert entry.mark.startswith(f"{algorithm}:")
    assert holds(entry)


@pytest.mark.parametrize(
    "payload", [{"a": 2.0, "b": 1e23, "c": -0.0, "d": 0.1}, {"z": {"b": 1, "a": [True, None, "字"]}}]
)
def test_a_mark_bears_what_a_database_does_to_numbers_and_order(cast, monkeypatch, payload):
    monkeypatch.setattr(LampMended, "payload", lambda self: payload)
    record(LampMended(lamp_id=7, street="北大街"), by=None)
    assert holds(Entry.objects.get())


def test_a_changed_word_another_key_or_no_mark_at_all_is_seen(cast, settings):
    record(LampMended(lamp_id=7, street="北大街"), by=None)
    entry = Entry.objects.get()
    entry.sentence = "修好了南大街的路灯"
    assert not holds(entry)
    entry = Entry.objects.get()
    settings.JOURNAL_KEY = "another"
    assert not holds(entry)
    for forged in ("", "sha256", "md5:1:2", "sha256:00:" + "0" * 40, "sha256:\u5b57:\u5b57"):
        entry.mark = forged
        assert not holds(entry)


def test_a_deputys_entry_says_for_whom(cast):
    cast.office.acting_for = cast.leader
    record(LampMended(lamp_id=7, street="北大街"), by=cast.office)
    entry = Entry.objects.get()
    assert (entry.by_id, entry.acting_for_id) == (cast.office.pk, cast.leader.pk)
    assert holds(entry)
    assert marks.canonical(entry)["acting_for"] == cast.leader.pk


def test_an_entry_from_before_the_marks_is_hashed_as_it_was(cast):
    entry = Entry(
        pk=3, event="E", payload={}, sentence="句", at=cast.office.date_joined, subject_kind="k", subject_id=1
    )
    assert not {"acting_for", "mark"} & set(marks.canonical(entry))
    json.dumps(marks.canonical(entry))
