"""The few functions a rule may call; whatever is not in this table does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from rulebook.model import EXACT, RuleError, Type, Value
from rulebook.wording import say

MOST_DECIMALS = 10
ORDERED = frozenset({Type.NUMBER, Type.DAY})


@dataclass(frozen=True)
class Function:
    """Arguments are all of one type out of `takes`, and the result has that type too."""

    chinese: str
    fewest: int
    most: int
    takes: frozenset[Type]
    compute: Callable[[tuple[Any, ...]], Value]


def _round(arguments: tuple[Decimal, ...]) -> Decimal:
    """Half up, as officials round (四舍五入), to a whole number of decimals."""
    value, places = arguments[0], arguments[1] if len(arguments) > 1 else Decimal(0)
    if places != places.to_integral_value() or not 0 <= places <= MOST_DECIMALS:
        raise RuleError(f"四舍五入的位数应为 0 到 {MOST_DECIMALS} 的整数，这里是 {say(places)}。")
    try:
        return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP, context=EXACT)
    except InvalidOperation:
        raise RuleError("数字过大，不能四舍五入。") from None


def _clamp(arguments: tuple[Decimal, ...]) -> Decimal:
    value, least, most = arguments
    if least > most:
        raise RuleError(f"限于的下限 {say(least)} 大于上限 {say(most)}。")
    return min(max(value, least), most)


def _least(arguments: tuple[Any, ...]) -> Value:
    smallest: Value = min(arguments)
    return smallest


def _greatest(arguments: tuple[Any, ...]) -> Value:
    greatest: Value = max(arguments)
    return greatest


def _magnitude(arguments: tuple[Decimal, ...]) -> Decimal:
    return EXACT.abs(arguments[0])


NUMBERS = frozenset({Type.NUMBER})
MANY = 20
FUNCTIONS: dict[str, Function] = {
    "min": Function("取小", 2, MANY, ORDERED, _least),
    "max": Function("取大", 2, MANY, ORDERED, _greatest),
    "round": Function("四舍五入", 1, 2, NUMBERS, _round),
    "clamp": Function("限于", 3, 3, NUMBERS, _clamp),
    "abs": Function("绝对值", 1, 1, NUMBERS, _magnitude),
}
FUNCTIONS |= {function.chinese: function for function in list(FUNCTIONS.values())}

# These three are forms of their own: the checker turns them into a quotient, a test for blank, and a day.
SHARE = frozenset({"share", "占比"})
BLANK = frozenset({"blank", "未填"})
DAY = frozenset({"day", "日期"})


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
