"""What happens to personal information; names, values and reasons stay out of the words."""

from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent, HandedOut


@dataclass(frozen=True, kw_only=True)
class PersonalFieldRevealed(DomainEvent):
    subject_kind: ClassVar[str] = "personal"
    subject_field: ClassVar[str] = "row_id"
    words: ClassVar[str] = "查看了一项个人信息：{name}"
    row_id: int
    column: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonCopied(HandedOut):
    """Somebody got the copy of what is held on an account: its owner, or the security administrator on request."""

    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "{how}了一份个人信息副本"
    user_id: int
    how: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataPurged(DomainEvent):
    subject_kind: ClassVar[str] = "retention"
    subject_field: ClassVar[str] = "count"
    words: ClassVar[str] = "按保存期限删除个人信息：{rule}，{count} 条"
    rule: str
    key: str
    count: int


@dataclass(frozen=True, kw_only=True)
class HoldEvent(DomainEvent):
    subject_kind: ClassVar[str] = "hold"
    subject_field: ClassVar[str] = "hold_id"
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class HoldBegun(HoldEvent):
    words: ClassVar[str] = "暂停删除{what}的个人信息"
    what: str


@dataclass(frozen=True, kw_only=True)
class HoldEnded(HoldEvent):
    words: ClassVar[str] = "恢复按期删除{what}的个人信息"
    what: str


@dataclass(frozen=True, kw_only=True)
class KeyEvent(DomainEvent):
    subject_kind: ClassVar[str] = "key"
    subject_field: ClassVar[str] = "number"
    number: int


@dataclass(frozen=True, kw_only=True)
class KeyBegun(KeyEvent):
    words: ClassVar[str] = "启用个人信息密钥 {number}"


@dataclass(frozen=True, kw_only=True)
class KeyRotated(KeyEvent):
    words: ClassVar[str] = "个人信息改用密钥 {number} 加密，共 {count} 处"
    count: int


@dataclass(frozen=True, kw_only=True)
class KeyRetired(KeyEvent):
    words: ClassVar[str] = "停用个人信息密钥 {number}"
