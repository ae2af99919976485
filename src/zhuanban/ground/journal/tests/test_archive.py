"""What is older than its time may leave the journal, proved and on record; the chain goes on from there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal import archiving, chain
from zhuanban.ground.journal.archiving import archive
from zhuanban.ground.journal.comparing import compared, verified_file
from zhuanban.ground.journal.models import Checkpoint, Delivery, Entry, Private, Seal
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.services import prune_deliveries
from zhuanban.ground.journal.tests.tampering import sql
from zhuanban.ground.journal.tests.test_seal import write
from zhuanban.ground.journal.verifying import verified

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 3, 1, tzinfo=UTC)


@pytest.fixture
def aged(cast):
    """Seven entries of 2020 and three of today."""
    with clock.moved_to(LONG_AGO):
        write(7)
        seal_entries()
    write(3)
    seal_entries()


def test_the_old_leave_and_the_chain_goes_on(aged, tmp_path, monkeypatch):
    monkeypatch.setattr(chain, "CHUNK", 3)
    done = archive(before=date(2021, 1, 1), file=tmp_path / "2020.jsonl")
    assert (done.count, done.position) == (7, 7)
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == [8, 9, 10, 11]
    assert Entry.objects.count() == 4
    assert Private.objects.count() == 3
    told = Entry.objects.get(event="JournalArchived")
    assert told.sentence == f"日志归档 7 条，至第 7 条，末条摘要 {done.digest}"
    assert verified() == (4, [])
    assert verified_file(tmp_path / "2020.jsonl") == (7, [])
    assert (tmp_path / "verify_journal.py").exists()
    write(1)
    seal_entries()
    assert verified() == (5, [])
    assert compared(tmp_path / "2020.jsonl") == (0, [])


def test_archiving_that_was_stopped_is_taken_up_again(aged, tmp_path, monkeypatch):
    monkeypatch.setattr(chain, "CHUNK", 3)
    real = archiving._remove
    monkeypatch.setattr(archiving, "_remove", lambda after, until: real(after, until) if after < 3 else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive(before=date(2021, 1, 1), file=tmp_path / "one")
    assert chain.start()[0] == 3
    assert verified() == (8, [])
    monkeypatch.setattr(archiving, "_remove", real)
    assert archive(before=date(2021, 1, 1), file=tmp_path / "two").count == 4
    assert verified() == (5, [])


def test_what_is_too_young_stays(aged, tmp_path, settings):
    with pytest.raises(Invalid, match="日志保存 1095 天"):
        archive(before=clock.today() - timedelta(days=1000), file=tmp_path / "x")
    with pytest.raises(Invalid, match="没有早于"):
        archive(before=date(2019, 1, 1), file=tmp_path / "x")
    (tmp_path / "y").touch()
    with pytest.raises(Invalid, match="已经存在"):
        archive(before=date(2021, 1, 1), file=tmp_path / "y")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Seal.objects.filter(position=9).delete()
    assert verified() == (10, [])


def test_nothing_is_removed_of_what_does_not_verify(aged, tmp_path):
    with transaction.atomic():
        key = Seal.objects.get(position=4).entry_id
        sql("UPDATE journal_entry SET sentence = '改' WHERE id = %s", key)
        with pytest.raises(Invalid, match="核验不通过，先查明原因：第 4 条被改动过"):
            archive(before=date(2021, 1, 1), file=tmp_path / "x")
        assert Seal.objects.count() == 10
        assert not (tmp_path / "x").exists()
        transaction.set_rollback(True)


def test_a_removal_that_is_passed_off_as_archiving_is_found(aged):
    with transaction.atomic():
        for place in (1, 2):
            key = Seal.objects.get(position=place).entry_id
            for table, column in (("private", "entry_id"), ("seal", "entry_id"), ("entry", "id")):
                sql(f"DELETE FROM journal_{table} WHERE {column} = %s", key)  # noqa: S608 - names of this test
        digest = Seal.objects.get(position=3).digest
        Checkpoint.objects.create(name="archived", position=2, digest=digest, noted_at=clock.now(), mark="sha256:0:0")
        assert [str(fault) for fault in verified()[1]] == ["第 1 至 2 条缺失：封条不在"]
        transaction.set_rollback(True)


def test_deliveries_done_long_ago_are_forgotten(cast):
    write(1)
    entry = Entry.objects.get()
    old, now = clock.now() - timedelta(days=40), clock.now()
    for number, (state, run_at) in enumerate([("done", old), ("dead", old), ("waiting", old), ("done", now)]):
        Delivery.objects.create(entry=entry, handler=f"h{number}", state=state, run_at=run_at)
    assert prune_deliveries(before=now - timedelta(days=30)) == 1
    assert set(Delivery.objects.values_list("handler", flat=True)) == {"h1", "h2", "h3"}
