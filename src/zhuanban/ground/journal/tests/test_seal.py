"""Every entry gets one place on the chain; what does not bear our mark gets none."""

import pytest
from django.db import DatabaseError, transaction

from zhuanban.ground.core import clock, key_rotation
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.models import Checkpoint, Entry, Private, Seal, Unsealed
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.services import record
from zhuanban.ground.journal.tests.tampering import sql
from zhuanban.ground.journal.tests.test_record_and_deliver import LampMended
from zhuanban.ground.journal.verifying import verified

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for number in range(count):
        record(LampMended(lamp_id=number, street=f"{number}号路"), by=None, private={"name": f"第{number}人"})


def test_every_entry_gets_one_place_on_the_chain(cast):
    write(5)
    assert Unsealed.objects.count() == 5
    assert seal_entries() == 5
    write(2)
    assert seal_entries() == 2
    assert seal_entries() == 0
    assert verified() == (7, [])
    assert not Unsealed.objects.exists()


def test_the_hash_function_may_change_in_mid_chain(cast, settings):
    for algorithm in ("sha256", "sm3", "sha256"):
        settings.JOURNAL_HASH = algorithm
        write(2)
        seal_entries()
    assert list(Seal.objects.order_by("position").values_list("algorithm", flat=True))[1:5] == [
        "sha256", "sm3", "sm3", "sha256",
    ]  # fmt: skip
    assert verified() == (6, [])


@pytest.mark.parametrize("model", [Entry, Seal])
@pytest.mark.parametrize("change", ["update", "delete", "replace"])
def test_the_database_refuses_to_change_or_remove_an_entry_or_its_seal(cast, model, change):
    write(2)
    seal_entries()
    row = model.objects.first()
    values = {"sentence": "改"} if model is Entry else {"digest": "0" * 64}
    acts = {
        "update": lambda: model.objects.filter(pk=row.pk).update(**values),
        "delete": lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
        "replace": lambda: row.save(force_insert=True),
    }
    with pytest.raises(DatabaseError, match=r"append-only|duplicate"), transaction.atomic():
        acts[change]()
    assert verified() == (2, [])


def test_a_private_part_may_be_purged_but_not_changed(cast):
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Private.objects.update(sealed=b"x")
    Private.objects.all().delete()
    seal_entries()
    assert verified() == (1, [])


def forged(**values):
    """An entry written past record(), as somebody with access to the database would."""
    return Entry.objects.create(
        **{"event": "LampMended", "payload": {}, "sentence": "修好了", "at": clock.now(), "subject_kind": "lamp"}
        | {"subject_id": 1}
        | values
    )


def test_an_entry_without_our_mark_is_refused_reported_and_holds_nobody_up(cast):
    write(2)
    bad = forged()
    seal_entries()
    write(1)
    seal_entries()
    assert not Seal.objects.filter(entry=bad).exists()
    assert Unsealed.objects.get().entry_id == bad.pk
    report = Entry.objects.get(event="JournalBroken")
    assert report.sentence == f"日志发现 1 处异常：条目 {bad.pk} 没有有效印记，未予封存"
    assert Seal.objects.filter(entry=report).exists()
    count, faults = verified()
    assert count == 4
    assert [(fault.kind, fault.entry_id) for fault in faults] == [("stray", bad.pk)]


def test_the_seals_go_on_behind_a_cut_and_the_cut_stays_to_be_seen(cast):
    write(5)
    seal_entries()
    last = chain.noted(Checkpoint.Name.HEAD)
    assert last is not None
    _cut(4)
    write(2)
    seal_entries()
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 6, 7]
    assert [str(fault) for fault in verified()[1]] == ["第 4 至 5 条缺失：封条不在"]


def test_a_forged_head_is_told_for_good(cast):
    write(3)
    seal_entries()
    Checkpoint.objects.update(position=2)
    write(1)
    seal_entries()
    seal_entries()
    assert "链尾的核对点缺失或被改动" in Entry.objects.get(event="JournalBroken").sentence
    assert verified() == (5, [])


def _cut(position):
    keys = list(Seal.objects.filter(position__gte=position).values_list("entry_id", flat=True))
    sql("DELETE FROM journal_seal WHERE position >= %s", position)
    for key in keys:
        sql("DELETE FROM journal_private WHERE entry_id = %s", key)
        sql("DELETE FROM journal_entry WHERE id = %s", key)


def test_a_private_part_carried_over_to_another_key_is_still_the_recorded_one(cast):
    write(2)
    seal_entries()
    before = bytes(Private.objects.earliest("pk").sealed)
    store = next(store for store in key_rotation.stores() if store.name == "journal.Private.sealed")
    assert store.renew(None, b"another head").renewed == 2
    assert bytes(Private.objects.earliest("pk").sealed) != before
    assert verified() == (2, [])
