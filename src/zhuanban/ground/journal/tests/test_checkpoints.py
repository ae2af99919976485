"""A line a day, kept elsewhere, shows a chain computed anew or cut off though the database agrees with itself."""

import json
import socket

import pytest
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain, registry
from zhuanban.ground.journal.checkpoints import checkpoints_file, keep_checkpoint
from zhuanban.ground.journal.comparing import compared
from zhuanban.ground.journal.handlers import note_how_far_the_chain_has_come
from zhuanban.ground.journal.models import Checkpoint, Seal
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.journal.tests.test_seal import write
from zhuanban.ground.journal.tests.test_syslog import listening, taken
from zhuanban.ground.journal.verifying import verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(cast, tmp_path, settings):
    """The file of checkpoints: one after four entries, one after six."""
    settings.DATA = tmp_path
    for count in (4, 2):
        write(count)
        seal_entries()
        note_how_far_the_chain_has_come()
    return checkpoints_file()


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_day_adds_a_line_that_only_we_can_write(kept):
    assert [(row["position"], row["count"]) for row in rows(kept)] == [(4, 4), (6, 6)]
    assert rows(kept)[1]["digest"] == Seal.objects.get(position=6).digest
    assert kept.stat().st_mode & 0o077 == 0
    assert "journal.note_how_far_the_chain_has_come" in {daily.name for daily in registry.daily()}
    write(3)
    seal_entries()
    assert compared(kept) == (2, [])


def test_days_that_are_played_are_not_noted(kept):
    with clock.moved_to(clock.now()):
        note_how_far_the_chain_has_come()
    assert len(rows(kept)) == 2


def test_a_chain_computed_anew_with_the_key_is_told(kept):
    """Whoever has key and database makes everything agree, but not with the line that lies elsewhere."""
    with transaction.atomic():
        tampering.remove_with_seal(1)
        tampering.sql("DELETE FROM journal_seal")
        tampering.sql("INSERT INTO journal_unsealed (entry_id) SELECT id FROM journal_entry")
        Checkpoint.objects.all().delete()
        seal_entries()
        assert verified() == (5, [])
        count, found = compared(kept)
        transaction.set_rollback(True)
    assert count == 2
    assert "第 4 条的链上摘要与" in str(found[0])
    assert "的核对点不同" in str(found[0])
    assert "末尾被截去过" in str(found[1])


def test_a_cut_end_is_told_though_every_trace_is_gone(kept):
    with transaction.atomic():
        for place in (6, 5):
            tampering.remove_with_seal(place)
        Checkpoint.objects.all().delete()
        found = compared(kept)[1]
        transaction.set_rollback(True)
    assert "第 6 条在" in str(found[0])
    assert "末尾被截去过" in str(found[0])
    assert "记有 6 条，现在有 4 条" in str(found[1])


def test_a_line_that_was_changed_is_told(kept):
    text = kept.read_text("utf-8")
    kept.write_text(text.replace('"count": 4', '"count": 5'), encoding="utf-8")
    assert "第 1 行" in str(compared(kept)[1][0])
    kept.write_text(text + "[]\n", encoding="utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - any is told the same way
        compared(kept)


def test_what_was_archived_since_is_passed_over(kept):
    chain.note(Checkpoint.Name.ARCHIVED, 5, Seal.objects.get(position=5).digest)
    assert compared(kept) == (2, [])
    chain.note(Checkpoint.Name.ARCHIVED, 6, "0" * 64)
    assert "第 6 条的链上摘要" in str(compared(kept)[1][0])


def test_without_a_chain_nothing_is_noted(cast, tmp_path, settings):
    settings.DATA = tmp_path
    assert keep_checkpoint() is None
    assert not checkpoints_file().exists()


def test_the_receiver_of_the_journal_hears_of_it_and_may_be_away(kept, settings):
    receiver = listening(socket.SOCK_DGRAM)
    settings.JOURNAL_SYSLOG = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
    note_how_far_the_chain_has_come()
    (line,) = taken(receiver, 1)
    assert 'Checkpoint [zhuanban@32473 position="6" count="6" digest="' in line
    receiver.close()
    settings.JOURNAL_SYSLOG = "tcp://127.0.0.1:1"
    note_how_far_the_chain_has_come()
    assert len(rows(kept)) == 4
