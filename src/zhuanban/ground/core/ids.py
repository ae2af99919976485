"""UUIDv7: the outside key of a row, made by its creator, also offline; sorts by time."""

import os
import uuid

from zhuanban.ground.core import clock


def uuid7() -> uuid.UUID:
    """48 bits of milliseconds, then version, variant and 74 random bits (RFC 9562)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
