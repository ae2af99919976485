"""What happens beside the loop: matters are related, and somebody of the unit is made to see to one."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.work.matters.events import MatterEvent


@dataclass(frozen=True, kw_only=True)
class MatterRelated(MatterEvent):
    words: ClassVar[str] = "{number}与{other}关联"
    other: str
    other_id: int


@dataclass(frozen=True, kw_only=True)
class MatterUnrelated(MatterEvent):
    words: ClassVar[str] = "{number}不再与{other}关联"
    other: str
    other_id: int


@dataclass(frozen=True, kw_only=True)
class MatterPersonSet(MatterEvent):
    """Who sees to it stands in its table; the journal holds the key."""

    words: ClassVar[str] = "{unit}{what}{number}的承办人"
    unit: str
    person_id: int | None
    what: str = "确定"


@dataclass(frozen=True, kw_only=True)
class MatterTookCase(MatterEvent):
    words: ClassVar[str] = "{source}来件 {outside} 并入{number}"
    source: str
    outside: str
