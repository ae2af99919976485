from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PasswordReset(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "系统管理员重置了登录密码"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "修改了登录密码"
    user_id: int
