"""`serve`: the web process alone; and how the web process and the worker are started."""

import argparse
import ipaddress
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from zhuanban.cli.local_authority import certificate_for
from zhuanban.config import environment

THREADS = 8
# Heads come quickly and are short; TLS 1.2 still counts for old computers.
HEAD_BOUNDS = (
    "--http1-buffer-size", "65536", "--http1-header-read-timeout", "15000",
    "--http2-max-headers-size", "65536", "--http2-max-concurrent-streams", "64",
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    """Where pages are served: over HTTPS as soon as a host for phones is named."""

    host: str
    port: int
    authority: Path | None
    certificate: Path | None
    key: Path | None

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}:{self.port}/"


def address_of(arguments: argparse.Namespace) -> Address:
    """The address that the arguments ask for; makes the certificate where one is needed."""
    if not arguments.host:
        return Address("127.0.0.1", arguments.port, None, None, None)
    given = environment.text("ZHUANBAN_CERTIFICATE", ""), environment.text("ZHUANBAN_CERTIFICATE_KEY", "")
    if all(given):
        return Address(arguments.host, arguments.port, None, Path(given[0]), Path(given[1]))
    return Address(arguments.host, arguments.port, *certificate_for(arguments.host, environment.data_folder() / "tls"))


def is_this_machine(host: str) -> bool:
    """Whether only this machine itself can come to the address."""
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def web_command(address: Address) -> list[str]:
    """The web server: one process of eight threads."""
    bound = "127.0.0.1" if not address.certificate else "0.0.0.0"  # noqa: S104 - phones reach it from the network
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        str(THREADS),
        "--backpressure",
        "64",
        "--host",
        bound,
        "--port",
        str(address.port),
        "--log-level",
        "error",
        "--respawn-failed-workers",
        "--no-ws",
        *HEAD_BOUNDS,
    ]
    if address.certificate and address.key:
        command += ["--ssl-protocol-min", "tls1.2"]
        command += ["--ssl-certificate", str(address.certificate), "--ssl-keyfile", str(address.key)]
    return [*command, "zhuanban.config.wsgi:application"]


def web_environment(address: Address) -> dict[str, str]:
    """What the settings must know of the address."""
    hosts = environment.text("ZHUANBAN_HOSTS", "localhost,127.0.0.1,[::1]")
    told = {"ZHUANBAN_HOSTS": f"{hosts},{address.host}", "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    if address.certificate:
        told |= {"ZHUANBAN_TLS": "1", "ZHUANBAN_ORIGINS": address.url.rstrip("/")}
    return told


def run(arguments: argparse.Namespace) -> int:
    """Serve pages in this process."""
    address = address_of(arguments)
    command = web_command(address)
    os.execve(command[0], command, {**os.environ, **web_environment(address)})  # noqa: S606
    return 0
