"""Signs of the numbering styles of ECMA-376, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from typing import NamedTuple


class Hundreds(NamedTuple):
    """The ten digits, and the signs after thousands, hundreds, tens and ones."""

    digits: str
    signs: tuple[str, str, str, str]
    bare_ten: bool


PLAIN = "〇一二三四五六七八九"
THOUSANDS = ("千", "百", "十", "")
LEGAL = ("仟", "佰", "拾", "")

# Digits with signs for ten and hundred, or digits one after the other.
DIGITS: dict[str, Hundreds | str] = {
    "chineseCountingThousand": Hundreds("零一二三四五六七八九", THOUSANDS, bare_ten=True),
    "taiwaneseCountingThousand": Hundreds("零一二三四五六七八九", THOUSANDS, bare_ten=True),
    "japaneseCounting": Hundreds(PLAIN, THOUSANDS, bare_ten=True),
    "chineseLegalSimplified": Hundreds("零壹贰叁肆伍陆柒捌玖", LEGAL, bare_ten=False),
    "ideographLegalTraditional": Hundreds("零壹貳參肆伍陸柒捌玖", LEGAL, bare_ten=False),
    "japaneseLegal": Hundreds("〇壱弐参四伍六七八九", ("阡", "百", "拾", ""), bare_ten=False),
    "ideographDigital": PLAIN,
    "japaneseDigitalTenThousand": PLAIN,
    "taiwaneseDigital": "○一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
# One sign a number, and whether the row begins again doubled.
ALPHABETS: dict[str, tuple[str, bool]] = {
    "upperLetter": ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", True),
    "lowerLetter": ("abcdefghijklmnopqrstuvwxyz", True),
    "ideographTraditional": ("甲乙丙丁戊己庚辛壬癸", False),
    "ideographZodiac": ("子丑寅卯辰巳午未申酉戌亥", False),
    "decimalEnclosedFullstop": ("".join(map(chr, range(0x2488, 0x249C))), False),
    "decimalEnclosedParen": ("".join(map(chr, range(0x2474, 0x2488))), False),
    "ideographEnclosedCircle": ("".join(map(chr, range(0x3220, 0x322A))), False),
}
ZERO_PADDED = {"decimalZero": 2}
CIRCLES = ((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
ROMANS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
