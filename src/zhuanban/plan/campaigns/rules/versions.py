"""Which clause of a new text is which clause of the old one: a clause keeps its key across versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.6


@dataclass(frozen=True)
class Known:
    """A clause of an older version: its key, and where and how it stood last."""

    key: str
    position: str
    title: str


def keys_for(
    clauses: Sequence[Mapping[str, Any]], known: Iterable[Known], carried: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Position in the new text → key: as the comparison matched it (`carried`), else by title or place, else a new one.

    `known` are the clauses of all older texts: one that an older text dropped may come again.
    """
    matched, taken = carried or {}, {each.key: each for each in known}
    keys = {clause["id"]: matched[clause["id"]] for clause in clauses if matched.get(clause["id"]) in taken}
    held = set(keys.values())
    left = [each for key, each in taken.items() if each.position and key not in held]
    for clause in clauses:
        if clause["id"] in keys:
            continue
        match = _same_title(clause, left)
        if match:
            keys[clause["id"]] = match.key
            left.remove(match)
    for clause in clauses:
        if clause["id"] in keys:
            continue
        match = _same_place(clause, left)
        if match:
            keys[clause["id"]] = match.key
            left.remove(match)
        else:
            keys[clause["id"]] = _fresh(clause["id"], {*taken, *keys.values()})
    return keys


def _same_title(clause: Mapping[str, Any], left: Sequence[Known]) -> Known | None:
    same = [each for each in left if each.title == clause["title"][:200]]
    return next((each for each in same if each.position == clause["id"]), same[0] if same else None)


def _same_place(clause: Mapping[str, Any], left: Sequence[Known]) -> Known | None:
    here = next((each for each in left if each.position == clause["id"]), None)
    alike = here and SequenceMatcher(None, here.title, clause["title"], autojunk=False).ratio() >= ALIKE
    return here if alike else None


def _fresh(position: str, taken: Collection[str]) -> str:
    key, number = position, 2
    while key in taken:
        key, number = f"{position}~{number}", number + 1
    return key
