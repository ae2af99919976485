"""Which clause a kind serves: recognised by the kind's words in the words of the notice at hand."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ClauseWords:
    """A clause as recognition sees it: its key, all its words, whether it is a task, and its place in the text."""

    key: int
    words: str
    is_task: bool
    order: int


def clause_served(serves: Sequence[str], clauses: Sequence[ClauseWords]) -> int | None:
    """The clause that holds the earliest of the kind's words, None where none holds any.

    A clause with an earlier word is preferred to one with a later word (kinds/README.md); then a task, then the one
    that holds more of the words, then the first in the text.
    """
    scored = [(_score(serves, clause), clause) for clause in clauses]
    found = [(score, clause) for score, clause in scored if score is not None]
    return min(found, key=lambda pair: pair[0])[1].key if found else None


def _score(serves: Sequence[str], clause: ClauseWords) -> tuple[int, bool, int, int] | None:
    """Lower is better: place of the first word held, not a task, fewer words held, place in the text."""
    held = [place for place, word in enumerate(serves) if word in clause.words]
    return (held[0], not clause.is_task, -len(held), clause.order) if held else None
