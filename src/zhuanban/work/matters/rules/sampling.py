"""How large a share of what was mended on the spot is verified by another, and which are drawn.

A failed sample raises the share of its township, passed ones lower it to the floor. All numbers are local settings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

WHOLE = 2**64


@dataclass(frozen=True)
class Sampling:
    """Shares in per cent."""

    start: int = 20
    floor: int = 5
    ceiling: int = 100
    failed_adds: int = 20
    passed_takes: int = 5


LOCAL = Sampling()


def share_after(results: Iterable[bool], sampling: Sampling = LOCAL) -> int:
    """The share of a township after these samples, the oldest first."""
    share = sampling.start
    for passed in results:
        changed = share - sampling.passed_takes if passed else share + sampling.failed_adds
        share = min(max(changed, sampling.floor), sampling.ceiling)
    return share


def ticket(seed: str, uid: str) -> int:
    """The lot of a matter under a seal: the first 64 bits of SHA-256 over "seed:uid"."""
    return int.from_bytes(sha256(f"{seed}:{uid}".encode()).digest()[:8], "big")


def is_drawn(seed: str, uid: str, share: int) -> bool:
    """Whether the lot falls into the share."""
    return ticket(seed, uid) * 100 < share * WHOLE
