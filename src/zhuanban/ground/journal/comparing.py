"""An exported journal: verified by itself, and compared with what the database holds today."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from zhuanban.ground.journal import chain, faults
from zhuanban.ground.journal.chain import Link
from zhuanban.ground.journal.checkpoints import are_checkpoints, contradicted
from zhuanban.ground.journal.exporting import is_ours, read_export
from zhuanban.ground.journal.faults import Fault
from zhuanban.ground.journal.marks import canonical
from zhuanban.ground.journal.models import Seal
from zhuanban.ground.journal.verifying import Walk

FIELDS = {
    "event": "事件", "payload": "内容", "sentence": "一句话", "by": "办理人", "at": "时间", "subject": "对象",
    "campaign": "专项行动", "unit": "办理单位", "simulated": "模拟标记", "private": "个人信息摘要",
    "acting_for": "代何人办理", "mark": "印记", "id": "编号",
}  # fmt: skip
SHOWN_LETTERS = 60


def verified_file(file: Path) -> tuple[int, list[Fault]]:
    """Walk the links of an export: how many there are, and every fault."""
    head, links = read_export(file)
    walk = Walk(head["after"], head["previous"], is_keyed="mark" in head and is_ours(head))
    return _counted(walk, head, links)


def _counted(walk: Walk, head: dict[str, Any], links: Iterable[Link]) -> tuple[int, list[Fault]]:
    found = list(faults.merged(_of_file(walk, head, links)))
    return walk.count, found


def _of_file(walk: Walk, head: dict[str, Any], links: Iterable[Link]) -> Iterator[Fault]:
    if "mark" in head and not walk.is_keyed:
        yield faults.head("抬头不是用本机的密钥写下的，以下只核对各条是否前后相接")
    for link in links:
        if link.position <= walk.position:
            yield faults.rewritten(link.position, link.entry_id)
        else:
            yield from walk.step(link)
    if "last" in head and walk.position != head["last"]:
        yield faults.head(f"末尾不全：应到第 {head['last']} 条，只到第 {walk.position} 条")
    elif "digest" in head and walk.digest != head["digest"]:
        yield faults.head("末条摘要与抬头不符")


def compared(file: Path) -> tuple[int, list[Fault]]:
    """What the database no longer says as the export or the checkpoints do; what was archived since is passed over."""
    if are_checkpoints(file):
        return contradicted(file)
    count = 0
    found: list[Fault] = []
    _, links = read_export(file)
    begins, _ = chain.start()
    known = (link for link in links if link.position > begins)
    while batch := list(islice(known, chain.CHUNK)):
        count += len(batch)
        seals = Seal.objects.in_bulk([link.position for link in batch])
        entries = _entries_of(seals.values())
        for old in batch:
            seal = seals.get(old.position)
            content = entries.get(seal.entry_id) if seal else None
            found += _differences(old, seal.digest if seal else None, content)
    return count, found


def _entries_of(seals: Iterable[Seal]) -> dict[int, dict[str, Any]]:
    entries = chain.entries_of(seal.entry_id for seal in seals)
    return {pk: canonical(entry) for pk, entry in entries.items()}


def _differences(old: Link, digest: str | None, now: dict[str, Any] | None) -> Iterator[Fault]:
    before = old.content or {}
    sentence = str(before.get("sentence", ""))
    if digest is None or now is None:
        yield faults.differs(old.position, old.entry_id, f"在导出文件里有（“{sentence}”），现在没有")
        return
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            was, is_now = _short(before.get(name)), _short(now.get(name))
            words = f"的{FIELDS.get(name, name)}与导出时不同：原为{was}，现为{is_now}"
            yield faults.differs(old.position, old.entry_id, words)
    if digest != old.digest:
        yield faults.differs(old.position, old.entry_id, "的链上摘要与导出时不同")


def _short(value: Any) -> str:
    words = str(value)
    return f"“{words[:SHOWN_LETTERS]}{'……' if len(words) > SHOWN_LETTERS else ''}”"
