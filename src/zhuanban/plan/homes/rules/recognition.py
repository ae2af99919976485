"""Which homes a demand has: a home is recognised by any of its words, spaces left out."""

from collections.abc import Iterable, Sequence

from zhuanban.plan.homes.rules.sets import SETS, Home

ORDER = list(SETS)


def homes_of(words: str, homes: Sequence[Home]) -> list[Home]:
    """The homes that the words call for, in the order of the sets."""
    plain = "".join(words.split())
    found = [home for home in homes if any(word in plain for word in home.serves)]
    return sorted(found, key=lambda home: ORDER.index(home.set))


def words_found(words: str, home: Home) -> list[str]:
    """By which of its words the home was recognised."""
    plain = "".join(words.split())
    return [word for word in home.serves if word in plain]


def unserved(homes: Iterable[Home], demands: Sequence[str]) -> list[Home]:
    """The homes that no demand calls for."""
    plain = ["".join(words.split()) for words in demands]
    return [home for home in homes if not any(word in text for text in plain for word in home.serves)]
