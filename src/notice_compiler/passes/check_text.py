"""Faults of the print: a bracket never closed, a number left out or printed twice, line ends or characters lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.words import is_run_on
from notice_compiler.lexicon.variants import VARIANT
from notice_compiler.model import Finding, Span

COUNTED = ("chapter", "article", "part", "stage", "section", "item", "point", "circle", "first")
SHOWN = 16


def run(draft: Draft) -> Draft:
    """What is lacking as a whole, then what is wrong at a place."""
    found = (*_lacking(draft), *_damage(draft), *_brackets(draft), *_numbers(draft))
    return replace(draft, findings=(*draft.findings, *found))


def _lacking(draft: Draft) -> Iterator[Finding]:
    if not draft.notice.title:
        yield finding("no-title", None)
    if not draft.items:
        yield finding("no-clauses", None)
    elif draft.notice.date is None and draft.notice.title:
        yield finding("no-date", None)


def _damage(draft: Draft) -> Iterator[Finding]:
    if draft.recognised and draft.lines:
        yield finding("scanned-text", Span(*draft.lines[0][:2]))
    if draft.unread:
        yield finding("pages-not-read", None, pages="、".join(map(str, draft.unread)))
    if draft.lines and is_run_on(draft.text):
        first = draft.lines[0]
        yield finding("text-run-on", Span(first.start, first.end))
    for region in draft.regions:
        if region.name == "plan":
            title = next(line for line in draft.lines if line.start == region.start)
            yield finding("second-plan", Span(title.start, title.end), words=draft.words_of(title))
    if variant := VARIANT.search(draft.printed):
        yield finding("variant-characters", Span(*variant.span()), words=variant[0])


def _brackets(draft: Draft) -> Iterator[Finding]:
    for at in draft.unclosed:
        end = min(draft.text.find("\n", at, at + SHOWN) % (len(draft.text) + 1), at + SHOWN)
        span = Span(at, max(end, at + 1))
        yield finding("unclosed-bracket", span, words=draft.words(span))
    opened = {pair.close: pair.open for pair in draft.pairs}
    for at in draft.mismatched:
        span = Span(opened[at], at + 1)
        yield finding("bracket-mismatch", span, words=draft.words(Span(max(opened[at], at - SHOWN), at + 1)))


def _numbers(draft: Draft) -> Iterator[Finding]:
    """A number follows its elder brother, or the last one of its style in a numbering that runs through."""
    brothers: dict[tuple[str | None, str], int] = {}
    styles: dict[str, int] = {}
    for item in draft.items:
        if item.style not in COUNTED or not item.number:
            continue
        before = brothers.get((item.parent, item.style))
        running = styles.get(item.style, 0)
        if item.number == before:
            yield finding("numbering-repeat", _place(item), marker=item.marker)
        elif item.number not in {(before or 0) + 1, running + 1, 1}:
            yield _gap(item, before or running)
        brothers[item.parent, item.style] = styles[item.style] = item.number


def _gap(item: Item, before: int) -> Finding:
    said = f"它前面的同级序号是第{before}个" if before else "它前面没有同级的序号"
    return finding("numbering-gap", _place(item), marker=item.marker, before=said)


def _place(item: Item) -> Span:
    return Span(item.start, max(item.heading.end, item.start + len(item.marker)))
