"""What the settings say about the journal."""

from django.core.exceptions import ImproperlyConfigured

from zhuanban.config import environment

# The hash function of marks and seals from now on; what is sealed already keeps its own.
HASH = environment.text("ZHUANBAN_HASH", "sha256").lower()
if HASH not in ("sha256", "sm3"):
    raise ImproperlyConfigured(f"ZHUANBAN_HASH 只能写 sha256 或 sm3，现在是 {HASH!r}")
