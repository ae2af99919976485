"""Asking a server over HTTP as a browser does: one connection kept open, a session cookie, a CSRF token."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

TOKEN = "a" * 32
LONGEST, LEAST_ROUNDS = 30, 20  # seconds of one work, and how often at least


@dataclass
class Client:
    """Somebody signed in at a port of this machine."""

    port: int
    cookie: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
        """The answer's body; RuntimeError for an answer that is no success."""
        return self.answered(method, path, body, kind)[0]

    def answered(self, method: str, path: str, body: bytes | None, kind: str) -> tuple[bytes, str]:
        """The answer's body, and where it sends on to."""
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": kind}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300].decode(errors='replace')}")
        return content, answer.headers.get("Location", "")

    def get(self, path: str) -> bytes:
        """What stands there."""
        return self.ask("GET", path)

    def post(self, path: str, given: dict[str, Any], method: str = "POST") -> Any:
        """The JSON that is answered to JSON."""
        return json.loads(self.ask(method, path, json.dumps(given).encode()))

    def send_form(self, path: str, **fields: str) -> str:
        """A form; where the answer sends on to."""
        return self.answered("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")[1]

    def send_file(self, path: str, field: str, name: str, content: bytes, **fields: str) -> str:
        """A form with a file; where the answer sends on to."""
        mark = "----------------bench"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, f"\r\n--{mark}--\r\n".encode()])
        return self.answered("POST", path, body, f"multipart/form-data; boundary={mark}")[1]


@dataclass(frozen=True)
class Times:
    """Milliseconds of so many requests: exact percentiles."""

    taken: list[float]

    def at(self, share: float) -> float:
        """The smallest time that this share of the requests did not exceed."""
        ordered = sorted(self.taken)
        return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]

    @property
    def p50(self) -> float:
        return self.at(0.5)

    @property
    def most(self) -> float:
        return self.at(1)

    @property
    def p95(self) -> float:
        return self.at(0.95)


def in_turn(works: Sequence[Callable[[int], object]], rounds: int, warm: int = 10) -> list[Times]:
    """Each work in each round, one after the other, so that what else the machine does meets all alike.

    A work that has taken long enough rests once it was done often enough.
    """
    taken: list[list[float]] = [[] for _ in works]
    for number in range(rounds + warm):
        for work, times in zip(works, taken, strict=True):
            if len(times) >= LEAST_ROUNDS and sum(times) > 1000 * LONGEST:
                continue
            start = time.perf_counter()
            work(number)
            if number >= warm:
                times.append(1000 * (time.perf_counter() - start))
    return [Times(times) for times in taken]


def at_once(make: Callable[[], Callable[[int], object]], clients: int, each: int) -> tuple[float, Times]:
    """So many clients, each so many times: how many a second in all, and the time of each request."""
    taken: list[float] = []
    faults: list[BaseException] = []

    def run(first: int) -> None:
        work = make()
        try:
            for number in range(each):
                start = time.perf_counter()
                work(first + number)
                taken.append(1000 * (time.perf_counter() - start))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(1_000 * number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return clients * each / (time.perf_counter() - start), Times(taken)
