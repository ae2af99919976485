"""The export: a header, then one line of JSON for each link; whoever has it can verify it without the software."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.chain import Link
from zhuanban.ground.journal.marks import make_mark, mark_holds
from zhuanban.ground.journal.models import Checkpoint, Seal

VERSION = 2
SCRIPT = Path(__file__).parent / "shipped" / "verify_journal.py"


def exported(until: int | None = None) -> Iterator[dict[str, Any]]:
    """The header and the links up to a position, or all; nothing personal is in them."""
    after, previous = chain.start()
    last, digest = _end(until) or (after, previous)
    head: dict[str, Any] = {
        "journal": "zhuanban", "version": VERSION, "after": after, "previous": previous, "last": last, "digest": digest,
    }  # fmt: skip
    yield head | {"exported_at": clock.now().isoformat(), "mark": make_mark("export", _headed(head))}
    for link in chain.links(after, last):
        yield {
            "position": link.position,
            "algorithm": link.algorithm,
            "digest": link.digest,
            "sealed_at": link.sealed_at,
            "entry": link.entry_id,
            "mark": link.mark,
            "content": link.content,
        }


def _end(until: int | None) -> tuple[int, str] | None:
    """Where the export ends: at the noted head, even where the chain no longer reaches it."""
    if until is None and (head := chain.noted(Checkpoint.Name.HEAD)):
        return head.position, head.digest
    seals = Seal.objects.all() if until is None else Seal.objects.filter(position__lte=until)
    last = seals.order_by("-position").values_list("position", "digest").first()
    return (int(last[0]), str(last[1])) if last else None


def _headed(head: dict[str, Any]) -> str:
    return f"{head['after']} {head['previous']} {head['last']} {head['digest']}"


def write_export(file: TextIO, until: int | None = None, each: Callable[[int], None] | None = None) -> int:
    """Write the export line by line; returns how many links it holds."""
    count = -1
    for line in exported(until):
        count += 1
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if each and count % chain.CHUNK == 0:
            each(count)
    return count


def leave_script_beside(file: Path) -> Path:
    """The stand-alone script, so that the export can be verified wherever it is carried."""
    return Path(shutil.copy(SCRIPT, file.parent / SCRIPT.name))


def is_ours(head: dict[str, Any]) -> bool:
    """Whether a header was written under this installation's key."""
    return mark_holds(str(head.get("mark", "")), "export", _headed(head))


def read_export(file: Path) -> tuple[dict[str, Any], Iterator[Link]]:
    """The header and the links of an export; one from before the headers begins with its first link.

    Raises OSError or ValueError where the file is no export.
    """
    with file.open(encoding="utf-8") as lines:
        first = _read(lines.readline())
    if "position" in first:
        first = {"after": 0, "previous": chain.ORIGIN}
    elif not {"after", "previous", "last", "digest"} <= set(first):
        raise ValueError("no header")
    return first, _links_of(file)


def _links_of(file: Path) -> Iterator[Link]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            item = _read(line)
            if "position" not in item:
                continue
            content = item.get("content")
            if not isinstance(item["position"], int) or not isinstance(content, dict | None):
                raise ValueError("no link")
            yield Link(
                item["position"],
                int(item.get("entry") or (content or {}).get("id") or 0),
                str(item.get("algorithm", "sha256")),
                str(item.get("digest", "")),
                str(item.get("sealed_at", "")),
                str(item.get("mark", "")),
                content,
            )


def _read(line: str) -> dict[str, Any]:
    item = json.loads(line)
    if not isinstance(item, dict):
        raise ValueError("no object")
    return item
