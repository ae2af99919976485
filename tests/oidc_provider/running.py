"""Starts the provider for a test and stops it again."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLIENT_ID, CLIENT_SECRET, PASSWORD = "zhuanban", "a secret of tests", "统一口令-2024"


@dataclass(frozen=True)
class Running:
    """Where the provider is, and how the product is to know it."""

    issuer: str

    @property
    def settings(self) -> dict:
        return {
            "issuer": self.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "scopes": "openid profile",
            "account": "preferred_username", "hosts": (),
        }  # fmt: skip

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ZHUANBAN_OIDC_ISSUER": self.issuer,
            "ZHUANBAN_OIDC_CLIENT_ID": CLIENT_ID,
            "ZHUANBAN_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def provider(folder: Path, *, people: list[str], product: str) -> Iterator[Running]:
    """A provider that knows these people and the product at this address."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}/o"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ZHUANBAN_", "DJANGO_"))},
        "PROVIDER_FOLDER": str(folder), "PROVIDER_ISSUER": issuer, "PROVIDER_PORT": str(port),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }  # fmt: skip
    wanted = {
        "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "people": people, "password": PASSWORD,
        "redirects": [f"{product}/sign-in/oidc/back/"], "after_sign_out": [f"{product}/sign-in/"],
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.oidc_provider"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(wanted))
    process.stdin.close()
    try:
        assert process.stdout.readline().strip() == "serving", "the provider did not start"
        yield Running(issuer)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
