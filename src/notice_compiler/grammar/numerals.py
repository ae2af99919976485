"""Numbers as the notices print them: 十二, 一万, 67.4万, １２."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def ordinal(written: str) -> int:
    """一, 十二, 12 or ② as a number; 0 where it is none."""
    if written.isascii() and written.isdigit():
        return int(written)
    if written and written in CIRCLES:
        return CIRCLES.index(written) + 1
    value = quantity(written)
    return int(value) if value is not None else 0


def quantity(written: str) -> Decimal | None:
    """1610, 67.4万, 一万 or 二十 as a number; None where it is none."""
    total = Decimal(0)
    rest = written.strip()
    for name, scale in LARGE.items():
        if rest.endswith(name):
            inner = quantity(rest[:-1])
            return None if inner is None else inner * scale
    if rest and rest[0].isascii():
        try:
            return Decimal(rest.replace(",", ""))
        except InvalidOperation:
            return None
    return total + _chinese(rest) if rest and all(c in DIGITS or c in SMALL or c in LARGE for c in rest) else None


def _chinese(written: str) -> int:
    total, section, digit = 0, 0, 0
    for char in written:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in SMALL:
            section += (digit or 1) * SMALL[char]
            digit = 0
        else:
            total += (section + digit) * LARGE[char]
            section, digit = 0, 0
    return total + section + digit
