"""`work` and `demo`: the process behind the pages."""

import argparse
import os
import signal
import sys
import threading

from zhuanban.ground.journal.worker import work_until


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop; the demo first plays the action up to today."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if arguments.command == "demo":
        return play(arguments, stop)
    work_until(stop)
    return 0


def play(arguments: argparse.Namespace, stop: threading.Event) -> int:
    """The simulation; afterwards a fresh worker takes the place of this process, without the painter's memory."""
    from zhuanban.cli.demo.playing import play_action  # the painter's libraries load only for a demo

    finished = play_action(matters=arguments.matters, seed=arguments.seed, stop=stop)
    if finished and arguments.then_work and not stop.is_set():
        os.execv(sys.executable, [sys.executable, "-m", "zhuanban.cli", "work"])  # noqa: S606
    return 0
