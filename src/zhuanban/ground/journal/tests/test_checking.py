"""The whole journal is verified every night and on demand, slice by slice; what is broken is told."""

import pytest
from django.db import transaction

from zhuanban.ground.journal import chain, checking
from zhuanban.ground.journal.checking import begin_verification, carry_verification_on, verify_every_night
from zhuanban.ground.journal.models import Entry, Verification
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.journal.tests.test_seal import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_slices(monkeypatch):
    """One chunk of three in each slice."""
    monkeypatch.setattr(chain, "CHUNK", 3)
    ticks = iter(range(10_000))
    monkeypatch.setattr(checking.stopwatch, "monotonic", lambda: next(ticks) * 0.2)


def carried_out() -> int:
    slices = 0
    while carry_verification_on():
        slices += 1
    return slices


def test_a_whole_journal_is_walked_in_slices_with_its_progress(cast, small_slices):
    write(8)
    seal_entries()
    verify_every_night()
    carry_verification_on()
    assert Verification.objects.get().position == 3
    assert carried_out() >= 2
    done = Verification.objects.get()
    assert (done.count, done.fault_count, done.asked_by) == (8, 0, None)
    assert done.finished_at
    assert not Entry.objects.filter(event="JournalBroken").exists()
    assert carry_verification_on() is False


def test_what_is_broken_is_named_and_told_without_the_words_of_the_tamperer(cast, small_slices):
    with transaction.atomic():
        write(8)
        seal_entries()
        tampering.change(2, sentence="改过的话")
        tampering.remove(5)
        begin_verification(by=cast.auditor)
        carried_out()
        done = Verification.objects.get()
        assert done.asked_by == cast.auditor
        assert [row["position"] for row in done.faults] == [2, 5]
        told = Entry.objects.get(event="JournalBroken").sentence
        assert told == "日志发现 2 处异常：第 2 条、第 5 条，详见日志审计"
        transaction.set_rollback(True)


def test_asking_twice_is_asking_once(cast):
    write(1)
    seal_entries()
    first = begin_verification(by=cast.auditor)
    assert begin_verification(by=None) == first
    assert Entry.objects.filter(event="JournalCheckAsked").count() == 1


def test_what_is_written_meanwhile_disturbs_nothing(cast, small_slices):
    write(5)
    seal_entries()
    begin_verification(by=None)
    carry_verification_on()
    write(4)
    seal_entries()
    write(2)
    carried_out()
    assert Verification.objects.get().fault_count == 0
    assert Verification.objects.get().count == 9
