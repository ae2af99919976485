"""Both sides as they run: filled by a process of their own, served by the same server with the same threads."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PRODUCT_PORT, PLAIN_PORT = 8791, 8792


@dataclass(frozen=True)
class Side:
    """One of the two: its environment, its application, its port, the process behind its pages where it has one."""

    module: str
    application: str
    port: int
    environment: dict[str, str]
    worker: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        """The address of its database, or of a file."""
        given = self.environment
        return given.get("PLAIN_DATABASE_URL" if self.port == PLAIN_PORT else "DATABASE_URL") or (
            f"sqlite:///{given['ZHUANBAN_DATA']}/zhuanban.sqlite3"
        )

    def filled(self, house: Path, matters: int) -> Any:
        """Fill it; what it says about its accounts."""
        command = [sys.executable, "-m", f"bench.against.{self.module}", str(house), str(matters)]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, check=True, cwd=ROOT)  # noqa: S603
        return json.loads(done.stdout.decode().strip().splitlines()[-1])

    @contextmanager
    def served(self) -> Iterator[int]:
        """The web process, as `serve` starts it, until the end; its process number."""
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8",
            "--backpressure", "64", "--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error", "--no-ws",
            self.application,
        ]  # fmt: skip
        commands = [command, *([[sys.executable, "-m", *self.worker]] if self.worker else [])]
        processes = [subprocess.Popen(each, env=self.environment, cwd=ROOT) for each in commands]  # noqa: S603
        try:
            self.wait()
            yield processes[0].pid
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
                process.wait(30)

    def wait(self) -> None:
        """Until something answers."""
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(self.module)


def sides(folder: Path, engine: str) -> tuple[Side, Side]:
    """Product and plain with a database each: files in the folder, or databases of the server in DATABASE_URL."""
    common = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    product, plain = dict(common), dict(common)
    product["ZHUANBAN_DATA"] = str(folder / "data")
    plain["PLAIN_DATABASE_URL"] = f"sqlite:///{folder / 'plain.sqlite3'}"
    if engine == "sqlite":
        product.pop("DATABASE_URL", None)
    else:
        product["DATABASE_URL"], plain["PLAIN_DATABASE_URL"] = two_databases(os.environ["DATABASE_URL"], folder.name)
    return (
        Side("product_side", "zhuanban.config.wsgi:application", PRODUCT_PORT, product, ("zhuanban.cli", "work")),
        Side("plain_side", "bench.plain.wsgi:application", PLAIN_PORT, plain),
    )


def two_databases(url: str, name: str) -> tuple[str, str]:
    """Two new databases on the server."""
    import psycopg

    ending = "".join(letter for letter in name if letter.isalnum()).lower()
    names = [f"product_{ending}", f"plain_{ending}"]
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        for each in names:
            connection.execute(f'CREATE DATABASE "{each}"')
    head, _, query = url.partition("?")
    return tuple(f"{head.rsplit('/', 1)[0]}/{each}?{query}" for each in names)  # type: ignore[return-value]
