"""Reading in a process of its own: where a library hangs, crashes or eats memory, one file is lost and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any, NamedTuple

from notice_compiler.reading.formats import Extract
from notice_compiler.unreadable import Unreadable

GIB = 1024**3
BROKEN = "文件已损坏，读不出内容，请用文字处理软件打开后另存为 .docx 再上传。"
SLOW = "读取这个文件用时太长，请用文字处理软件打开后另存为 .docx 再上传。"


class Bounds(NamedTuple):
    """What one file may take."""

    seconds: float
    memory: int


def extracted(module: str, content: bytes) -> Extract:
    """What the reader of a format gives: a text, or an Extract."""
    found: str | Extract = import_module(module).extract(content)
    return found if isinstance(found, Extract) else Extract(found)


def extract_apart(module: str, content: bytes, bounds: Bounds) -> Extract:
    """What `extracted` gives. Unreadable also where it does not end, or ends badly."""
    # The child finds the program where its parent found it.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-P", "-m", __name__, module, str(bounds.memory)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=bounds.seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(SLOW) from error
    except OSError as error:
        raise Unreadable("服务器现在不能读取这种文件，请稍后再试，或另存为 .txt 后上传。") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise Unreadable(BROKEN) from error
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return Extract(answer["text"], tuple(answer["unread"]))


def answer(module: str, content: bytes) -> dict[str, Any]:
    """The text, or the sentence that says why there is none."""
    try:
        with redirect_stdout(sys.stderr):  # what a library says is no answer
            return extracted(module, content)._asdict()
    except Unreadable as error:
        return {"refused": str(error)}


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[2]))
    said = answer(sys.argv[1], sys.stdin.buffer.read())
    # ASCII: a text may hold what the terminal's encoding cannot say.
    sys.stdout.write(json.dumps(said))
