"""Checkpoints: a line a day that says how far the chain had come, to be kept where nobody with this server reaches it.

Each line holds the place, how many seals stand up to it, and the digest there, which covers every entry before it; the
mark is keyed. One line on paper is enough to show that a chain was computed anew or its end cut off.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain, faults
from zhuanban.ground.journal.faults import Fault
from zhuanban.ground.journal.marks import instant, make_mark, mark_holds
from zhuanban.ground.journal.models import Checkpoint, Seal

KIND = "zhuanban journal"


@dataclass(frozen=True)
class Noted:
    """One line: up to this position the chain had this digest and so many seals behind `after`."""

    at: str
    after: int
    position: int
    count: int
    digest: str

    @property
    def words(self) -> str:
        return f"{self.at} {self.after} {self.position} {self.count} {self.digest}"

    @property
    def day(self) -> str:
        return self.at[:10]


def checkpoints_file() -> Path:
    """Where the lines are kept: in the data folder, to be copied away with it."""
    return Path(settings.DATA) / "journal" / "checkpoints.jsonl"


def keep_checkpoint() -> Noted | None:
    """Add the line of today to the file; None where there is no chain, or its end cannot be trusted."""
    head = chain.noted(Checkpoint.Name.HEAD)
    if head is None:
        return None
    after, _ = chain.start()
    count = Seal.objects.filter(position__gt=after, position__lte=head.position).count()
    noted = Noted(instant(clock.now()), after, head.position, count, head.digest)
    path = checkpoints_file()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    line = {"checkpoint": KIND, **asdict(noted), "mark": make_mark("daily checkpoint", noted.words)}
    # For nobody else's eyes from its first moment on.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return noted


def are_checkpoints(file: Path) -> bool:
    """Whether a file holds checkpoints rather than an export; ValueError where its first line is neither."""
    with file.open(encoding="utf-8") as lines:
        return "checkpoint" in _read(lines.readline())


def contradicted(file: Path) -> tuple[int, list[Fault]]:
    """How many lines there are, and what the chain of today says otherwise. ValueError where a line is none."""
    count = 0
    found: list[Fault] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                count += 1
                found += _of_line(count, _read(line))
    return count, found


def _read(line: str) -> dict[str, Any]:
    item = json.loads(line)
    if not isinstance(item, dict):
        raise ValueError("no object")
    return item


def _of_line(number: int, item: dict[str, Any]) -> Iterator[Fault]:
    noted = Noted(
        str(item["at"]), int(item["after"]), int(item["position"]), int(item["count"]), str(item["digest"])
    )
    if not mark_holds(str(item.get("mark", "")), "daily checkpoint", noted.words):
        yield faults.head(f"第 {number} 行（{noted.day}）不是用本机的密钥写下的，或被改动过")
        return
    begins, digest = chain.start()
    if noted.position < begins:
        return  # archived since; the archive's own export bears witness
    seal = Seal.objects.filter(position=noted.position).first()
    now = digest if noted.position == begins else seal.digest if seal else None
    if now is None:
        yield faults.differs(noted.position, 0, f"在 {noted.day} 的核对点里有，现在没有：末尾被截去过")
    elif now != noted.digest:
        words = f"的链上摘要与 {noted.day} 的核对点不同：这一条或它以前的条目被改过，链又被重算过"
        yield faults.differs(noted.position, seal.entry_id if seal else 0, words)
    there = Seal.objects.filter(position__gt=noted.after, position__lte=noted.position).count()
    if begins == noted.after and there != noted.count:
        yield faults.head(f"到第 {noted.position} 条，{noted.day} 的核对点记有 {noted.count} 条，现在有 {there} 条")
