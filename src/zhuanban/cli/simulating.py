"""`demo`: plays the action from its first day to today, then hands over to a worker; ends its accounts."""

import argparse
import os
import sys

from zhuanban.cli.demo.playing import play_action
from zhuanban.cli.working import stop_on_signal
from zhuanban.ground.signin.services import disable_demo_accounts


def run(arguments: argparse.Namespace) -> int:
    """Play; afterwards, if asked, a worker takes this process's place, without the painter's memory."""
    if arguments.remove_accounts:
        return remove_accounts()
    stop = stop_on_signal()
    finished = play_action(matters=arguments.matters, seed=arguments.seed, stop=stop)
    if finished and arguments.then_work and not stop.is_set():
        os.execv(sys.executable, [sys.executable, "-m", "zhuanban.cli", "work"])  # noqa: S606
    return 0


def remove_accounts() -> int:
    """No account of the demo opens anything any more; what they did stays."""
    users = disable_demo_accounts()
    print(f"已停用 {len(users)} 个演示账号，正在用的登录也已结束。" if users else "没有在用的演示账号。")
    return 0
