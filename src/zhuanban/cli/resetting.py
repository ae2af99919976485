"""`password`, `unlock`: a forgotten password is set anew, a rest is ended, by whoever looks after the server."""

import argparse
import sys

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.signin.services import reset_on_server, unlock_on_server


def run(arguments: argparse.Namespace) -> int:
    """Print what was done; 2 where there is no such account or nothing to do."""
    try:
        if arguments.command == "unlock":
            user = unlock_on_server(arguments.username)
            print(f"{user.name}（{arguments.username}）可以马上再登录。")
            return 0
        user, password = reset_on_server(arguments.username)
    except Invalid as error:
        print(f"zhuanban：{error.message}", file=sys.stderr)
        return 2
    print(f"{user.name}（{arguments.username}）的新密码：{password}\n只显示这一次。请转告本人，登录后要马上修改。")
    return 0
