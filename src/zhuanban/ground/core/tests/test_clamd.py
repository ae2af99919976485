"""Against a real clamd, with a signature of our own: what it finds and lets pass, by socket and by port."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.tests.test_viruses import SAMPLE, send

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
START_SECONDS = 30

pytestmark = pytest.mark.skipif(CLAMD is None, reason="这台机器上没有 clamd（Debian 的 clamav-daemon），没有与真的比对")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of a scanner that knows one signature only: by path, and by host and port."""
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "own.ndb").write_text(f"Own.Sample:0:*:{SAMPLE.encode().hex()}\n", encoding="ascii")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = folder / "scanner"
    lines = (f"DatabaseDirectory {folder}", f"LocalSocket {path}", f"TCPSocket {port}", "TCPAddr 127.0.0.1",
             "Foreground yes", f"TemporaryDirectory {folder}", "StreamMaxLength 512K")  # fmt: skip
    (folder / "clamd.conf").write_text("\n".join((*lines, "")), encoding="utf-8")
    assert CLAMD is not None
    with (folder / "log").open("wb") as log:
        scanner = subprocess.Popen([CLAMD, "-c", str(folder / "clamd.conf")], stdout=log, stderr=log)
    try:
        _wait_for(path)
        yield str(path), f"127.0.0.1:{port}"
    finally:
        scanner.terminate()
        scanner.wait(START_SECONDS)


def _wait_for(path: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("clamd does not answer")


@pytest.mark.parametrize("way", [0, 1], ids=["socket", "port"])
def test_a_real_scanner_lets_the_clean_in_and_finds_what_it_knows(clamd, settings, way):
    settings.CLAMAV = clamd[way]
    send("一、总体要求\n".encode() * 20_000)  # more than one piece
    for infected in (SAMPLE.encode(), b"text " + b"x" * 100_000 + SAMPLE.encode()):
        with pytest.raises(Invalid, match="文件带有病毒"):
            send(infected)


def test_what_a_real_scanner_does_not_read_to_its_end_does_not_come_in(clamd, settings):
    settings.CLAMAV = clamd[0]
    with pytest.raises(Invalid) as refused:
        send(b"text\n" * 200_000)
    assert refused.value.number == "E422-58"
