from dataclasses import dataclass
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AccountEvent(DomainEvent):
    """Something that happened to an account; 0 where nobody has the name that was typed."""

    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordReset(AccountEvent):
    words: ClassVar[str] = "重置了登录密码"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AccountEvent):
    words: ClassVar[str] = "修改了登录密码"


@dataclass(frozen=True, kw_only=True)
class SignedIn(AccountEvent):
    words: ClassVar[str] = "登录（{way_name}）"
    way: str
    way_name: str
    is_emergency: bool = False


@dataclass(frozen=True, kw_only=True)
class SignedOut(AccountEvent):
    words: ClassVar[str] = "退出登录"


@dataclass(frozen=True, kw_only=True)
class SessionEnded(AccountEvent):
    words: ClassVar[str] = "登录结束：{why}"
    ending: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(AccountEvent):
    words: ClassVar[str] = "登录没有成功"


@dataclass(frozen=True, kw_only=True)
class AccountLocked(AccountEvent):
    words: ClassVar[str] = "连续输错密码，暂停登录{minutes}分钟"
    minutes: int


@dataclass(frozen=True, kw_only=True)
class AccountUnlocked(AccountEvent):
    words: ClassVar[str] = "解除了暂停登录"


@dataclass(frozen=True, kw_only=True)
class AccountOpened(AccountEvent):
    words: ClassVar[str] = "开通了账号"


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(AccountEvent):
    words: ClassVar[str] = "停用了账号"


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(AccountEvent):
    words: ClassVar[str] = "恢复了账号"


@dataclass(frozen=True, kw_only=True)
class EmergencyOpened(AccountEvent):
    words: ClassVar[str] = "在服务器上开了应急账号（{role_name}），{hours}小时后到期"
    role: str
    role_name: str
    hours: int


@dataclass(frozen=True, kw_only=True)
class EmergencyClosed(AccountEvent):
    words: ClassVar[str] = "应急账号已关闭：{why}"
    why: str


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
