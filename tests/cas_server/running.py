"""Starts the server for a test and stops it again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.oidc_provider.running import ROOT, free_port

PASSWORD = "统一口令-2024"


@contextmanager
def cas_server(people: dict[str, str]) -> Iterator[str]:
    """The address of a server that knows these people, by user name and number."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.cas_server", str(port)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"people": people, "password": PASSWORD}))
    process.stdin.close()
    try:
        assert process.stdout.readline().strip() == "serving", "the server did not start"
        yield f"http://127.0.0.1:{port}/cas/"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
