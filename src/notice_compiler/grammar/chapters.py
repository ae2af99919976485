"""What kind of chapter an item stands in: 二、主要任务 · 三、保障措施."""

from __future__ import annotations

from collections.abc import Mapping

from notice_compiler.draft import Draft, Item
from notice_compiler.lexicon.chapters import GOAL, OTHER, PRINCIPLE, SAFEGUARD, TASKS
from notice_compiler.model import ClauseKind


def chapter_of(draft: Draft, item: Item, by_id: Mapping[str, Item]) -> ClauseKind:
    """What the outermost titled item says; the first of goal, safeguard and task that fits."""
    root: Item | None = None
    at: Item | None = item
    while at:
        root = at if at.style != "annex" else root
        at = by_id.get(at.parent or "")
    return _kind(draft.words(root.heading) if root else "")


def _kind(root: str) -> ClauseKind:
    if PRINCIPLE.search(root):
        return "principle"
    if OTHER.search(root):
        return "other"
    if SAFEGUARD.search(root) and not TASKS.search(SAFEGUARD.sub("", root)):
        return "safeguard"
    return "goal" if GOAL.search(root) else "task"
