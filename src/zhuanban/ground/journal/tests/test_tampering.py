"""A changed, removed or inserted row is named, at the first place, the last, or several at once; a whole one never."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhuanban.ground.journal.models import Checkpoint, Entry, Private, Seal, Unsealed
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.journal.tests.tampering import sql
from zhuanban.ground.journal.tests.test_seal import write
from zhuanban.ground.journal.verifying import verified

pytestmark = pytest.mark.django_db
LENGTH = 8


@contextmanager
def sealed_journal() -> Iterator[None]:
    """A chain that is as if it had never been, once the block is over."""
    with transaction.atomic():
        write(LENGTH)
        seal_entries()
        assert verified() == (LENGTH, [])
        yield
        transaction.set_rollback(True)


def found() -> list[tuple[str, int | None, int | None]]:
    return [(fault.kind, fault.position, fault.entry_id) for fault in verified()[1]]


@pytest.mark.parametrize("place", [1, 4, LENGTH])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sentence", "没有修"), ("payload", '{"lamp_id": 99}'), ("event", "LampBroken"), ("subject_id", 99),
        ("unit_id", 5), ("acting_for_id", 5), ("private_digest", ""), ("at", "2020-01-01 00:00:00+00"),
    ],
)  # fmt: skip
def test_a_changed_row_is_named(cast, place, column, value):
    with sealed_journal():
        key = tampering.change(place, **{column: value})
        kinds = set(found())
        assert ("changed", place, key) in kinds
        assert kinds <= {("changed", place, key), ("private", place, key)}


@pytest.mark.parametrize("place", [1, 4, LENGTH])
def test_a_removed_row_is_named_with_its_place(cast, place):
    with sealed_journal():
        key = tampering.remove(place)
        assert found() == [("removed", place, key)]


@pytest.mark.parametrize("place", [1, 4, LENGTH])
def test_a_row_removed_with_its_seal_is_named(cast, place):
    with sealed_journal():
        tampering.remove_with_seal(place)
        assert found() == [("missing", place, None)]


@pytest.mark.parametrize("place", [1, 4])
def test_a_row_removed_and_the_gap_closed_is_found(cast, place):
    with sealed_journal():
        tampering.remove_with_seal(place)
        tampering.close_gap(place)
        tampering.compute_anew()
        faults = verified()[1]
        assert [str(fault) for fault in faults] == [
            f"第 {place} 至 {LENGTH - 1} 条的封条被改写", f"第 {LENGTH} 条缺失：封条不在",
        ]  # fmt: skip


def test_a_row_beside_the_chain_is_named(cast):
    with sealed_journal():
        key = tampering.insert(Entry.objects.latest("pk").pk + 100)
        assert found() == [("stray", None, key)]
        assert f"日志条目 {key} 没有有效印记" in str(verified()[1][0])


@pytest.mark.parametrize("place", [1, 4, LENGTH + 1])
def test_a_row_squeezed_into_the_chain_is_named(cast, place):
    with sealed_journal():
        key = tampering.insert(Entry.objects.latest("pk").pk + 100)
        tampering.seal_at(place, key)
        tampering.compute_anew()
        named = {(kind, position) for kind, position, entry in found() if entry == key}
        assert named == {("foreign", place)}


def test_a_copied_row_is_named(cast):
    with sealed_journal():
        first = Entry.objects.earliest("pk")
        sql("DROP INDEX mark_once")
        key = tampering.insert(first.pk + 500, mark=first.mark)
        sql("UPDATE journal_entry SET (event, payload, sentence, at, subject_kind, subject_id, private_digest) = "
            "(SELECT event, payload, sentence, at, subject_kind, subject_id, private_digest FROM journal_entry e "
            "WHERE e.id = %s) WHERE id = %s", first.pk, key)  # fmt: skip
        assert found() == [("stray", None, key)]
        tampering.seal_at(3, key)
        assert ("copied", 3, key) in found()


def test_a_chain_computed_anew_without_the_key_is_found_and_the_changed_row_named(cast):
    with sealed_journal():
        key = tampering.change(3, sentence="没有修")
        tampering.compute_anew()
        kinds = found()
        assert kinds[0] == ("foreign", 3, key)
        assert [str(fault) for fault in verified()[1]][1] == f"第 4 至 {LENGTH} 条的封条被改写"


def test_two_rows_that_changed_places_are_named(cast):
    with sealed_journal():
        one, other = (Seal.objects.get(position=place) for place in (3, 6))
        sql("UPDATE journal_seal SET entry_id = -1 WHERE position = 3")
        sql("UPDATE journal_seal SET entry_id = %s WHERE position = 6", one.entry_id)
        sql("UPDATE journal_seal SET entry_id = %s WHERE position = 3", other.entry_id)
        assert {position for _, position, _ in found()} == {3, 6}


def test_a_cut_end_is_named(cast):
    with sealed_journal():
        for place in (LENGTH, LENGTH - 1):
            tampering.remove_with_seal(place)
        assert [str(fault) for fault in verified()[1]] == [f"第 {LENGTH - 1} 至 {LENGTH} 条缺失：封条不在"]
        Checkpoint.objects.all().delete()
        assert [fault.kind for fault in verified()[1]] == ["head"]
        Checkpoint.objects.create(name="head", position=6, digest="0" * 64, noted_at="2024-01-01T00:00Z", mark="")
        assert [fault.kind for fault in verified()[1]] == ["head"]


def test_a_row_that_waits_for_its_seal_is_watched_too(cast):
    with sealed_journal():
        write(3)
        gone, hidden, refused = Unsealed.objects.order_by("pk").values_list("pk", flat=True)
        sql("DELETE FROM journal_private WHERE entry_id = %s", gone)
        sql("DELETE FROM journal_entry WHERE id = %s", gone)
        sql("DELETE FROM journal_unsealed WHERE entry_id = %s", hidden)
        sql("UPDATE journal_unsealed SET refused_at = '2024-01-01 00:00:00+00' WHERE entry_id = %s", refused)
        assert set(found()) == {("vanished", None, gone), ("unqueued", None, hidden), ("unqueued", None, refused)}


def test_a_private_part_that_was_exchanged_is_named_and_a_purged_one_is_right(cast):
    with sealed_journal():
        one, other, purged = Private.objects.order_by("pk")[:3]
        sql("UPDATE journal_private SET sealed = %s WHERE entry_id = %s", bytes(other.sealed), one.pk)
        purged.delete()
        assert found() == [("private", 1, one.pk)]


def rewrite(column):
    """Write another value of the seal's column."""
    values = {"digest": "{:064x}", "sealed_at": "2020-01-{:02} 00:00:00+00", "mark": "sha256:{0:024x}:{0:040x}"}
    return lambda place: sql(
        f"UPDATE journal_seal SET {column} = %s WHERE position = %s",  # noqa: S608 - columns of this test
        values[column].format(place), place,
    )  # fmt: skip


def squeeze(place):
    key = tampering.insert(3_000_000 + place)
    sql("UPDATE journal_seal SET entry_id = %s WHERE position = %s", key, place)


ACTS = {
    "change": lambda place: tampering.change(place, sentence=f"改{place}"),
    "digest": rewrite("digest"),
    "time": rewrite("sealed_at"),
    "mark": rewrite("mark"),
    "remove": tampering.remove,
    "cut out": tampering.remove_with_seal,
    "squeeze": squeeze,
}


def tamper(act: str, place: int) -> tuple[int | None, int | None]:
    """Do it; where it must be named: the place, or the key of the entry."""
    if act == "insert":
        return None, tampering.insert(1_000_000 + place)
    if act == "early":
        key = tampering.insert(2_000_000 + place)
        sql("INSERT INTO journal_seal (position, entry_id, digest, sealed_at, algorithm, mark) "
            "SELECT %s, %s, digest, sealed_at, algorithm, mark FROM journal_seal LIMIT 1", -place, key)  # fmt: skip
        return -place, None
    ACTS[act](place)
    return place, None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.dictionaries(st.integers(1, LENGTH), st.sampled_from([*ACTS, "insert", "early"]), max_size=4),
    anew=st.booleans(),
)
def test_whatever_is_tampered_with_is_named_and_the_rest_is_not(cast, acts, anew):
    if anew:  # which puts a changed digest right again
        acts = {place: act for place, act in acts.items() if act != "digest"}
    with sealed_journal():
        wanted = [tamper(act, place) for place, act in acts.items()]
        if anew:
            tampering.compute_anew()
        faults = verified()[1]
        covered = {place for fault in faults if fault.position for place in _places(fault)}
        keys = {fault.entry_id for fault in faults}
        for place, key in wanted:
            assert place is None or place in covered, (acts, faults)
            assert key is None or key in keys, (acts, faults)
        if not anew:
            touched = {place for place, _ in wanted if place is not None}
            assert covered <= touched, (acts, faults)


def _places(fault):
    return range(fault.position, (fault.last or fault.position) + 1)
