"""`keys`: the keys of what is personal: which there are, a new one, and the end of an old one."""

import argparse
import sys

from zhuanban.ground.core import key_rotation, keyring
from zhuanban.ground.core.errors import ServiceError
from zhuanban.ground.core.key_rotation import Step
from zhuanban.ground.privacy.services import keys

SHOWN_EVERY = 2000


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 1 where some content could not be read, 2 where it cannot be done."""
    try:
        if arguments.act == "list":
            return show()
        if arguments.act == "new":
            return print_new_line()
        if arguments.act == "retire":
            return retire(arguments.number)
        return rotate()
    except ServiceError as error:
        print(f"zhuanban：{error}", file=sys.stderr)
        return 2


def show() -> int:
    """Number, age, and how many values each key reads."""
    uses, older = key_rotation.key_uses()
    for use in uses:
        values = "，".join(f"{name} {count} 处" for name, count in use.values.items()) or "没有内容在用"
        print(f"密钥 {use.number}\t{use.days} 天\t{'正在使用' if use.writes else '只读'}\t{values}")
    if older:
        print(f"旧格式（日志密钥）\t{older} 处，下次轮换时一并更换")
    return 0


def print_new_line() -> int:
    """A line for a key file that lies elsewhere."""
    print(keyring.fresh(keyring.current().newest.number + 1).line, end="")
    return 0


def rotate() -> int:
    """A new key, unless an earlier rotation was stopped: then that one is finished."""
    if due := key_rotation.due_count():
        print(f"还有 {due} 处没有用上现在的密钥或算法，接着更换，不另生成密钥。")
    else:
        print(f"已生成密钥 {keys.begin_key()}，从现在起用它加密。")
    step, shown = Step("", 0, due, 0), 0
    for step in keys.rotate():
        if step.done - shown >= SHOWN_EVERY:
            shown = step.done
            print(f"已更换 {step.done}/{step.total}（{step.store}）", flush=True)
    print(f"完成：更换了 {step.done} 处。")
    if step.unreadable:
        print(f"有 {step.unreadable} 处密文打不开，没有更换，旧密钥请保留；请查明是否被改动过。", file=sys.stderr)
    return int(bool(step.unreadable))


def retire(number: int | None) -> int:
    """Take a key out of use."""
    if number is None:
        print("zhuanban：请写明要停用的密钥编号。", file=sys.stderr)
        return 2
    file = keys.retire(number)
    print(f"密钥 {number} 已停用，移到 keys/{file}；停用前的备份都销毁后，可以删去那一行。")
    return 0
