"""What a request may carry and how often it may come, as data; the rules themselves are in config/web.py."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class BodyRule:
    """Addresses that fit the pattern take bodies of at most so many bytes; `thing` is what they carry, in Chinese."""

    pattern: str
    most_bytes: int
    thing: str

    @property
    def words(self) -> str:
        """The bound as people read it."""
        kilobytes = self.most_bytes // 1024
        return f"{kilobytes // 1024} MB" if kilobytes >= 1024 else f"{kilobytes} KB"


class Per(Enum):
    """Whose acts are counted together."""

    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True)
class RateRule:
    """At most `most` requests of these methods in `seconds` to addresses that fit, by one account or address."""

    name: str
    pattern: str
    methods: tuple[str, ...]
    per: Per
    most: int
    seconds: int
    act: str
