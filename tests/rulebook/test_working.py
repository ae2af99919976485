"""A working shows the figures put in, as a person would write them."""

from datetime import date
from decimal import Decimal

import pytest

from rulebook import Type, compile_rule, working

NAMES = {"甲": Type.NUMBER, "乙": Type.NUMBER, "丙": Type.NUMBER, "办结": Type.BOOLEAN, "今日": Type.DAY}
VALUES = {"甲": 45, "乙": 50, "丙": 2, "办结": False, "今日": date(2024, 5, 6)}


@pytest.mark.parametrize(
    ("source", "result", "shown"),
    [
        ("甲 / (乙 - 丙)", Type.NUMBER, "结果 = 45 ÷ (50 − 2) = 0.9375"),
        ("share(甲, 乙 - 丙)", Type.NUMBER, "结果 = 45 ÷ (50 − 2) = 0.9375"),
        ("甲 / 7", Type.NUMBER, "结果 = 45 ÷ 7 ≈ 6.428571"),
        ("甲 - (乙 - 丙)", Type.NUMBER, "结果 = 45 − (50 − 2) = −3"),
        ("(甲 + 乙) * 0.10", Type.NUMBER, "结果 = (45 + 50) × 0.1 = 9.5"),
        ("甲", Type.NUMBER, "结果 = 45"),
        ("clamp(甲, 0, 40)", Type.NUMBER, "结果 = 限于(45, 0, 40) = 40"),
        ("5 if 丙 < 3 else 0", Type.NUMBER, "结果 = 5（因 2 < 3 成立） = 5"),
        ("甲 > 40 and (丙 > 3 or not 办结)", Type.BOOLEAN, "结果：45 > 40 且 (2 > 3 或 非“办结”为否)，成立"),
        ("今日 + 3", Type.DAY, "结果 = 2024年5月6日 + 3 = 2024年5月9日"),
        ("丙 in (2, 3)", Type.BOOLEAN, "结果：2 属于 (2、3)，成立"),
    ],
)
def test_the_working_of(source, result, shown):
    assert working(compile_rule(source, NAMES, result=result), VALUES) == shown


def test_it_is_named_after_what_it_computes():
    rule = compile_rule("甲 / 乙", NAMES, result=Type.NUMBER, label="按期结案率")
    assert working(rule, VALUES) == "按期结案率 = 45 ÷ 50 = 0.9"
    assert working(rule, VALUES, label="四月") == "四月 = 45 ÷ 50 = 0.9"


def test_large_and_small_numbers_carry_no_exponent():
    rule = compile_rule("甲 * 10000000000", NAMES, result=Type.NUMBER)
    assert working(rule, {"甲": Decimal("1E+3")}) == "结果 = 1000 × 10000000000 = 10000000000000"
