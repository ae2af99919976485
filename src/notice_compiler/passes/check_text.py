"""Faults of the print: a bracket never closed, a number left out: （一）…（三）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.model import Finding, Span

COUNTED = ("chapter", "article", "part", "stage", "section", "item", "point", "circle", "first")
SHOWN = 16


def run(draft: Draft) -> Draft:
    """unclosed-bracket, numbering-gap, no-title, no-clauses"""
    found = (*_brackets(draft), *_numbers(draft), *_nothing(draft))
    return replace(draft, findings=(*draft.findings, *found))


def _brackets(draft: Draft) -> Iterator[Finding]:
    for at in draft.unclosed:
        end = min(draft.text.find("\n", at) % (len(draft.text) + 1), at + SHOWN)
        span = Span(at, max(end, at + 1))
        yield Finding("unclosed-bracket", "warning", f"“{draft.words(span)}…”处的括号没有对应的另一半。", span)


def _numbers(draft: Draft) -> Iterator[Finding]:
    """A number follows its elder brother, or the last one of its style in a numbering that runs through."""
    brothers: dict[tuple[str | None, str], int] = {}
    styles: dict[str, int] = {}
    for item in draft.items:
        if item.style not in COUNTED or not item.number:
            continue
        before = brothers.get((item.parent, item.style))
        running = styles.get(item.style, 0)
        if item.number not in {(before or 0) + 1, running + 1, 1}:
            yield _gap(item, before or running)
        brothers[item.parent, item.style] = styles[item.style] = item.number


def _gap(item: Item, before: int) -> Finding:
    span = Span(item.start, max(item.heading.end, item.start + len(item.marker)))
    said = f"序号“{item.marker}”不连续，它前面的同级序号是第{before}个" if before else f"同级序号从“{item.marker}”开始"
    return Finding("numbering-gap", "warning", f"{said}，请核对有无缺漏。", span)


def _nothing(draft: Draft) -> Iterator[Finding]:
    if not draft.notice.title:
        yield Finding("no-title", "warning", "没有找到通知的标题，请人工填写。", None)
    if not draft.items:
        yield Finding("no-clauses", "error", "没有找到带序号的条款，可能不是一份方案。", None)
