"""What a verification can find, each with its place and a Chinese sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree. `last` ends a run of places with the same fault."""

    kind: str
    position: int | None
    message: str
    entry_id: int | None = None
    last: int | None = None

    def __str__(self) -> str:
        return self.message


def missing(first: int, last: int) -> Fault:
    """Places of which neither the seal nor, by it, the entry is there."""
    return Fault("missing", first, f"{_places(first, last)}缺失：封条不在", last=last)


def removed(position: int, entry_id: int) -> Fault:
    """The seal is there, its entry is not."""
    return Fault("removed", position, f"第 {position} 条被删除：封条还在，日志条目 {entry_id} 不在", entry_id)


def changed(position: int, entry_id: int, sentence: str) -> Fault:
    """The content is not what was sealed."""
    return Fault("changed", position, f"第 {position} 条被改动过（日志条目 {entry_id}，现为“{sentence}”）", entry_id)


def foreign(position: int, entry_id: int, sentence: str) -> Fault:
    """The seal fits the content, but neither was made by the program."""
    words = f"第 {position} 条不是本系统写下的，或改动后重算过链（日志条目 {entry_id}，现为“{sentence}”）"
    return Fault("foreign", position, words, entry_id)


def copied(position: int, entry_id: int) -> Fault:
    """A genuine entry a second time."""
    words = f"第 {position} 条是另一条的复制（日志条目 {entry_id}），不是本系统写下的"
    return Fault("copied", position, words, entry_id)


def rewritten(position: int, entry_id: int) -> Fault:
    """The content is as the program wrote it, the seal is not."""
    return Fault("rewritten", position, f"第 {position} 条的封条被改写", entry_id)


def loose(position: int, entry_id: int) -> Fault:
    """Both are genuine, but the link does not follow from the one before."""
    return Fault("loose", position, f"第 {position} 条与前一条接不上", entry_id)


def early(position: int, entry_id: int) -> Fault:
    """A seal at a place where the chain does not reach."""
    return Fault("early", position, f"第 {position} 条排在链的起点之前，不是本系统写下的", entry_id)


def differs(position: int, entry_id: int, words: str) -> Fault:
    """The database says something else than an earlier export."""
    return Fault("differs", position, f"第 {position} 条{words}", entry_id)


def stray(entry_id: int, sentence: str) -> Fault:
    """An entry off the chain without a mark that holds."""
    return Fault("stray", None, f"日志条目 {entry_id} 没有有效印记，不是本系统写下的（“{sentence}”）", entry_id)


def unqueued(entry_id: int, sentence: str) -> Fault:
    """A genuine entry that nobody would ever seal."""
    return Fault("unqueued", None, f"日志条目 {entry_id} 被移出待封存的队列（“{sentence}”）", entry_id)


def vanished(entry_id: int) -> Fault:
    """An entry that waited for its seal and is gone."""
    return Fault("vanished", None, f"日志条目 {entry_id} 在封存前被删除", entry_id)


def private(position: int, entry_id: int) -> Fault:
    """The private part beside the entry is not the one that was recorded with it."""
    return Fault("private", position, f"第 {position} 条的个人信息附表被换过（日志条目 {entry_id}）", entry_id)


def head(message: str) -> Fault:
    """What is noted about the end of the chain does not agree with it."""
    return Fault("head", None, message)


def merged(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Rewritten seals one after another are one finding: who computes a chain anew touches all that follow."""
    run: Fault | None = None
    for fault in faults:
        place = fault.position
        if run and run.position and fault.kind == "rewritten" and place == (run.last or run.position) + 1:
            run = replace(run, last=place, message=f"{_places(run.position, place)}的封条被改写")
            continue
        if run:
            yield run
            run = None
        if fault.kind == "rewritten":
            run = fault
        else:
            yield fault
    if run:
        yield run


def _places(first: int, last: int) -> str:
    return f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
