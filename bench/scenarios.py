"""The scenarios: each measures one thing and returns its figure; the unit is in the name."""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.compiler.golden_files import load

from notice_compiler import compile_notice

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "notice.txt"
REFERENCE = ROOT.parent / "shared" / "notices" / "chiping-2024.txt"
PORT = 8790


def median_of(times: int, work: Callable[[], object]) -> float:
    """Median seconds of so many runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def compile_reference_ms() -> float:
    """Compiling the reference notice (the example where it is not at hand), after import."""
    path = REFERENCE if REFERENCE.exists() else EXAMPLE
    return 1000 * median_of(15, lambda: compile_notice(path))


def compile_mb_per_second() -> float:
    """Megabytes of UTF-8 that one core compiles in a second: the example notice again and again as one long text."""
    text = repeated(EXAMPLE.read_text(encoding="utf-8"))
    return len(text.encode()) / 1e6 / compile_seconds(text)


def compile_notations_mb_per_second() -> float:
    """The same for the goldens, where every line holds what other notices hold once on a page."""
    text = repeated(notations())
    return len(text.encode()) / 1e6 / compile_seconds(text)


def compile_ten_times_ratio() -> float:
    """How much longer ten times the text takes."""
    text = notations()[:30_000]
    return compile_seconds("\n".join([text] * 10)) / compile_seconds(text)


def notations() -> str:
    """All notations of the goldens in one text."""
    return "\n".join(case.notice for case in load())


def repeated(text: str) -> str:
    """About a megabyte of it."""
    return "\n".join([text] * (340_000 // len(text) + 1))


def compile_seconds(text: str) -> float:
    """The best of three, in time of the processor."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        compile_notice(text)
        taken.append(time.process_time() - start)
    return min(taken)


@contextmanager
def installation() -> Iterator[Path]:
    """A data folder in which the example has been loaded once."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with serving(data):
            pass
        yield data


@contextmanager
def serving(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`up` on the data folder, from its start to its end; entered when the first page is served."""
    environment = {**os.environ, "ZHUANBAN_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "zhuanban.cli", "up", "--port", str(PORT)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for_page()
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for_page() -> None:
    """Until the sign-in page answers."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sign-in/", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("no page was served within a minute")


def first_page_after_start() -> float:
    """From the command to the first page, where everything has been set up before."""
    with installation() as data:
        start = time.perf_counter()
        with serving(data):
            return time.perf_counter() - start


def idle_memory_mb() -> float:
    """Proportional memory of the web process, the worker and their supervisor after a page and ten idle seconds."""
    with installation() as data, serving(data) as process:
        time.sleep(10)
        return sum(memory_kb(pid) for pid in family(process.pid)) / 1024


def family(pid: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(member for child in children for member in family(int(child)))]


def memory_kb(pid: int) -> int:
    """Proportional set size."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


ALONE = (
    compile_reference_ms,
    compile_mb_per_second,
    compile_notations_mb_per_second,
    compile_ten_times_ratio,
    first_page_after_start,
    idle_memory_mb,
)
