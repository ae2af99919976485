"""Codes that hold once: of an app that tells the time (RFC 6238), and the ones kept on paper."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
TOLERATED_STEPS = 1  # a phone's clock may go wrong by half a minute
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
GROUP = 5


def new_secret() -> str:
    """160 random bits as an app takes them: base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The six digits of this step (RFC 4226)."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(instant: datetime) -> int:
    return int(instant.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, at: datetime, last: int) -> int | None:
    """The step whose code this is: near `at` and later than `last`, the one accepted before; None where there is none.

    So that a code which somebody watched being typed is worth nothing afterwards.
    """
    now = step_of(at)
    found = None
    for step in range(now - TOLERATED_STEPS, now + TOLERATED_STEPS + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > last:
            found = step
    return found


def address_for_app(secret: str, *, account: str, issuer: str) -> str:
    """What the picture holds that an app scans."""
    words = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{words}"


def grouped(secret: str) -> str:
    """The secret in groups of four, to be typed where no camera is at hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Ten codes of ten letters, 49 bits each."""
    return ["-".join(_letters(GROUP) for _ in range(2)) for _ in range(RECOVERY_CODES)]


def typed(code: str) -> str:
    """A code as it was meant, however it was typed."""
    return "".join(letter for letter in code.lower() if letter.isascii() and letter.isalnum())


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))
