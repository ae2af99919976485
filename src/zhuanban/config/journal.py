"""What the settings say about the journal."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from zhuanban.config import environment

LEAST_DAYS = 183  # six months, by the law on network security

# The hash function of marks and seals from now on; what is sealed already keeps its own.
HASH = environment.text("ZHUANBAN_HASH", "sha256").lower()
if HASH not in ("sha256", "sm3"):
    raise ImproperlyConfigured(f"ZHUANBAN_HASH 只能写 sha256 或 sm3，现在是 {HASH!r}")

# For how many days an entry stays before it may be archived.
DAYS = environment.number("ZHUANBAN_JOURNAL_DAYS", 1095)
if DAYS < LEAST_DAYS:
    raise ImproperlyConfigured(f"日志至少保存六个月：ZHUANBAN_JOURNAL_DAYS 不能小于 {LEAST_DAYS}，现在是 {DAYS}")

# Where sealed entries are sent as well: udp://host:port, tcp://host:port or the path of a socket; empty: nowhere.
SYSLOG = environment.text("ZHUANBAN_SYSLOG", "")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return text.startswith("/") or (parts.scheme in ("udp", "tcp") and bool(parts.hostname and parts.port))
    except ValueError:
        return False


if SYSLOG and not _is_address(SYSLOG):
    raise ImproperlyConfigured(f"ZHUANBAN_SYSLOG 写成 udp://主机:端口、tcp://主机:端口或套接字路径，现在是 {SYSLOG!r}")
