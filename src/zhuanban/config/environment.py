"""Typed readers of the environment; a secret may also come from a file named NAME_FILE."""

import ipaddress
import os
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

REPOSITORY = Path(__file__).resolve().parents[3]


def text(name: str, default: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE 指向的文件读不出：{path}") from error
    return os.environ.get(name, default)


def switch(name: str, *, default: bool) -> bool:
    """A yes or no: 1/0, true/false, yes/no."""
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} 只能写 1 或 0，现在是 {value!r}")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} 应是整数，现在是 {value!r}")
    return int(value)


def choice(name: str, default: str, among: Collection[str]) -> str:
    """One of a few words."""
    value = text(name, default).lower()
    if value not in among:
        raise ImproperlyConfigured(f"{name} 只能写 {'、'.join(sorted(among))}，现在是 {value!r}")
    return value


def words(name: str, default: str) -> list[str]:
    """A list parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str, default: str) -> list[str]:
    """A list of addresses or networks parted by commas."""
    written = words(name, default)
    for word in written:
        try:
            ipaddress.ip_network(word)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} 应是 IP 地址或网段，现在有 {word!r}") from error
    return written


def data_folder() -> Path:
    """The one folder that holds all that a running installation owns (ZHUANBAN_DATA)."""
    return Path(text("ZHUANBAN_DATA", str(REPOSITORY / "data"))).resolve()


def secret(name: str, file_name: str) -> str:
    """A secret from the environment, else kept in the data folder, made on first use and readable by its owner only."""
    if given := text(name, ""):
        return given
    path = data_folder() / "keys" / file_name
    if not path.exists():
        data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)  # a folder made here is its owner's alone
        path.parent.mkdir(exist_ok=True)
        path.parent.chmod(0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(48).hex())
    return path.read_text(encoding="ascii").strip()
