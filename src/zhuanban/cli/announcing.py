"""What `up` prints: the address, and the accounts it has just made with their first passwords, this once."""

import unicodedata

from zhuanban.cli.accounts import Account
from zhuanban.cli.serving import Address
from zhuanban.plan.campaigns.models import Campaign


def padded(text: str, width: int) -> str:
    """The text with blanks up to this many columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, width - taken)


def account_table(accounts: list[Account]) -> str:
    """One line an account."""
    if not accounts:
        return "账号都已经开过，密码不再显示；忘记了用 zhuanban password 用户名 重置。"
    lines = [padded("用户名", 14) + padded("密码", 24) + padded("角色", 18) + "单位"]
    for account in accounts:
        words = padded(account.username, 14) + padded(account.password, 24) + padded(account.role, 18)
        lines.append(words + account.unit)
    return "\n".join(lines)


def announcement(address: Address, accounts: list[Account], campaign: Campaign, *, is_demo: bool) -> str:
    """The address and the new accounts."""
    lines = [
        f"\n专班已启动：{address.url}",
        f"专项行动：{campaign.name}（{campaign.get_state_display()}）\n",
        account_table(accounts),
    ]
    if accounts and is_demo:
        lines.append(f"\n以上 {len(accounts)} 个是演示账号，密码只显示这一次。停用：zhuanban demo --remove-accounts")
    elif accounts:
        lines.append("\n密码只显示这一次，不存成文件：请现在记下，分别转告本人，第一次登录时都要修改。")
        lines.append("其他人的账号由系统管理员在“账号”页开通，角色由安全保密管理员授予。")
    if address.authority:
        lines.append(f"手机首次访问前，请安装并信任本机证书：{address.authority}")
    elif address.certificate is None:
        lines.append("要让手机访问（离线、拍照定位需要 HTTPS），请加 --host 本机地址。")
    return "\n".join([*lines, "按 Ctrl-C 停止。"])
