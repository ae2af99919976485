"""The government's own sign-on: what is asked of it, and what its answer proves. No database here."""

from dataclasses import dataclass, field
from typing import Any

LONGEST_NAME = 150


class Unavailable(Exception):
    """The provider cannot be reached, or answers what cannot be read."""


class Rejected(Exception):
    """What came back proves nothing. The reason is for the log, never for the page."""


@dataclass(frozen=True)
class Identity:
    """Whom the provider vouches for: its own lasting name (`subject`), and the name of our account."""

    provider: str
    subject: str
    account: str
    kept: dict[str, Any] = field(default_factory=dict)  # what signing out there needs


def a_name(value: Any) -> str:
    """A claim as a name: one word of bearable length; empty where it is none."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    name = str(value).strip()
    return name if len(name) <= LONGEST_NAME and name.isprintable() else ""
