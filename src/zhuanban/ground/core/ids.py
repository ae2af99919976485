"""The keys of rows: UUIDv7 outside, made by its creator, also offline, sorting by time; a whole number inside."""

import os
import uuid

from zhuanban.ground.core import clock

LONGEST_KEY = 18  # digits: every number of that length fits a column


def uuid7() -> uuid.UUID:
    """48 bits of milliseconds, then version, variant and 74 random bits (RFC 9562)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def key_of(written: str) -> int | None:
    """The inside key of a row as an address or a form writes it; None for what can be no key."""
    is_key = written.isascii() and written.isdigit() and len(written) <= LONGEST_KEY
    return int(written) if is_key else None
