"""`compare` and `conform`: two texts side by side, without a database."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from notice_compiler import Comparison, Conformance, FactChange, Plan, Unreadable, compare, compile_notice, conform

WAYS = {"weakened": "放宽", "tightened": "收紧", "changed": "改动", "added": "增加", "removed": "去掉"}
FATES = (
    ("same", "没变"),
    ("moved", "换位置"),
    ("reworded", "改文字"),
    ("moved_reworded", "换位置并改文字"),
    ("added", "新增"),
    ("removed", "删去"),
)
STATES = (
    ("carried_out", "已落实"),
    ("strengthened", "高于通知"),
    ("weakened", "低于通知"),
    ("unsure", "拿不准"),
    ("missing", "没落实"),
    ("added", "本地增加"),
)


def run(arguments: argparse.Namespace) -> int:
    """0 where nothing differs or all is carried out, 1 where not, 2 with one sentence for an unreadable file."""
    try:
        first, second = (_read(file) for file in (arguments.old, arguments.new))
    except Unreadable as error:
        print(f"zhuanban：{error}", file=sys.stderr)
        return 2
    if arguments.command == "compare":
        comparison = compare(first, second)
        _show(comparison.as_json() if arguments.json else None, compared(comparison))
        return int(comparison.differs)
    conformance = conform(first, second)
    _show(conformance.as_json() if arguments.json else None, conformed(conformance))
    return int(not conformance.conforms)


def _read(file: str) -> Plan:
    try:
        return compile_notice(Path(file))
    except Unreadable as error:
        raise Unreadable(f"{file}：{error}") from error


def _show(value: dict[str, object] | None, lines: Iterator[str]) -> None:
    print(json.dumps(value, ensure_ascii=False) if value is not None else "\n".join(lines))


def compared(comparison: Comparison) -> Iterator[str]:
    """The counts, the clauses that are not what they were, the facts, the people."""
    yield f"旧：{comparison.old_title}"
    yield f"新：{comparison.new_title}"
    if comparison.kind == "roster_amendment":
        yield "这是一份只调整专班成员的通知，原来的条款继续有效。"
    else:
        counts = asdict(comparison.counts)
        yield "条款：" + "，".join(f"{name} {counts[fate]}" for fate, name in FATES)
    if comparison.kind == "same":
        yield "两份通知没有差别。"
    shown = [each for each in comparison.clauses if each.fate != "same"]
    yield from _part("条款变动", [f"{_ids(each.old, each.new)}  {each.sentence}" for each in shown])
    yield from _part("内容变动", [_fact(each) for each in comparison.facts])
    yield from _part("名单变动", [each.sentence for each in comparison.roster])


def conformed(conformance: Conformance) -> Iterator[str]:
    """The counts, then each clause of the notice with the local clauses that answer it and what is weaker."""
    yield f"通知：{conformance.notice_title}"
    yield f"本地方案：{conformance.local_title}"
    counts = asdict(conformance.counts)
    yield "，".join(f"{name} {counts[state]}" for state, name in STATES)
    names = dict(STATES)
    yield ""
    for answer in conformance.clauses:
        local = "、".join(f"{each.clause} {each.words.text}" for each in answer.locals)
        yield f"[{names[answer.state]}] {answer.clause}  {answer.words.text}" + (f"  ←  {local}" if local else "")
        for reason in answer.reasons:
            yield f"    {WAYS[reason.direction]}：{reason.sentence}"
    yield from _part("本地增加", [f"{each.clause}  {each.words.text}" for each in conformance.added])
    aside = [f"{each.clause}  {each.words.text}：{each.reason}" for each in conformance.set_aside]
    yield from _part("不对照的条款", aside)


def _fact(change: FactChange) -> str:
    return f"{_ids(change.old_clause, change.new_clause)}  [{WAYS[change.direction]}] {change.sentence}"


def _ids(old: str | None, new: str | None) -> str:
    if not old and not new:
        return "全文"
    return f"{old}" if old == new else f"{old or '无'} → {new or '无'}"


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}（{len(lines)}）"
        yield from lines
