"""What happens to the homes of demands. Sentences name clauses and homes; the demand's words stay in its table."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class HomeAssigned(DomainEvent):
    subject_kind: ClassVar[str] = "clause"
    subject_field: ClassVar[str] = "clause_id"
    words: ClassVar[str] = "为“{clause}”的一项要求指定落点：{home}"
    clause_id: int
    clause: str
    home: str
    choice_id: int


@dataclass(frozen=True, kw_only=True)
class HomeTakenBack(DomainEvent):
    subject_kind: ClassVar[str] = "clause"
    subject_field: ClassVar[str] = "clause_id"
    words: ClassVar[str] = "撤回为“{clause}”的一项要求指定的落点：{home}"
    clause_id: int
    clause: str
    home: str
