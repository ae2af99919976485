"""`emergency`: an administrator's account for a few hours, when nobody else gets in."""

import argparse
import sys

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import District
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.services import close_emergency, open_emergency

ROLES = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDITOR}


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 2 where it cannot be done."""
    try:
        return close(arguments) if arguments.act == "close" else open_one(arguments)
    except Invalid as error:
        print(f"zhuanban：{error.message}", file=sys.stderr)
        return 2


def open_one(arguments: argparse.Namespace) -> int:
    """Open one and show its password, once."""
    opened = open_emergency(
        district=_district(arguments.district), role=ROLES[arguments.role], reason=arguments.reason,
        hours=arguments.hours,
    )  # fmt: skip
    user = opened.user
    until = user.ends_at.astimezone(clock.SHANGHAI) if user.ends_at else clock.now()
    print(f"应急账号：{user.username}\n密码：{opened.password}\n角色：{ROLES[arguments.role].label}")
    print(f"只显示这一次。{until:%Y年%-m月%-d日 %H:%M} 到期；用完请关闭：zhuanban emergency close")
    print("开通的原因和用它做的每件事都记入日志，安全保密管理员和安全审计员会看到。")
    return 0


def close(arguments: argparse.Namespace) -> int:
    """Close this one, or all."""
    closed = close_emergency(arguments.username or "")
    print("\n".join(f"已关闭：{user.username}" for user in closed) or "没有开着的应急账号。")
    return 0


def _district(name: str) -> District:
    districts = list(District.objects.order_by("pk"))
    found = [district for district in districts if name in {district.name, district.short_name}] if name else districts
    if len(found) == 1:
        return found[0]
    raise Invalid("请用 --district 写明区县：" + "、".join(district.name for district in districts) + "。")
