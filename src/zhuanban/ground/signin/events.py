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


@dataclass(frozen=True, kw_only=True)
class AccountEvent(DomainEvent):
    """Something that happened to how an account signs in."""

    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class FactorAdded(AccountEvent):
    words: ClassVar[str] = "添加了第二重验证：{kind_name}"
    factor_id: int
    kind: str
    kind_name: str


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(AccountEvent):
    words: ClassVar[str] = "移除了第二重验证：{kind_name}"
    factor_id: int
    kind: str
    kind_name: str


@dataclass(frozen=True, kw_only=True)
class FactorsReset(AccountEvent):
    words: ClassVar[str] = "安全保密管理员重置了第二重验证，共{count}项"
    count: int


@dataclass(frozen=True, kw_only=True)
class FactorRefused(AccountEvent):
    words: ClassVar[str] = "第二重验证没有通过"
    is_resting: bool


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(AccountEvent):
    words: ClassVar[str] = "重新生成了{count}个备用码"
    count: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(AccountEvent):
    words: ClassVar[str] = "用备用码登录，还剩{left}个"
    left: int


@dataclass(frozen=True, kw_only=True)
class AccountLinked(AccountEvent):
    words: ClassVar[str] = "首次经统一身份认证登录，已与账号绑定"
    provider: str


@dataclass(frozen=True, kw_only=True)
class AccountUnlinked(AccountEvent):
    words: ClassVar[str] = "安全保密管理员解除了与统一身份的绑定"


@dataclass(frozen=True, kw_only=True)
class SingleRefused(AccountEvent):
    words: ClassVar[str] = "经统一身份认证登录被拒绝：{why}"
    provider: str
    why: str
