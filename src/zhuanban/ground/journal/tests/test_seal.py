"""Entries are sealed onto one chain that anybody with the export can verify."""

import json
import random

import pytest
from django.db import connection

from zhuanban.ground.journal import sealing
from zhuanban.ground.journal.models import Seal
from zhuanban.ground.journal.services import record
from zhuanban.ground.journal.tests.test_record_and_deliver import LampMended

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for number in range(count):
        record(LampMended(lamp_id=number, street=f"{number}号路"), by=None)


def test_every_entry_gets_one_place_on_the_chain(cast):
    write(5)
    assert sealing.seal_entries() == 5
    write(2)
    assert sealing.seal_entries() == 2
    assert sealing.seal_entries() == 0
    assert sealing.verify(sealing.exported()) == (7, None)


def test_the_export_verifies_without_the_database(cast):
    write(4)
    sealing.seal_entries()
    lines = [json.loads(json.dumps(line)) for line in sealing.exported()]
    assert sealing.verify(lines) == (4, None)


@pytest.mark.parametrize("field", ["sentence", "payload", "by", "at", "subject"])
def test_a_change_anywhere_breaks_the_chain_at_its_place(cast, field):
    write(6)
    sealing.seal_entries()
    lines = list(sealing.exported())
    place = random.Random(3).randrange(6)
    lines[place]["content"][field] = "改动"
    count, fault = sealing.verify(lines)
    assert count == place
    assert fault is not None
    assert f"第 {place + 1} 条被改动过" in fault.message


def test_a_line_taken_out_is_missed(cast):
    write(6)
    sealing.seal_entries()
    lines = list(sealing.exported())
    del lines[2]
    count, fault = sealing.verify(lines)
    assert count == 2
    assert fault is not None
    assert "第 3 条缺失" in fault.message


def test_an_entry_written_behind_the_programs_back_is_found(cast):
    write(3)
    sealing.seal_entries()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER entry_no_change")
        cursor.execute("UPDATE journal_entry SET sentence = 'x' WHERE id = (SELECT MIN(id) FROM journal_entry)")
    assert sealing.verify(sealing.exported())[0] == 0
    assert Seal.objects.count() == 3
