"""The supervisor starts again what ended and stops all it started."""

import os
import signal
import subprocess
import sys
import textwrap

KEEPER = textwrap.dedent(
    """
    import sys
    from zhuanban.cli import supervising
    supervising.RESTART_SECONDS = 0.05
    script = "import os,sys,time; open(sys.argv[1],'a').write(str(os.getpid())+chr(10)); time.sleep(float(sys.argv[2]))"
    commands = {
        "short": [sys.executable, "-c", script, sys.argv[1], "0.1"],
        "long": [sys.executable, "-c", script, sys.argv[2], "60"],
    }
    sys.exit(supervising.supervise(commands, {}, lambda: print("ready", flush=True)))
    """
)


def test_what_ends_is_started_again_and_all_ends_with_the_supervisor(tmp_path):
    short, long = tmp_path / "short", tmp_path / "long"
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(short), str(long)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert keeper.stdout is not None
    assert keeper.stdout.readline() == "ready\n"
    try:
        keeper.wait(4)
    except subprocess.TimeoutExpired:
        keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(10) == 0
    keeper.stdout.close()
    starts = short.read_text(encoding="ascii").split()
    assert len(starts) >= 2
    for pid in [*starts, *long.read_text(encoding="ascii").split()]:
        assert not os.path.exists(f"/proc/{pid}") or _ended(pid)


def _ended(pid: str) -> bool:
    with open(f"/proc/{pid}/stat", encoding="ascii") as state:
        return state.read().rsplit(")", 1)[1].split()[0] == "Z"
