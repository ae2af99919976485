"""`password`: a forgotten password is set anew by whoever looks after the server."""

import argparse
import sys

from axes.utils import reset

from zhuanban.cli.accounts import new_password
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.signin.services import reset_password


def run(arguments: argparse.Namespace) -> int:
    """Print the new password; 2 where there is no such account."""
    password = new_password()
    try:
        user = reset_password(arguments.username, password)
    except Invalid as error:
        print(f"zhuanban：{error.message}", file=sys.stderr)
        return 2
    reset(username=arguments.username)  # whoever was locked out by wrong tries may sign in at once
    print(f"{user.name}（{arguments.username}）的新密码：{password}\n请转告本人，登录后自行修改。")
    return 0
