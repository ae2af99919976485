"""Spoiling files and prose, the same way for the same seed."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence

TELLING = (
    b"\0",
    b"\xff",
    b"\x80",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"<",
    b"]]>",
    b"&#0;",
    b"(",
    b"/",
    b"-1",
    b"9" * 20,
)
MOST = 2 * 1024 * 1024
MOST_PROSE = 20_000


def spoiled(dice: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """A few faults in a file; of an archive often in what lies inside."""
    if content.startswith(b"PK\x03\x04") and dice.random() < 0.7:
        return _spoiled_member(dice, content, others)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        content = dice.choice(FAULTS)(dice, content, others)
    return content[:MOST]


def _place(dice: random.Random, content: bytes) -> tuple[int, int]:
    start = dice.randrange(len(content) + 1)
    return start, min(len(content), start + int(2 ** dice.uniform(0, 12)))


def _flip(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    held = bytearray(content)
    for _at in range(dice.randint(1, 16) if held else 0):
        held[dice.randrange(len(held))] ^= 1 << dice.randrange(8)
    return bytes(held)


def _cut_off(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _leave_out(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _place(dice, content)
    return content[:start] + content[end:]


def _repeat(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _place(dice, content)
    times = min(int(2 ** dice.uniform(0, 10)), 1 + 200_000 // max(1, end - start))
    return content[:end] + content[start:end] * times + content[end:]


def _overwrite(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, word = dice.randrange(len(content) + 1), dice.choice(TELLING)
    return content[:start] + word + content[start + len(word) :]


def _insert(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + dice.choice((dice.choice(TELLING), dice.randbytes(dice.randint(1, 64)))) + content[start:]


def _splice(dice: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others)
    return content[: dice.randrange(len(content) + 1)] + other[dice.randrange(len(other) + 1) :]


def _swap(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    one, two, three = sorted(dice.randrange(len(content) + 1) for _at in range(3))
    return content[:one] + content[two:three] + content[one:two] + content[three:]


Fault = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
FAULTS: tuple[Fault, ...] = (_flip, _cut_off, _leave_out, _repeat, _overwrite, _insert, _splice, _swap)


def _spoiled_member(dice: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """The archive with faults in one of its members; broken archives are made by the other faults."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            small = [each for each in archive.infolist() if each.file_size < MOST]
            members = {each.filename: archive.read(each) for each in small}
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, zlib.error, NotImplementedError):
        return content
    if not members:
        return content
    chosen = dice.choice([*members, *([name for name in members if name.endswith("document.xml")] * 4)])
    for _ in range(dice.choice((1, 1, 2, 4))):
        members[chosen] = dice.choice(FAULTS)(dice, members[chosen], others)[:MOST]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return held.getvalue()


def spoiled_prose(dice: random.Random, text: str, others: Sequence[str], scraps: Sequence[str]) -> str:
    """A notice with words left out, repeated, put in and mixed, its line ends or widths lost."""
    for _ in range(dice.choice((1, 2, 4, 8, 16))):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + int(2 ** dice.uniform(0, 8)))
        text = (text[:start] + _other_words(dice, text[start:end], others, scraps) + text[end:])[:MOST_PROSE]
    return text


def _other_words(dice: random.Random, words: str, others: Sequence[str], scraps: Sequence[str]) -> str:
    match dice.randrange(9):
        case 0:
            return dice.choice(scraps) * dice.choice((1, 1, 1, 3, 200)) + words
        case 1:
            return chr(dice.choice((dice.randrange(0x3000), dice.randrange(0x10FFFF)))) + words
        case 2:
            return dice.choice(others)[dice.randrange(200) :]
    return dice.choice(CHANGES)(dice, words)


CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    lambda _, words: "",
    lambda dice, words: words * dice.randint(2, 20),
    lambda dice, words: "".join(dice.sample(words, len(words))),
    lambda _, words: words.replace("\n", ""),
    lambda _, words: words.translate(HALF),
    lambda _, words: "\n".join(words),
)
HALF = str.maketrans("（）：；，。、〔〕“”", '():;,.,[]""')
