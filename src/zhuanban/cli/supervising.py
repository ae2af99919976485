"""Keeps the web process and the worker running until stopped; itself small: it loads neither Django nor the rooms."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

RESTART_SECONDS = 2.0
STOP_SECONDS = 20.0


def supervise(commands: dict[str, list[str]], environment: dict[str, str], ready: Callable[[], None]) -> int:
    """Start each command, start it again when it ends, and stop all on SIGTERM or Ctrl-C."""
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    children = {name: start(command, environment) for name, command in commands.items()}
    ready()
    while not stopping:
        time.sleep(0.5)
        for name, child in children.items():
            if child.poll() is not None and not stopping:
                print(f"{name} 意外停止（{child.returncode}），{RESTART_SECONDS:.0f} 秒后重新启动。", file=sys.stderr)
                time.sleep(RESTART_SECONDS)
                children[name] = start(commands[name], environment)
    end(list(children.values()))
    return 0


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a process group of its own, so that Ctrl-C reaches only the supervisor, which stops it in order."""
    return subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)  # noqa: S603


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, then insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def wait_until_served(port: int) -> None:
    """Wait until something listens on the port of this machine, at most half a minute."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def main() -> int:
    """Supervise what the argument describes: commands, environment, port, and words to print once pages are served."""
    work = json.loads(sys.argv[1])

    def ready() -> None:
        wait_until_served(work["port"])
        print(work["words"], flush=True)

    return supervise(work["commands"], work["environment"], ready)


if __name__ == "__main__":
    sys.exit(main())
