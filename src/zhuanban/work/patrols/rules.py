"""Pure decisions about what a phone sends: its shape, its clock, the parts of a photo."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextChoices

SCHEMA_VERSION = 1
MOST_PHOTOS = 9
MOST_PARTS = 64
MOST_PART_BYTES = 2 * 1024 * 1024
NOTABLE_SKEW_S = 300
POSITION_WORDS = "（北纬"


class VisitKind(TextChoices):
    REPORT = "report", "发现问题"
    VERIFY = "verify", "核查"


class VisitState(TextChoices):
    WAITING = "waiting", "待收照片"
    HELD = "held", "待处理"
    COMPLETE = "complete", "已受理"
    REFUSED = "refused", "不予受理"


class Verdict(TextChoices):
    PASS = "pass", "通过"
    FAIL = "fail", "不通过"


@dataclass(frozen=True, kw_only=True)
class Fix:
    """When and where: the phone's clock; CGCS2000 degrees; accuracy in metres. One fix, never a track."""

    captured_at: datetime
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    accuracy_m: int | None = None


@dataclass(frozen=True, kw_only=True)
class PhotoBody:
    """A photo that belongs to the visit, named by its content."""

    sha256: str
    fix: Fix


@dataclass(frozen=True, kw_only=True)
class VisitBody:
    """What the phone says of one visit. A report names township, kind and place; a verification its matter."""

    schema_version: int
    base_version: str
    kind: VisitKind
    fix: Fix
    township: UUID | None = None
    matter_kind: str = ""
    clause: UUID | None = None
    place: str = ""
    text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    matter: UUID | None = None
    verdict: str = ""
    photos: tuple[PhotoBody, ...] = ()


def clock_skew_s(phone_clock: datetime | None, received_at: datetime) -> int | None:
    """Seconds by which the phone's clock is behind (positive) or ahead (negative) when it sent the visit."""
    return None if phone_clock is None else round((received_at - phone_clock).total_seconds())


def place_words(place: str, township: str, longitude: Decimal | None, latitude: Decimal | None) -> str:
    """The place as written, else the position in words; "" where there is neither."""
    if place.strip():
        return place.strip()
    if longitude is None or latitude is None:
        return ""
    return f"{township}{POSITION_WORDS}{latitude:.5f}，东经{longitude:.5f}）"
