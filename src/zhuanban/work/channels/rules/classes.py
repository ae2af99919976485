"""Which kind a class of reports most likely is: by the kind's name, then by the words of the clause it serves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHORTEST = 2


@dataclass(frozen=True)
class KindWords:
    """A kind as the guess sees it."""

    key: int
    name: str
    serves: Sequence[str]


def likely_kind(said: str, kinds: Iterable[KindWords]) -> int | None:
    """The kind with this very name, else the one whose name or words share most with the class; None: no guess."""
    scored = [(_score(said, kind), kind.key) for kind in kinds]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > (0, 0) else None


def _score(said: str, kind: KindWords) -> tuple[int, int]:
    if said == kind.name:
        return 3, len(said)
    by_name, by_words = _shared(said, [kind.name]), _shared(said, kind.serves)
    return (2, by_name) if by_name else (1, by_words) if by_words else (0, 0)


def _shared(said: str, words: Iterable[str]) -> int:
    """How many characters of the class stand in one of the words, where one of both holds the other."""
    held = (min(len(said), len(word)) for word in words if word in said or said in word)
    return max((length for length in held if length >= SHORTEST), default=0)
