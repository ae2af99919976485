"""What is personal is encrypted, bound to its place, read under every key of the ring; a wrong key stops the start."""

import os
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import encryption, key_records, keyring
from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.keyring import INDEX, KeyFault
from zhuanban.ground.core.models import KeyRecord


@pytest.fixture
def key_file(settings, tmp_path) -> Path:
    settings.PRIVATE_KEYS, settings.PRIVATE_KEYS_FILE = "", tmp_path / "keys" / "private_keys"
    return settings.PRIVATE_KEYS_FILE


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_what_is_sealed_opens_at_its_place_only(settings, cipher):
    settings.CIPHER = cipher
    sealed = encryption.seal(b"13812345678", "orgs.person.phone:1")
    assert b"1381234" not in sealed
    assert encryption.unseal(sealed, "orgs.person.phone:1") == b"13812345678"
    with pytest.raises(Unreadable):
        encryption.unseal(sealed, "orgs.person.phone:2")


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@given(words=st.binary(max_size=60), place=st.integers(0, 200), change=st.integers(1, 255))
def test_any_changed_byte_is_noticed(cipher, words, place, change):
    with override_settings(CIPHER=cipher):
        sealed = bytearray(encryption.seal(words, "x"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises((Unreadable, KeyFault)):
        encryption.unseal(bytes(sealed), "x")


def test_either_algorithm_is_read_whatever_the_settings_say(settings):
    settings.CIPHER = "sm4"
    sealed = encryption.seal(b"words", "x")
    settings.CIPHER = "aes"
    assert encryption.unseal(sealed, "x") == b"words"
    assert encryption.unseal_text(encryption.seal_text("文字", "y"), "y") == "文字"


def test_the_first_start_makes_keys_that_only_the_owner_reads(db, key_file):
    with pytest.raises(KeyFault, match="密钥文件读不出"):
        encryption.seal(b"words", "x")
    key_records.prepare()
    assert key_file.stat().st_mode & 0o077 == 0
    assert key_file.parent.stat().st_mode & 0o077 == 0
    assert set(KeyRecord.objects.values_list("number", flat=True)) == {INDEX, 1}
    key_records.prepare()
    assert encryption.unseal(encryption.seal(b"words", "x"), "x") == b"words"


def test_a_missing_file_stops_the_start_and_is_not_made_anew(db, key_file):
    key_records.prepare()
    key_file.unlink()
    with pytest.raises(KeyFault, match="从备份放回"):
        key_records.prepare()
    assert not key_file.exists()


def test_another_key_under_the_same_number_stops_the_start(db, key_file):
    key_records.prepare()
    keyring.write([keyring.current().index, keyring.fresh(1)])
    with pytest.raises(KeyFault, match="密钥 1 不是这个数据库用的那一把"):
        key_records.prepare()


def test_a_key_that_is_missing_from_the_file_stops_the_start(db, key_file):
    key_records.prepare()
    ring = keyring.current()
    keyring.write([*ring.keys.values(), keyring.fresh(2)])
    key_records.prepare()
    keyring.write([ring.index, keyring.current().newest])
    with pytest.raises(KeyFault, match="缺密钥 1"):
        key_records.prepare()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不完整"),
        (f"1 2024-01-01 {'2e' * 32}", "不完整"),
        ("index 2024-01-01 zz; 1 2024-01-01 11", "第 1 行读不懂"),
        (f"index 2024-01-01 {'2e' * 32}; 1 2024-01-01 {'2e' * 8}", "第 2 行"),
        (f"index 2024-01-01 {'2e' * 32}; 0 2024-01-01 {'2e' * 32}", "第 2 行"),
        (f"index 2024-01-01 {'2e' * 32}; 1 2024-01-01 {'2e' * 32}; 1 2024-01-01 {'2f' * 32}", "编号 1 重复"),
    ],
)
def test_a_faulty_file_is_explained_without_repeating_it(text, words):
    with pytest.raises(KeyFault, match=words) as fault:
        keyring.parsed(text)
    assert "2e2e" not in str(fault.value)


def test_a_key_shows_nothing_of_itself():
    ring = keyring.current()
    assert ring.newest.secret.hex() not in f"{ring!r}{ring.newest!r}"


def test_a_running_process_writes_with_a_new_key_at_once(db, key_file):
    key_records.prepare()
    before = encryption.seal(b"words", "x")
    ring = keyring.current()
    keyring.write([*ring.keys.values(), keyring.fresh(2)])
    assert encryption.key_number(encryption.seal(b"words", "x")) == 2
    assert encryption.unseal(before, "x") == b"words"
    assert not [name for name in os.listdir(key_file.parent) if name.endswith(".new")]
