"""The two hash functions of the journal, SHA-256 and the national SM3, plain and keyed."""

from cryptography.hazmat.primitives import hashes, hmac

FUNCTIONS: dict[str, type[hashes.HashAlgorithm]] = {"sha256": hashes.SHA256, "sm3": hashes.SM3}


def digest(algorithm: str, words: bytes) -> str:
    """The hash of the words, in hexadecimal."""
    hashing = hashes.Hash(FUNCTIONS[algorithm]())
    hashing.update(words)
    return hashing.finalize().hex()


def keyed(algorithm: str, key: bytes, words: bytes) -> str:
    """The HMAC of the words under the key, in hexadecimal."""
    hashing = hmac.HMAC(key, FUNCTIONS[algorithm]())
    hashing.update(words)
    return hashing.finalize().hex()
