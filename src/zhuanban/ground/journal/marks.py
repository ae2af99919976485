"""Marks: keyed digests that only the running program can make, so that what others wrote is told apart."""

import hmac
import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from zhuanban.ground.journal.hashing import FUNCTIONS, keyed
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.secrets import key_for

NONCE_BYTES, TAG_LETTERS = 12, 40


def canonical(entry: Entry) -> dict[str, Any]:
    """What of an entry is hashed: all that it says, in one fixed form. What came later appears only where it is set."""
    content = {
        "id": entry.pk,
        "event": entry.event,
        "payload": entry.payload,
        "sentence": entry.sentence,
        "by": entry.by_id,
        "at": entry.at.isoformat(timespec="microseconds"),
        "subject": [entry.subject_kind, entry.subject_id],
        "campaign": entry.campaign_id,
        "unit": entry.unit_id,
        "simulated": entry.is_simulated,
        "private": entry.private_digest,
    }
    added = {"acting_for": entry.acting_for_id, "mark": entry.mark or None}
    return content | {name: value for name, value in added.items() if value is not None}


def as_text(content: dict[str, Any]) -> str:
    """Sorted JSON without spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _number(written: str) -> int | float:
    """A database may keep 2.0 and 1e3 in another spelling, so whole numbers count as such."""
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else float(written)


def _said(content: dict[str, Any]) -> str:
    """What the mark of an entry covers: all but the key, which is not known before the row is written."""
    said = {name: value for name, value in content.items() if name not in ("id", "mark")}
    return as_text(json.loads(as_text(said), parse_float=_number))


def make_mark(purpose: str, words: str) -> str:
    """algorithm:nonce:tag. The nonce makes the marks of equal words differ, so a copied row shows."""
    nonce = os.urandom(NONCE_BYTES).hex()
    algorithm = settings.JOURNAL_HASH
    return f"{algorithm}:{nonce}:{_tag(algorithm, purpose, nonce, words)}"


def mark_holds(mark: str, purpose: str, words: str) -> bool:
    """Whether the mark was made here, for this purpose and these words."""
    algorithm, _, rest = mark.partition(":")
    nonce, _, tag = rest.partition(":")
    if algorithm not in FUNCTIONS:
        return False
    return hmac.compare_digest(tag.encode(), _tag(algorithm, purpose, nonce, words).encode())


def _tag(algorithm: str, purpose: str, nonce: str, words: str) -> str:
    return keyed(algorithm, key_for(purpose), f"{nonce}\n{words}".encode())[:TAG_LETTERS]


def entry_mark(entry: Entry) -> str:
    """The mark for an entry about to be written."""
    return make_mark("entry", _said(canonical(entry)))


def content_mark_holds(content: dict[str, Any]) -> bool:
    """Whether an entry's content bears a mark and says what it said when it got it."""
    return mark_holds(str(content.get("mark", "")), "entry", _said(content))


def seal_words(place: tuple[int, int, str, str, str], text: str) -> str:
    """What the mark of a seal covers: position, entry, algorithm, digest, time, and the whole content of the entry.

    So it stands without its neighbours, and what follows a removed entry can still be judged.
    """
    return f"{' '.join(map(str, place))}\n{text}"


def instant(at: datetime) -> str:
    """An instant as it is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
