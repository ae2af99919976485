"""Writing to reading: full-width signs become the ones the parser knows, and every column finds its way back."""

from dataclasses import dataclass

LONGEST = 2_000

# How officials write the signs: “≥” for ">=", “×” for "*". Full-width letters and signs are folded below.
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "–": "-", "　": " ", "\n": " ", "\r": " "}
SIGNS |= {"\t": " ", "。": ".", "【": "(", "】": ")"}
QUOTES = {'"': '"', "'": "'", "“": "”", "＂": "＂"}
FULL_WIDTH = range(0xFF01, 0xFF5F)
FULL_WIDTH_SHIFT = 0xFEE0


@dataclass(frozen=True)
class Source:
    """A rule on one line as the parser reads it; `columns[i]` is where its character i was written, from 1."""

    text: str
    columns: tuple[int, ...]

    def column(self, index: int) -> int:
        return self.columns[min(max(index, 0), len(self.columns) - 1)]


def fold(written: str) -> Source:
    """Fold the signs outside quoted text; text inside quotes stays as it is."""
    text: list[str] = []
    columns: list[int] = []
    closing = ""
    for column, character in enumerate(written, start=1):
        if closing:
            piece = '"' if character == closing else character
            closing = "" if character == closing else closing
        elif character in QUOTES:
            closing, piece = QUOTES[character], '"'
        else:
            piece = _sign(character)
        if not text and piece == " ":
            continue
        text.append(piece)
        columns.extend([column] * len(piece))
    return Source("".join(text), (*columns, len(written) + 1))


def _sign(character: str) -> str:
    if ord(character) in FULL_WIDTH:
        return chr(ord(character) - FULL_WIDTH_SHIFT)
    return SIGNS.get(character, character)
