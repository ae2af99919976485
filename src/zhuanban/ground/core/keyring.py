"""The key ring of what is personal: one small file of several keys; the last one writes, all of them read.

Each line is `number day secret`; the line `index day secret` holds the key of the blind indexes. The file is read again
whenever it changes, so that running processes write with a new key at once.
"""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from zhuanban.ground.core import clock

INDEX = 0
SECRET_BYTES = 32
HIGHEST = 0xFFFF
RETIRED_HEAD = "# 已停用的密钥；早于停用日的备份都销毁后，可以删除。\n"
HEAD = "# 个人信息的密钥。丢失后，密文再也读不出来；请另行备份，不要与数据库的备份放在一起。\n"


class KeyFault(ImproperlyConfigured):
    """A key is missing or is not the right one; says in one sentence which, and what to do."""


@dataclass(frozen=True)
class Key:
    """A numbered secret, from which the key of each algorithm is derived; number 0 is the key of the indexes."""

    number: int
    made_on: str
    secret: bytes

    def derived(self, purpose: str, size: int) -> bytes:
        """A key of so many bytes for one purpose; knowing it tells nothing of the others."""
        info = f"zhuanban {purpose}".encode()
        return HKDF(algorithm=hashes.SHA256(), length=size, salt=None, info=info).derive(self.secret)

    @cached_property
    def check_value(self) -> str:
        """By this the database knows the key again without holding it."""
        mac = hmac.HMAC(self.derived("check", 32), hashes.SHA256())
        mac.update(str(self.number).encode())
        return mac.finalize().hex()[:32]

    def __repr__(self) -> str:
        return f"Key({self.number})"

    @property
    def line(self) -> str:
        return f"{self.number or 'index'} {self.made_on} {self.secret.hex()}\n"


@dataclass(frozen=True)
class Ring:
    """Every key by its number."""

    keys: dict[int, Key]

    @property
    def newest(self) -> Key:
        return self.keys[max(self.keys)]

    @property
    def index(self) -> Key:
        return self.keys[INDEX]

    def key(self, number: int) -> Key:
        """The key of this number; where it is missing, what it wrote cannot be read."""
        if number not in self.keys:
            raise KeyFault(f"密钥 {number} 不在密钥文件里，用它加密的内容读不出；请从备份放回。")
        return self.keys[number]

    def __repr__(self) -> str:
        return f"Ring({sorted(self.keys)})"


_read: dict[object, Ring] = {}


def current() -> Ring:
    """The ring as it is now."""
    state = _state()
    ring = _read.get(state)
    if ring is None:
        ring = parsed(settings.PRIVATE_KEYS or keys_file().read_text(encoding="utf-8"))
        _read.clear()
        _read[state] = ring
    return ring


def _state() -> object:
    """What changes when the keys change."""
    if settings.PRIVATE_KEYS:
        return settings.PRIVATE_KEYS
    try:
        found = keys_file().stat()
    except OSError as error:
        raise KeyFault(f"密钥文件读不出：{keys_file()}。请从备份放回；没有它，已加密的内容读不出。") from error
    return keys_file(), found.st_ino, found.st_mtime_ns, found.st_size


def keys_file() -> Path:
    """Where the keys lie, unless a setting gives them."""
    return Path(settings.PRIVATE_KEYS_FILE)


def parsed(text: str) -> Ring:
    """The ring that the lines describe; a faulty line is refused by its number, never repeated."""
    keys: dict[int, Key] = {}
    for place, line in enumerate(text.replace(";", "\n").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key = _key(line.split(), place)
        if key.number in keys:
            raise KeyFault(f"密钥文件第 {place} 行的编号 {key.number or 'index'} 重复了。")
        keys[key.number] = key
    if INDEX not in keys or len(keys) == 1:
        raise KeyFault("密钥文件不完整：要有一行 index 和至少一行密钥，请从备份放回。")
    return Ring(keys)


def _key(words: list[str], place: int) -> Key:
    try:
        number, day, secret = words
        key = Key(INDEX if number == "index" else int(number), day, bytes.fromhex(secret))
    except ValueError:
        raise KeyFault(f"密钥文件第 {place} 行读不懂，应是“编号 日期 密钥”。") from None
    if len(key.secret) != SECRET_BYTES or not 0 <= key.number <= HIGHEST or number == "0":
        raise KeyFault(f"密钥文件第 {place} 行的编号或密钥长度不对。")
    return key


def fresh(number: int) -> Key:
    """A key made now."""
    return Key(number, clock.today().isoformat(), secrets.token_bytes(SECRET_BYTES))


def write(keys: Iterable[Key]) -> None:
    """Put the keys in the file in place of what is there; all or nothing, readable by its owner only."""
    file = keys_file()
    file.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    _replace(file, HEAD + "".join(key.line for key in sorted(keys, key=lambda key: key.number)))


def put_aside(key: Key) -> Path:
    """Add a key that no row uses any more to the file of retired ones: older backups may still need it."""
    file = keys_file().with_suffix(".retired")
    known = file.read_text(encoding="utf-8") if file.exists() else RETIRED_HEAD
    _replace(file, known + key.line)
    return file


def _replace(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
