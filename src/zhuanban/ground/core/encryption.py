"""Encryption of what is personal: AES-256-GCM or SM4-GCM (ZHUANBAN_CIPHER), under the key ring, bound to its place.

A sealed value is: version (1 byte), key number (2), algorithm (1), nonce (12), ciphertext with tag. Either algorithm is
read at any time. `bound_to` names table, column and row, so that a ciphertext put elsewhere does not open.
"""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import AEADDecryptionContext, Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zhuanban.ground.core import keyring
from zhuanban.ground.core.keyring import Key, KeyFault

VERSION, NONCE_BYTES, TAG_BYTES, HEAD_BYTES = 0xE1, 12, 16, 4
ALGORITHMS = {"aes": 1, "sm4": 2}
NAMES = {1: "AES-256-GCM", 2: "SM4-GCM"}


class Unreadable(Exception):
    """The content, its place or its key are not the right ones."""


def seal(words: bytes, bound_to: str) -> bytes:
    """The words under the newest key and the algorithm of the settings; `bound_to` must be given again to read them."""
    head, nonce = current_head(), os.urandom(NONCE_BYTES)
    key = keyring.current().newest
    bound = head + bound_to.encode()
    if head[3] == ALGORITHMS["aes"]:
        return head + nonce + _aes(key).encrypt(nonce, words, bound)
    encryptor = Cipher(_sm4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return head + nonce + encryptor.update(words) + encryptor.finalize() + encryptor.tag


def unseal(sealed: bytes, bound_to: str) -> bytes:
    """The words again; raises Unreadable or KeyFault."""
    if not is_sealed(sealed):
        raise Unreadable("不是本系统加密的内容。")
    head, nonce, body = sealed[:HEAD_BYTES], sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES], sealed[16:]
    key = keyring.current().key(key_number(head))
    bound = head + bound_to.encode()
    try:
        if head[3] == ALGORITHMS["aes"]:
            return _aes(key).decrypt(nonce, body, bound)
        decryptor = Cipher(_sm4(key), modes.GCM(nonce, body[-TAG_BYTES:])).decryptor()
        return _opened(decryptor, body[:-TAG_BYTES], bound)
    except (InvalidTag, ValueError):
        raise Unreadable("密文打不开：内容被改动，或者不是这一行的。") from None


def _opened(decryptor: AEADDecryptionContext, body: bytes, bound: bytes) -> bytes:
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(body) + decryptor.finalize()


def seal_text(words: str, bound_to: str) -> str:
    """For columns of text or JSON: `enc:` and base64."""
    return "enc:" + base64.b64encode(seal(words.encode(), bound_to)).decode("ascii")


def unseal_text(sealed: str, bound_to: str) -> str:
    """The words of seal_text() again."""
    return unseal(sealed_bytes(sealed), bound_to).decode()


def sealed_bytes(sealed: str) -> bytes:
    """What seal_text() wrote, as seal() made it; empty where it is something else."""
    return base64.b64decode(sealed.removeprefix("enc:")) if sealed.startswith("enc:") else b""


def is_sealed(value: bytes) -> bool:
    """Whether seal() may have written this; older forms of the journal begin with a random byte."""
    return len(value) >= HEAD_BYTES + NONCE_BYTES + TAG_BYTES and value[0] == VERSION and value[3] in NAMES


def current_head() -> bytes:
    """With what seal() begins now; a value that begins otherwise is due for renewal."""
    algorithm = ALGORITHMS[settings.CIPHER]
    return bytes([VERSION]) + keyring.current().newest.number.to_bytes(2) + bytes([algorithm])


def key_number(head: bytes) -> int:
    """The number of the key that a sealed value names."""
    return int.from_bytes(head[1:3])


def digest(purpose: str, words: str) -> str:
    """A keyed digest for exact look-up (blind index): the same words give the same digest for the same purpose."""
    mac = hmac.HMAC(_derived(keyring.current().index, "index", 32), hashes.SHA256())
    mac.update(f"{purpose}\0{words}".encode())
    return mac.finalize().hex()[:32]


def is_sm4_there() -> bool:
    """Whether the library of this machine has SM4-GCM."""
    try:
        Cipher(algorithms.SM4(bytes(16)), modes.GCM(bytes(12))).encryptor()
    except Exception:  # a library without it says so in several ways
        return False
    return True


@lru_cache(64)
def _derived(key: Key, purpose: str, size: int) -> bytes:
    return key.derived(purpose, size)


def _aes(key: Key) -> AESGCM:
    return AESGCM(_derived(key, "aes-256-gcm", 32))


def _sm4(key: Key) -> algorithms.SM4:
    if not is_sm4_there():
        raise KeyFault("本机的密码库没有 SM4-GCM，读写不了国密加密的内容。")
    return algorithms.SM4(_derived(key, "sm4-gcm", 16))
