"""What happens in threads. Nothing of the words; who was mentioned stands in the tables."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CommentEvent(DomainEvent):
    subject_kind: ClassVar[str] = "comment"
    subject_field: ClassVar[str] = "comment_id"
    comment_id: int
    about_kind: str
    about_id: int
    about: str


@dataclass(frozen=True, kw_only=True)
class CommentWritten(CommentEvent):
    words: ClassVar[str] = "在{about}下留言"


@dataclass(frozen=True, kw_only=True)
class CommentChanged(CommentEvent):
    words: ClassVar[str] = "修改{about}下的留言"


@dataclass(frozen=True, kw_only=True)
class CommentWithdrawn(CommentEvent):
    words: ClassVar[str] = "撤回{about}下的留言"
