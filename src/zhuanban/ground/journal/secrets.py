"""Encryption of what is personal: AES-256-GCM under the journal's key, bound to its row."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


def key_for(purpose: str) -> bytes:
    """A key of its own for each purpose, derived from the journal's key."""
    return hmac.digest(settings.JOURNAL_KEY.encode(), f"zhuanban journal {purpose}".encode(), "sha256")


def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(b"private:" + settings.JOURNAL_KEY.encode()).digest())


def encrypt(words: bytes, bound_to: str) -> bytes:
    """Nonce and ciphertext; `bound_to` must be given again to read it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, words, bound_to.encode())


def decrypt(sealed: bytes, bound_to: str) -> bytes:
    """The words again; raises cryptography's InvalidTag where key, row or content are not the right ones."""
    return _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
