"""Numbers written out as word processors print them: 十二 · 壹拾 · 甲 · ⑫ · １２ · xii · L."""

from __future__ import annotations

from collections.abc import Callable

from notice_compiler.lexicon.countings import ALPHABETS, CIRCLES, DIGITS, ROMANS, ZERO_PADDED, Hundreds

MOST_WRITTEN_OUT = 9_999
MOST_ROMAN = 3_999
MOST_REPEATED = 20


def written(number: int, style: str) -> str:
    """The number in a style such as chineseCounting; plain digits where the style has no sign for it."""
    if number < 0:
        return str(number)
    return (_WRITERS.get(style) or _plain)(number) or str(number)


def _plain(number: int) -> str:
    return str(number)


def _grouped(hundreds: Hundreds) -> Callable[[int], str]:
    """Numerals with signs for ten, hundred and thousand."""

    def write(number: int) -> str:
        if not 0 < number <= MOST_WRITTEN_OUT:
            return hundreds.digits[0] if number == 0 else ""
        digits = [int(digit) for digit in f"{number:04}"]
        pieces: list[str] = []
        for index, digit in enumerate(digits):
            if digit:
                skipped = index > 0 and digits[index - 1] == 0 and any(pieces)
                pieces.append((hundreds.digits[0] if skipped else "") + hundreds.digits[digit] + hundreds.signs[index])
        whole = "".join(pieces)
        one_ten = hundreds.digits[1] + hundreds.signs[2]
        return whole[1:] if hundreds.bare_ten and whole.startswith(one_ten) else whole

    return write


def _tens(digits: str) -> Callable[[int], str]:
    """Written out up to 99, from then on digit by digit: 九十九, 一〇〇."""
    small = _grouped(Hundreds(digits, ("", "", "十", ""), bare_ten=True))
    return lambda number: small(number) if number < 100 else _by_digits(digits)(number)


def _by_digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _alphabet(signs: str) -> Callable[[int], str]:
    """A … Z, then AA, BB as Word counts on."""

    def write(number: int) -> str:
        times, place = divmod(number - 1, len(signs))
        return signs[place] * (times + 1) if number > 0 and times < MOST_REPEATED else ""

    return write


def _once(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _circled(number: int) -> str:
    return next((chr(first + number - low) for low, high, first in CIRCLES if low <= number <= high), "")


def _roman(number: int) -> str:
    if not 0 < number <= MOST_ROMAN:
        return ""
    letters = ""
    for value, sign in ROMANS:
        letters += sign * (number // value)
        number %= value
    return letters


def _writers() -> dict[str, Callable[[int], str]]:
    found: dict[str, Callable[[int], str]] = {}
    for style, hundreds in DIGITS.items():
        found[style] = _grouped(hundreds) if isinstance(hundreds, Hundreds) else _by_digits(hundreds)
    for style, (signs, again) in ALPHABETS.items():
        found[style] = _alphabet(signs) if again else _once(signs)
    for style, width in ZERO_PADDED.items():
        found[style] = f"{{:0{width}}}".format
    found["chineseCounting"] = found["taiwaneseCounting"] = _tens("○一二三四五六七八九")
    found["upperRoman"] = _roman
    found["lowerRoman"] = lambda number: _roman(number).lower()
    found["decimalEnclosedCircle"] = found["decimalEnclosedCircleChinese"] = _circled
    found["numberInDash"] = lambda number: f"- {number} -"
    return found


_WRITERS = _writers()
