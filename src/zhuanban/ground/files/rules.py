"""Pure decisions about what is sent in."""

from zhuanban.ground.core.uploads import Kind

MOST_PHOTO_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
COPY_EDGE = 1600
THUMB_EDGE = 320
REUSE_DISTANCE = 8
PHOTO_TYPES = {Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.WEBP: "image/webp"}


def distance(one: int, other: int) -> int:
    """How many of the 64 bits of two picture hashes differ."""
    return (one ^ other).bit_count()


def bands(fingerprint: int) -> list[int]:
    """The four 16-bit bands of a hash: hashes at distance ≤ 3 share at least one."""
    return [fingerprint >> shift & 0xFFFF for shift in (0, 16, 32, 48)]


def path_of(photo_sha256: str, variant: str) -> str:
    """Where a variant (original, copy, thumb) of a photo lies in the storage."""
    return f"photos/{variant}/{photo_sha256[:2]}/{photo_sha256}"
