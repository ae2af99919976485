"""Values are carried over to a new key in batches; stopped work goes on; what is written meanwhile is not lost."""

import hashlib
import os
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zhuanban.cli.__main__ import main
from zhuanban.ground.core import clock, encryption, key_records, key_rotation, keyring, progress
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.models import KeyRecord
from zhuanban.ground.journal import secrets
from zhuanban.ground.journal.models import Entry, Private

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.PRIVATE_KEYS, settings.PRIVATE_KEYS_FILE = "", tmp_path / "keys" / "private_keys"
    key_records.prepare()


def keep(*texts: str) -> list[Private]:
    return [kept(text) for text in texts]


def kept(text: str, sealed: bytes = b"") -> Private:
    entry = Entry.objects.create(
        event="Told", payload={}, sentence="记了一笔", at=clock.now(), subject_kind="told", subject_id=1
    )
    return Private.objects.create(entry=entry, sealed=sealed or secrets.encrypt(text.encode(), str(entry.pk)))


def read(row: Private) -> str:
    row.refresh_from_db()
    return secrets.decrypt(bytes(row.sealed), str(row.pk)).decode()


def exchange(row: Private, sealed: bytes) -> None:
    """Put another ciphertext in the place of one; a private part may go and come, but not change."""
    Private.objects.filter(pk=row.pk).delete()
    Private.objects.create(pk=row.pk, sealed=sealed)


def numbers() -> list[int]:
    return [encryption.key_number(bytes(row.sealed)) for row in Private.objects.order_by("pk")]


def test_the_command_makes_a_key_and_carries_everything_over(capsys):
    rows = keep("甲", "乙", "丙")
    assert main(["keys", "rotate"]) == 0
    assert "已生成密钥 2" in capsys.readouterr().out
    assert numbers() == [2, 2, 2]
    assert [read(row) for row in rows] == ["甲", "乙", "丙"]
    assert main(["keys", "list"]) == 0
    told = capsys.readouterr().out
    assert "密钥 1\t0 天\t只读\t没有内容在用" in told
    assert "密钥 2\t0 天\t正在使用\tAES-256-GCM 3 处" in told


def test_stopped_work_goes_on_without_another_key(monkeypatch, capsys):
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    rows = keep("甲", "乙", "丙", "丁", "戊")
    key_rotation.begin_key()
    next(key_rotation.rotate())  # stopped behind the first batch
    assert numbers() == [2, 2, 1, 1, 1]
    assert progress.running()
    assert main(["keys", "rotate"]) == 0
    assert "还有 3 处" in capsys.readouterr().out
    assert numbers() == [2] * 5
    assert keyring.current().newest.number == 2
    assert [read(row) for row in rows] == ["甲", "乙", "丙", "丁", "戊"]
    assert not progress.running()


def test_what_an_old_process_writes_meanwhile_is_carried_over_too(monkeypatch):
    """A request that sealed before the new key and commits behind the batch that passed its row."""
    monkeypatch.setattr(key_rotation, "BATCH", 1)
    rows = keep("甲", "乙")
    late = secrets.encrypt("改过的甲".encode(), str(rows[0].pk))
    key_rotation.begin_key()
    steps = key_rotation.rotate()
    next(steps)
    exchange(rows[0], late)
    for _ in steps:
        pass
    assert numbers() == [2, 2]
    assert read(rows[0]) == "改过的甲"


def test_from_aes_to_sm4_and_back(settings):
    rows = keep("甲", "乙")
    settings.CIPHER = "sm4"
    assert main(["keys", "rotate"]) == 0
    assert {bytes(row.sealed)[3] for row in Private.objects.all()} == {encryption.ALGORITHMS["sm4"]}
    assert [read(row) for row in rows] == ["甲", "乙"]
    settings.CIPHER = "aes"
    assert main(["keys", "rotate"]) == 0
    assert [read(row) for row in rows] == ["甲", "乙"]
    assert {bytes(row.sealed)[3] for row in Private.objects.all()} == {encryption.ALGORITHMS["aes"]}


def test_what_the_journal_wrote_before_the_ring_stays_readable_and_is_carried_over(settings):
    row = kept("", b"-")
    key, nonce = hashlib.sha256(b"private:" + settings.JOURNAL_KEY.encode()).digest(), os.urandom(12)
    older = nonce + AESGCM(key).encrypt(nonce, "从前的话".encode(), str(row.pk).encode())
    exchange(row, older)
    assert read(row) == "从前的话"
    assert key_rotation.key_uses()[1] == 1
    assert main(["keys", "rotate"]) == 0
    assert read(row) == "从前的话"
    assert numbers() == [1]


def test_a_value_that_does_not_open_is_told_and_left_alone(capsys):
    good, bad = keep("甲", "乙")
    broken = bytes(bad.sealed)[:-1] + bytes([bytes(bad.sealed)[-1] ^ 1])
    exchange(bad, broken)
    assert main(["keys", "rotate"]) == 1
    assert "有 1 处密文打不开" in capsys.readouterr().err
    assert read(good) == "甲"
    bad.refresh_from_db()
    assert bytes(bad.sealed) == broken


def test_a_key_is_retired_only_when_nothing_needs_it(settings, capsys):
    rows = keep("甲")
    with pytest.raises(Invalid, match="正在使用"):
        key_rotation.retire(1)
    key_rotation.begin_key()
    with pytest.raises(Invalid, match="还有 1 处内容要用密钥 1"):
        key_rotation.retire(1)
    assert main(["keys", "rotate"]) == 0
    with pytest.raises(Invalid, match="不到 10 分钟"):
        key_rotation.retire(1)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert main(["keys", "retire", "1"]) == 0
    assert sorted(keyring.current().keys) == [0, 2]
    aside = settings.PRIVATE_KEYS_FILE.with_suffix(".retired")
    assert aside.stat().st_mode & 0o077 == 0
    assert "\n1 " in aside.read_text(encoding="utf-8")
    assert KeyRecord.objects.get(number=1).retired_at
    assert read(rows[0]) == "甲"
    key_records.prepare()
    assert key_rotation.begin_key() == 3


@pytest.mark.parametrize("number", ["7", "0"])
def test_no_such_key(number, capsys):
    assert main(["keys", "retire", number]) == 2
    assert "没有编号为" in capsys.readouterr().err
    assert main(["keys", "retire"]) == 2


def test_keys_from_a_setting_are_not_made_here(settings, capsys):
    settings.PRIVATE_KEYS = keyring.keys_file().read_text(encoding="utf-8")
    assert main(["keys", "rotate"]) == 2
    assert "ZHUANBAN_PRIVATE_KEYS" in capsys.readouterr().err
    assert main(["keys", "new"]) == 0
    assert capsys.readouterr().out.startswith("2 ")


def test_a_start_without_the_key_ends_in_a_sentence(capsys):
    keep("甲")
    keyring.keys_file().unlink()
    assert main(["journal", "verify"]) == 2
    told = capsys.readouterr().err
    assert "请从备份放回" in told
    assert "Traceback" not in told


def test_texts_inside_json_take_part(cast):
    store = key_rotation.JsonStore("counters", Entry, "payload", "factor")
    entry = kept("甲").entry
    sealed = encryption.seal_text("TOTP-SECRET", "factor")
    # Entries cannot be changed; the store reads them as it would read another table.
    other = Entry.objects.create(
        event="Told", payload={"secret": sealed, "list": [sealed, 3]}, sentence="", at=entry.at, subject_kind="told",
        subject_id=1,
    )  # fmt: skip
    assert store.heads() == {encryption.current_head(): 2}
    fresh = key_rotation.replaced(other.payload, {sealed: "new"})
    assert fresh == {"secret": "new", "list": ["new", 3]}
