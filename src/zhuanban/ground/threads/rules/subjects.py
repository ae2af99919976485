"""What can be commented on: a room registers its kind of thing, who sees it, and where it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class About:
    """A thing that is commented on. `takes_comments` is False where the action does not run."""

    kind: str
    key: int
    campaign_id: int
    action: str
    title: str
    address: str
    takes_comments: bool


@dataclass(frozen=True)
class Subject:
    """A kind of thing. Its `kind` is also that of its source in the index of words.

    `seen_by` gives, of these keys, the things that the person may see. `readers` gives the condition on seats
    (RoleAssignment) of those who see the thing of a key: who is not among them cannot be mentioned or found there.
    """

    kind: str
    words: str
    seen_by: Callable[[Any, Collection[int]], Mapping[int, About]]
    readers: Callable[[int], Any]


_subjects: dict[str, Subject] = {}


def commented(subject: Subject) -> Subject:
    """Register a kind of thing; a room does it once, in its slots."""
    _subjects[subject.kind] = subject
    return subject


def subject_of(kind: str) -> Subject | None:
    """The kind of thing of this name."""
    return _subjects.get(kind)


def subjects() -> list[Subject]:
    """All of them."""
    return [_subjects[kind] for kind in sorted(_subjects)]
