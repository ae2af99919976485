"""Encryption of what is personal in the journal: under the house's key ring, bound to its entry.

What was written before the ring is read with the journal's own key; a rotation carries it over.
"""

import hashlib
import hmac
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zhuanban.ground.core import encryption
from zhuanban.ground.core.encryption import NONCE_BYTES, Unreadable
from zhuanban.ground.core.key_rotation import ColumnStore, add_store
from zhuanban.ground.core.keyring import KeyFault
from zhuanban.ground.core.personal_fields import Sealed
from zhuanban.ground.journal.models import Private


def key_for(purpose: str) -> bytes:
    """A key of its own for each purpose, derived from the journal's key."""
    return hmac.digest(settings.JOURNAL_KEY.encode(), f"zhuanban journal {purpose}".encode(), "sha256")


def encrypt(words: bytes, bound_to: str) -> bytes:
    """The ciphertext; `bound_to` must be given again to read it."""
    return encryption.seal(words, f"journal.private:{bound_to}")


def decrypt(sealed: bytes, bound_to: str) -> bytes:
    """The words again; raises Unreadable or KeyFault where key, row or content are not the right ones."""
    try:
        return encryption.unseal(sealed, f"journal.private:{bound_to}")
    except (Unreadable, KeyFault):
        older = _older(sealed, bound_to)  # which begins with a random byte, so may look like the present form
        if older is None:
            raise
        return older


def _older(sealed: bytes, bound_to: str) -> bytes | None:
    key = AESGCM(hashlib.sha256(b"private:" + settings.JOURNAL_KEY.encode()).digest())
    try:
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError):
        return None


def _renewed(sealed: bytes, entry: Any) -> bytes:
    return encrypt(decrypt(sealed, str(entry)), str(entry))


class PrivateStore(ColumnStore):
    """Private parts are never changed (trigger): the renewed one takes the place of the other."""

    def write(self, pk: Any, sealed: Sealed) -> int:
        gone, _ = Private.objects.filter(pk=pk).delete()
        if gone:
            Private.objects.create(pk=pk, sealed=bytes(sealed))
        return gone


add_store(PrivateStore("journal.Private.sealed", Private, "sealed", "pk", _renewed))
