"""Sealed entries are also sent to a syslog receiver (RFC 5424), at least once each, so that a copy lies elsewhere.

UDP tells little: a receiver that refuses is noticed, one that is merely gone is not. Use TCP where that matters.
"""

import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.chain import Link
from zhuanban.ground.journal.models import Checkpoint
from zhuanban.ground.journal.registry import every

AUDIT, NOTICE, CRITICAL = 13, 5, 2  # facility and severities of RFC 5424
ENTERPRISE = "zhuanban@32473"  # the number that RFC 5612 keeps for those without one of their own
BATCH = 200
WAIT_SECONDS, HEARD_SECONDS = 2.0, 0.3
MOST_REST = timedelta(minutes=5)
log = logging.getLogger(__name__)


@dataclass
class Outlet:
    """The one sender of this process: when it may try again, and the work that is under way."""

    failures: int = 0
    rests_until: datetime | None = None
    work: Future[int] | None = None
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "syslog"))

    def is_free(self) -> bool:
        rested = self.rests_until is None or clock.now() >= self.rests_until
        return rested and (self.work is None or self.work.done())


outlet = Outlet()


@every(timedelta(seconds=5))
def send_to_syslog() -> None:
    """Start sending, beside the worker: a receiver that does not answer holds nobody up."""
    if settings.JOURNAL_SYSLOG and outlet.is_free():
        outlet.work = outlet.thread.submit(_send_apart)


def _send_apart() -> int:
    try:
        return send_what_is_due()
    finally:
        connection.close()


def send_what_is_due() -> int:
    """Send the sealed entries behind the cursor; returns how many went out. A failure is put off."""
    cursor = chain.noted(Checkpoint.Name.SYSLOG)
    position, sent = (cursor.position if cursor else chain.start()[0]), 0
    try:
        for batch in _batches(position):
            _deliver([line_of(link) for link in batch])
            chain.note(Checkpoint.Name.SYSLOG, batch[-1].position, batch[-1].digest)
            sent += len(batch)
    except OSError as error:
        outlet.failures += 1
        rest = min(MOST_REST, timedelta(seconds=5 * 2 ** min(outlet.failures - 1, 10)))
        outlet.rests_until = clock.now() + rest
        log.warning("syslog receiver away (%s), trying again in %s", type(error).__name__, rest)
        return sent
    outlet.failures, outlet.rests_until = 0, None
    return sent


def _batches(after: int) -> Iterator[list[Link]]:
    batch: list[Link] = []
    for link in chain.links(after):
        batch.append(link)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def line_of(link: Link) -> bytes:
    """One message: the plain part of the entry as structured data, its Chinese sentence as the text."""
    content = link.content or {"event": "Removed", "sentence": "", "at": link.sealed_at}
    severity = CRITICAL if content["event"] in ("JournalBroken", "Removed") else NOTICE
    subject = ":".join(map(str, content.get("subject", ())))
    values = {
        "position": link.position, "id": link.entry_id, "by": content.get("by"), "for": content.get("acting_for"),
        "subject": subject, "campaign": content.get("campaign"), "unit": content.get("unit"), "digest": link.digest,
    }  # fmt: skip
    data = " ".join(f'{name}="{_escaped(str(value))}"' for name, value in values.items() if value not in (None, ""))
    moment = content["at"].replace("+00:00", "Z")
    name = re.sub(r"[^!-~]", "_", content["event"])[:32] or "-"
    head = f"<{AUDIT * 8 + severity}>1 {moment} {_host()} zhuanban - {name} [{ENTERPRISE} {data}]"
    words = re.sub(r"[\x00-\x1f\x7f]", " ", content["sentence"])
    return f"{head} \ufeff{words}".encode()


def send_checkpoint(position: int, count: int, digest: str) -> None:
    """Tell the receiver how far the chain has come and with which digest, or raise OSError."""
    moment = clock.now().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    data = f'{ENTERPRISE} position="{position}" count="{count}" digest="{digest}"'
    words = f"日志核对点：到第 {position} 条，共 {count} 条，末条摘要 {digest}"
    head = f"<{AUDIT * 8 + NOTICE}>1 {moment} {_host()} zhuanban - Checkpoint [{data}]"
    _deliver([f"{head} \ufeff{words}".encode()])


def _escaped(value: str) -> str:
    return re.sub(r'(["\\\]])', r"\\\1", value)


def _host() -> str:
    return re.sub(r"[^!-~]", "_", socket.gethostname())[:255] or "-"


def _deliver(lines: list[bytes]) -> None:
    """Send all of them or raise OSError."""
    address = urlsplit(settings.JOURNAL_SYSLOG)
    with _connected(address.scheme, address.hostname or "", address.port or 0, address.path) as way:
        for line in lines:
            # Over TCP each message says its length first (RFC 6587); a datagram needs no frame.
            way.sendall(b"%d %s" % (len(line), line) if address.scheme == "tcp" else line)
        if address.scheme == "tcp":
            way.shutdown(socket.SHUT_WR)
        _listen(way)


def _listen(way: socket.socket) -> None:
    """A receiver that has gone says so now (reset, refused); one that is there closes, or is silent."""
    way.settimeout(HEARD_SECONDS)
    try:
        way.recv(1)
    except TimeoutError:
        return


@contextmanager
def _connected(scheme: str, host: str, port: int, path: str) -> Iterator[socket.socket]:
    if scheme == "tcp":
        with socket.create_connection((host, port), timeout=WAIT_SECONDS) as way:
            yield way
        return
    family, target = _datagram_target(host, port) if scheme else (socket.AF_UNIX, path)
    with socket.socket(family, socket.SOCK_DGRAM) as way:
        way.settimeout(WAIT_SECONDS)
        way.connect(target)
        yield way


def _datagram_target(host: str, port: int) -> tuple[socket.AddressFamily, Any]:
    family, _, _, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    return family, target
