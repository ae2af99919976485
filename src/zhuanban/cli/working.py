"""`work`: the process behind the pages."""

import argparse
import signal
import threading

from zhuanban.ground.journal.worker import work_until


def stop_on_signal() -> threading.Event:
    """An event that is set when the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop."""
    work_until(stop_on_signal())
    return 0
