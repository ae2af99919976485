"""The numbered tree: 二、 > 第二阶段： > （三） > 1.治理乱拉乱扯。, with 一是…二是… and —— inside the items."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from notice_compiler.draft import Draft, Item, Line
from notice_compiler.grammar.numerals import ordinal
from notice_compiler.grammar.titles import heading_of
from notice_compiler.grammar.words import outermost
from notice_compiler.lexicon.markers import BEGINS, DEPTH, INLINE, MARKERS
from notice_compiler.model import Span

PARAGRAPH_STYLES = ("dash", "first")
ENDS = tuple("。：；！？;:）)〕]】”")


@dataclass(slots=True)
class _Node:
    id: str
    parent: str | None
    style: str
    marker: str
    number: int
    start: int
    heading: Span
    printed: bool
    body: list[Span] = field(default_factory=list)
    rows: list[Span] = field(default_factory=list)
    end: int = 0
    children: int = 0


@dataclass(slots=True)
class _Tree:
    """What is built while the lines are walked; it never leaves this pass."""

    draft: Draft
    nodes: list[_Node] = field(default_factory=list)
    path: list[_Node] = field(default_factory=list)
    roots: int = 0

    def open(self, style: str, marker: str, number: int, start: int, line: Line, after: int) -> None:
        while self.path and DEPTH[self.path[-1].style] >= DEPTH[style]:
            self.path.pop()
        parent = self.path[-1] if self.path else None
        heading, printed, rest = heading_of(self.draft.text, self.draft.pairs, Span(after, line.end), style)
        node = _Node(self._next(parent), parent.id if parent else None, style, marker, number, start, heading, printed)
        if rest.end > rest.start:
            node.body.append(rest)
        self.nodes.append(node)
        self.path.append(node)
        self._reach(line.end)

    def annex(self, name: str, title: Line) -> None:
        """The announced title of an annex, perhaps below a page head 附件1 that opened it."""
        last = self.nodes[-1] if self.nodes else None
        if last and last.style == "annex" and not last.body and last.heading.start == last.heading.end:
            last.heading, last.printed = Span(title.start, title.end), True
            self._reach(title.end)
        else:
            self.open("annex", name, ordinal(name[2:]), title.start, title, title.start)

    def add(self, line: Line) -> None:
        """A line without a marker: it goes on with the innermost item that is not just a paragraph."""
        while line.opens and self.path and self.path[-1].style in PARAGRAPH_STYLES and self._ended():
            self.path.pop()
        if self.path and self.path[-1].heading.start == self.path[-1].heading.end and not self.path[-1].body:
            self._entitle(self.path[-1], line)
            self._reach(line.end)
        elif self.path:
            self.path[-1].body.append(Span(line.start, line.end))
            self._reach(line.end)

    def add_row(self, line: Line) -> None:
        """A row of a table belongs to the innermost item that is not just a paragraph; it is never a heading."""
        while self.path and self.path[-1].style in PARAGRAPH_STYLES:
            self.path.pop()
        if self.path:
            self.path[-1].rows.append(Span(line.start, line.end))
            self._reach(line.end)

    def _entitle(self, node: _Node, line: Line) -> None:
        """A marker alone on its line has its title on the next: 第一章 ⏎ 总则."""
        found = heading_of(self.draft.text, self.draft.pairs, Span(line.start, line.end), node.style)
        node.heading, node.printed, rest = found
        if rest.end > rest.start:
            node.body.append(rest)

    def _ended(self) -> bool:
        return self.draft.text[self.path[-1].end - 1] in ENDS

    def _reach(self, end: int) -> None:
        for node in self.path:
            node.end = end

    def _next(self, parent: _Node | None) -> str:
        if parent is None:
            self.roots += 1
            return str(self.roots)
        parent.children += 1
        return f"{parent.id}.{parent.children}"


def run(draft: Draft) -> Draft:
    """Walk the lines outside cover, roster and lists."""
    tree = _Tree(draft)
    annexes = {region.start: region for region in draft.annexes}
    titled = 0
    closed = sorted(draft.regions)
    for line in draft.lines:
        while closed and closed[0].end <= line.start:
            closed.pop(0)
        if closed and closed[0].start <= line.start:
            continue
        if line.start < titled:
            continue
        if line.start in annexes:
            titled = annexes[line.start].end
            tree.annex(annexes[line.start].name, Line(line.start, titled, line.opens))
        else:
            _place(tree, line)
    return replace(draft, items=tuple(_inline(draft, tree)))


def _place(tree: _Tree, line: Line) -> None:
    if line.row:
        tree.add_row(line)
        return
    for style, _, pattern in MARKERS if BEGINS.match(tree.draft.text, line.start) else ():
        if found := pattern.match(tree.draft.text, line.start, line.end):
            marker = found["mark"].strip()
            tree.open(style, marker, ordinal(found["number"]), line.start, line, found.end())
            return
    tree.add(line)


def _inline(draft: Draft, tree: _Tree) -> list[Item]:
    """Cut 一是…；二是… out of the bodies as items of their own."""
    items: list[Item] = []
    for node in tree.nodes:
        own: list[Span] = []
        inner: list[tuple[int, int, int, str, int]] = []
        for span in node.body:
            found = _enumerated(draft, span)
            own += _outside(span, found)
            inner += found
        items.append(_item(node, tuple(own)))
        items += _inner_items(draft, node, inner)
    return sorted(items, key=lambda item: item.start)


def _item(node: _Node, body: tuple[Span, ...]) -> Item:
    return Item(
        node.id,
        node.parent,
        node.style,
        node.marker,
        node.number,
        node.start,
        node.heading,
        node.printed,
        body,
        node.end,
        tuple(node.rows),
    )


def _enumerated(draft: Draft, span: Span) -> list[tuple[int, int, int, str, int]]:
    """(start, after the marker, end, marker, number) for each of 一是, 二是 … of one paragraph."""
    found = list(INLINE.finditer(draft.text, *span))
    numbers = [ordinal(each["number"]) for each in found]
    if numbers[:2] != [1, 2]:
        return []
    count = next((n for n, number in enumerate(numbers) if number != n + 1), len(numbers))
    ends = [each.start("mark") for each in found[1:count]] + [_last_end(draft, span, found[count - 1].end())]
    return [
        (each.start("mark"), each.end(), end, each["mark"], n + 1)
        for n, (each, end) in enumerate(zip(found[:count], ends, strict=True))
    ]


def _last_end(draft: Draft, span: Span, after: int) -> int:
    """The last one ends before a bracket that closes the paragraph: that bracket speaks for all."""
    closing = outermost(draft.pairs, after, span.end)[-1:]
    return next((pair.open for pair in closing if pair.close >= span.end - 2), span.end)


def _outside(span: Span, inner: list[tuple[int, int, int, str, int]]) -> list[Span]:
    """What is left of a paragraph beside its 一是…二是…."""
    kept: list[Span] = []
    at = span.start
    for start, _, end, _, _ in inner:
        if start > at:
            kept.append(Span(at, start))
        at = end
    return [*kept, Span(at, span.end)] if at < span.end else kept


def _inner_items(draft: Draft, node: _Node, inner: list[tuple[int, int, int, str, int]]) -> list[Item]:
    items: list[Item] = []
    for count, (start, after, end, marker, number) in enumerate(inner):
        heading, printed, rest = heading_of(draft.text, draft.pairs, Span(after, end), "first")
        body = (rest,) if rest.end > rest.start else ()
        ident = f"{node.id}.{node.children + count + 1}"
        items.append(Item(ident, node.id, "first", marker, number, start, heading, printed, body, end))
    return items
