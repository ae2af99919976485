"""The types of the rule language, what a fault is, and the one arithmetic it computes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import Enum

Value = Decimal | bool | str | date

# Sixty digits keep every sum and product of real figures exact; a quotient is rounded once, at the sixtieth digit.
EXACT = Context(
    prec=60,
    rounding=ROUND_HALF_EVEN,
    Emin=-400,
    Emax=400,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
# No figure of a district comes near 10^40; beyond that lies only mischief (10**999999999 would fill the memory).
LARGEST_EXPONENT = 40


class Type(Enum):
    """What a name or an expression stands for."""

    NUMBER = "数字"
    BOOLEAN = "是否"
    TEXT = "文字"
    DAY = "日期"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a rule or a scheme, in words an official can act on.

    `position` is the column in the rule as it was written, from 1; 0 means the whole.
    `where` names the place in a scheme (`rows[2].score`); it is empty for a single rule.
    """

    message: str
    position: int = 0
    where: str = ""

    def __str__(self) -> str:
        return f"第{self.position}个字：{self.message}" if self.position else self.message


class RuleError(Exception):
    """A rule that cannot be read or computed; its text is one Chinese sentence."""

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = tuple(faults)


class NoBaseError(RuleError):
    """A share or quotient of nothing: the divisor is zero."""
