"""What somebody typed: the pieces that all must be there, the tokens that they need, and how to mark them in a text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from zhuanban.ground.search.rules.tokens import LONGEST, folded, runs_of

TOO_SHORT = "只有一个字母或数字，找不准。请至少输入两个，或者输入汉字。"
NO_WORDS = "请输入汉字、字母或数字。"
LONGEST_QUERY = 60
# What stands in nearly every Chinese text and folds one letter to one: full-width letters, digits and signs.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x0A: 0x20, 0x0D: 0x20, 0x09: 0x20}


@dataclass(frozen=True)
class Token:
    """A token that an entry must have, whole or as a beginning."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True)
class Query:
    """The folded pieces of a query. `problem` says in a sentence why nothing can be looked for."""

    pieces: tuple[str, ...] = ()
    problem: str = ""

    @property
    def tokens(self) -> list[Token]:
        """What the index is asked for: entries with all of these hold the pieces, or nearly so."""
        return list(dict.fromkeys(token for piece in self.pieces for token in _needed(piece)))

    @property
    def unsure(self) -> list[str]:
        """The pieces that the tokens do not settle, which are compared with the text."""
        return [piece for piece in self.pieces if not _is_settled(piece)]


def query_of(typed: str) -> Query:
    """Understand what was typed: pieces between blanks, all of which must be there."""
    pieces = tuple(dict.fromkeys(folded(typed[:LONGEST_QUERY]).split()))
    wordy = tuple(piece for piece in pieces if runs_of(piece))
    if not pieces:
        return Query()
    if not wordy:
        return Query(problem=NO_WORDS)
    query = Query(wordy)
    return query if query.tokens else Query(problem=TOO_SHORT)


def _needed(piece: str) -> Iterator[Token]:
    for place, (run, is_latin, is_closed) in enumerate(runs_of(piece)):
        if is_latin:
            if place == 0 and len(run) == 1:
                continue  # it may be the last of a longer one, whose ending of one letter is no token
            yield Token(run[:LONGEST], is_prefix=not is_closed or len(run) > LONGEST)
            continue
        yield from (Token(run[at : at + 2]) for at in range(len(run) - 1))
        if is_closed:
            yield Token(run[-1])
        elif len(run) == 1:
            yield Token(run, is_prefix=True)


def _is_settled(piece: str) -> bool:
    """One token says it all: two characters, one character, or one run of letters and digits."""
    runs = runs_of(piece)
    if len(runs) != 1 or runs[0][0] != piece:
        return False
    return len(piece) <= LONGEST if runs[0][1] else len(piece) <= 2


def marked(text: str, pieces: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is one that was looked for, shown as written."""
    folded_text, places = _with_places(text)
    spans = _merged(sorted(_spans(folded_text, pieces)))
    parts, at = [], 0
    for start, end in spans:
        first, last = places[start], places[end - 1] + 1
        if first > at:
            parts.append((text[at:first], False))
        parts.append((text[max(first, at) : last], True))
        at = last
    if at < len(text):
        parts.append((text[at:], False))
    return parts


def excerpt(text: str, pieces: Sequence[str], most: int = 90) -> str:
    """The stretch of a long text around the first place where a piece stands; dots where it was cut."""
    if len(text) <= most:
        return text
    folded_text, places = _with_places(text)
    found = [folded_text.find(piece) for piece in pieces]
    first = min((places[at] for at in found if at >= 0), default=0)
    start = max(0, min(first - most // 3, len(text) - most))
    return ("……" if start else "") + text[start : start + most] + ("……" if start + most < len(text) else "")


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text folded letter by letter, and for each letter of it where it came from."""
    plain = text.translate(_HALF)
    if is_normalized("NFKC", plain) and len(lower := plain.lower()) == len(text):
        return lower, range(len(text))
    letters, places = [], []
    for at, letter in enumerate(text):
        for each in folded(letter) or " ":
            letters.append(each)
            places.append(at)
    return "".join(letters), places


def _spans(text: str, pieces: Iterable[str]) -> Iterator[tuple[int, int]]:
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            yield at, at + len(piece)
            at = text.find(piece, at + len(piece))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
