"""How Chinese text becomes tokens, without a dictionary: every two neighbouring characters are one.

Text is folded first (full width to half, capitals to small; traditional characters stay as they are). A run of Chinese
characters gives its bigrams and, by itself, its last character; a run of Latin letters and digits gives itself and its
endings of two and more, so that 2024-00012 is found by 00012 and by 12. There is a token for every part of a text.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

# Stands before what no text can give, such as who sees the entry: a letter, and words in it are two characters at most.
SIGN = "ǁ"
RULES = 1  # raise it when the same text gives other tokens: the index is then filled again
LONGEST = 24  # letters of a Latin token; what is longer is compared with the text itself
_BLANKS = re.compile(r"[\s\x00]+")
_RUNS = re.compile(r"([a-z0-9]+)|([^\W_a-z0-9]+)")


def folded(text: str) -> str:
    """The text as it is indexed and compared."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def joined(parts: Iterable[str]) -> str:
    """Several folded texts as one; nothing is found across their borders."""
    return "\n".join(part for part in map(folded, parts) if part)


def tokens_of(text: str) -> set[str]:
    """Every token of a folded text."""
    found: set[str] = set()
    for latin, other in _RUNS.findall(text):
        if latin:
            found.update(latin[start : start + LONGEST] for start in range(max(1, len(latin) - 1)))
        else:
            found.update(map("".join, pairwise(other)))
            found.add(other[-1])
    return found


def runs_of(text: str) -> list[tuple[str, bool, bool]]:
    """The runs of a folded text: each with whether it is Latin, and whether it ends before the text does."""
    return [(match[0], bool(match[1]), match.end() < len(text)) for match in _RUNS.finditer(text)]


def mark(*parts: object) -> str:
    """A token beside the words: mark("m", 5, 12). Texts never give one."""
    return SIGN + "x".join(map(str, parts))


def marks_beside(marks: Iterable[str], letter: str) -> list[str]:
    """The marks of a thing for what hangs on it: who sees it, under another letter, and its township, but no state."""
    kept = (each for each in marks if not each.startswith(mark("state")))
    return [each if each.startswith(mark("town")) else f"{SIGN}{letter}{each[1:]}" for each in kept]


STRETCH = 1 << 15


def stretches(last: int) -> list[range]:
    """The keys up to the last in stretches of which an index can be asked one after the other, the newest first.

    The first is short, for what is often there is found in it; then eight times as long; older ones come at once.
    """
    newest = last // STRETCH
    recent = range(max(0, newest - 1), newest + 1)
    middle = range(max(0, newest - 9), recent.start)
    return [stretch for stretch in (recent, middle) if len(stretch)]


def marks_in(marks: Iterable[str], stretch: int) -> list[str]:
    """Marks that say as well in which stretch of the keys the entry lies: rare, where the mark by itself is not."""
    return [f"{each}e{stretch}" for each in marks]
