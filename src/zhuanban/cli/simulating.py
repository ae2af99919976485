"""`demo`: plays the action from its first day to today, then hands over to a fresh worker."""

import argparse
import os
import sys

from zhuanban.cli.demo.playing import play_action
from zhuanban.cli.working import stop_on_signal


def run(arguments: argparse.Namespace) -> int:
    """Play; afterwards, if asked, a worker takes this process's place, without the painter's memory."""
    stop = stop_on_signal()
    finished = play_action(matters=arguments.matters, seed=arguments.seed, stop=stop)
    if finished and arguments.then_work and not stop.is_set():
        os.execv(sys.executable, [sys.executable, "-m", "zhuanban.cli", "work"])  # noqa: S606
    return 0
