"""People: who joined the task force, who left, whose role or posts changed, and where its office sits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from notice_compiler.comparison.likeness import bare
from notice_compiler.comparison.model import RosterChange
from notice_compiler.comparison.side import Side
from notice_compiler.lexicon.common_words import ONLY_JOINED, ROSTER_NOTICE
from notice_compiler.model import Office, RosterEntry

AMENDS = re.compile(ROSTER_NOTICE)
JOINING = re.compile(ONLY_JOINED)
OPENING = 400
TASK_KINDS = ("task", "goal")


def amends_only_the_roster(old: Side, new: Side) -> bool:
    """关于调整…专班成员的通知: says so in its title, or brings people and no tasks while the old notice had tasks."""
    tasks = any(clause.kind in TASK_KINDS for clause in new.plan.clauses)
    if AMENDS.search("".join(new.plan.notice.title.split())):
        return not tasks or len(new.plan.clauses) * 2 < len(old.plan.clauses)
    if tasks or not any(clause.kind in TASK_KINDS for clause in old.plan.clauses):
        return False
    return bool(new.plan.roster) or AMENDS.search("".join(new.plan.text[:OPENING].split())) is not None


def changes(old: Side, new: Side) -> Iterator[RosterChange]:
    """Nobody left where the newer notice names nobody, or only adds."""
    if new.plan.roster:
        yield from _people(old, new, leaving=JOINING.search(new.plan.notice.title) is None)
    if new.plan.office:
        yield from _office(old.plan.office or Office(None, None, ()), new.plan.office)


def _people(old: Side, new: Side, *, leaving: bool) -> Iterator[RosterChange]:
    left, right = _by_name(old), _by_name(new)
    for name, entries in left.items():
        others = right.get(name, [])
        # Of two people of one name, or one person in two roles, those in the same order.
        for before, after in zip(entries, others, strict=False):
            yield from _person(old, new, before, after)
        if leaving:
            for entry in entries[len(others) :]:
                words = old.words(entry.span)
                yield RosterChange("left", entry.name, words, None, f"{entry.name}（{entry.role}）不再在名单上。")
    for name, entries in right.items():
        for entry in entries[len(left.get(name, [])) :]:
            words = new.words(entry.span)
            sentence = f"{entry.name}（{'，'.join(entry.posts)}）任{entry.role}。"
            yield RosterChange("joined", entry.name, None, words, sentence)


def _by_name(side: Side) -> dict[str, list[RosterEntry]]:
    found: dict[str, list[RosterEntry]] = defaultdict(list)
    for entry in side.plan.roster:
        found[bare(entry.name)].append(entry)
    return found


def _person(old: Side, new: Side, before: RosterEntry, after: RosterEntry) -> Iterator[RosterChange]:
    words = old.words(before.span), new.words(after.span)
    if bare(before.role) != bare(after.role):
        yield RosterChange("role", after.name, *words, f"{after.name}由{before.role}改任{after.role}。")
    if [bare(post) for post in before.posts] != [bare(post) for post in after.posts]:
        posts = f"“{'，'.join(before.posts)}”改为“{'，'.join(after.posts)}”"
        yield RosterChange("posts", after.name, *words, f"{after.name}的职务由{posts}。")


def _office(before: Office, after: Office) -> Iterator[RosterChange]:
    if after.unit and bare(after.unit) != bare(before.unit or ""):
        sentence = f"专班办公室由设在{before.unit or '未写明的单位'}改为设在{after.unit}。"
        yield RosterChange("seat", after.unit, None, None, sentence)
    if after.director and bare(after.director) != bare(before.director or ""):
        sentence = f"办公室主任由{before.director or '未写明'}改为{after.director}。"
        yield RosterChange("director", after.director, None, None, sentence)
    if after.deputies and after.deputies != before.deputies:
        names = "、".join(before.deputies) or "未写明", "、".join(after.deputies)
        yield RosterChange("deputies", names[1], None, None, f"办公室副主任由{names[0]}改为{names[1]}。")
